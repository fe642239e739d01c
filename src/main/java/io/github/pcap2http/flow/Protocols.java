package io.github.pcap2http.flow;

import static io.github.pcap2http.flow.Protocols.Place.ANYWHERE;
import static io.github.pcap2http.flow.Protocols.Place.FIRST;
import static io.github.pcap2http.flow.Protocols.Place.OPENING;
import static io.github.pcap2http.flow.Signatures.hex;
import static io.github.pcap2http.flow.Signatures.line;
import static io.github.pcap2http.flow.Signatures.text;
import static io.github.pcap2http.stream.Detector.Verdict.CLIENT;
import static io.github.pcap2http.stream.Detector.Verdict.SERVER;

import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.http1.Http1Connection;
import io.github.pcap2http.http1.Http1Detector;
import io.github.pcap2http.proxyprotocol.ProxiedConnection;
import io.github.pcap2http.socks.SocksConnection;
import io.github.pcap2http.stream.Detector;
import io.github.pcap2http.stream.Inner;
import io.github.pcap2http.stream.Layer;
import io.github.pcap2http.tls.TlsConnection;
import java.util.List;

/** What is recognised on a connection: the first that fits counts. What has no layer is counted by its name and passed over. */
final class Protocols {
    /** Makes the layer that reads a protocol. */
    interface Opener {
        Layer open(Journal journal, Inner inner);
    }

    /** Where a protocol is looked for. */
    enum Place {
        /** Wherever a message may start: what is read, and what is so like it that it must not be taken for it. */
        ANYWHERE,
        /** In the first bytes of a side that the capture has, unless they may be the start of something that is looked for anywhere. */
        FIRST,
        /** The same, but only where a side has sent nothing before, and the right side: elsewhere so few bytes would prove nothing. */
        OPENING
    }

    /** @param opener null for what is only counted */
    record Protocol(String name, Place place, Detector detector, Opener opener) { }

    private static final class OpenHttp1 implements Opener {
        @Override
        public Layer open(Journal journal, Inner inner) {
            return new Http1Connection(journal, inner);
        }
    }

    private static final class OpenTls implements Opener {
        @Override
        public Layer open(Journal journal, Inner inner) {
            return new TlsConnection(journal);
        }
    }

    private static final class OpenProxied implements Opener {
        @Override
        public Layer open(Journal journal, Inner inner) {
            return new ProxiedConnection(journal, inner);
        }
    }

    private static final class OpenSocks implements Opener {
        private final int version;

        OpenSocks(int version) {
            this.version = version;
        }

        @Override
        public Layer open(Journal journal, Inner inner) {
            return version == 4 ? SocksConnection.version4(journal, inner) : SocksConnection.version5(journal, inner);
        }
    }

    /** What is looked for wherever a message may start. Each run needs these, and linking a lambda costs a small one half a millisecond. */
    static final List<Protocol> EVERYWHERE = List.of(
        read("HTTP/1", ANYWHERE, new Http1Detector(), new OpenHttp1()),
        named("HTTP/2", ANYWHERE, text(CLIENT, "PRI * HTTP/2.0\r\n\r\n")),
        read("TLS", ANYWHERE, new Signatures.TlsHello(), new OpenTls()),
        named("RTSP", ANYWHERE, new Signatures.LikeHttp("RTSP/1.")),
        named("SIP", ANYWHERE, new Signatures.LikeHttp("SIP/2.")),
        named("ICAP", ANYWHERE, new Signatures.LikeHttp("ICAP/1.")));

    /** What {@link #mayBegin} says of each byte: 1 yes, -1 no, 0 nobody asked yet. Threads may each find it out. */
    private static final byte[] BEGINNINGS = new byte[256];

    /** Of its own, so that all these patterns are only made when something is met that is none of the above. */
    private static final class AtFirst {
        static final List<Protocol> ALL = List.of(
            read("PROXY protocol", FIRST, Shape.PROXY_HEADER, new OpenProxied()),
            named("TLS", FIRST, Shape.TLS_RECORD),
            named("SSL 2", FIRST, hex(CLIENT, "80 .. 01 00 02 00", "80 .. 01 03 00 00", "80 .. 01 03 01 00", "80 .. 01 03 03 00")),
            named("SSH", FIRST, text(SERVER, "SSH-")),
            named("AMQP", FIRST, text(CLIENT, "AMQP\0", "AMQP\1", "AMQP\2", "AMQP\3")),
            named("BGP", FIRST, hex(CLIENT, "ff ".repeat(16) + ".. .. 01 04", "ff ".repeat(16) + "00 13 04")),
            named("BitTorrent", FIRST, text(CLIENT, "\u0013BitTorrent protocol")),
            named("DCE/RPC", FIRST, hex(CLIENT, "05 00 0b 03 10 00 00 00")),
            named("FastCGI", FIRST, hex(CLIENT, "01 01 .. .. 00 08 .. .. 00 01", "01 01 .. .. 00 08 .. .. 00 02", "01 01 .. .. 00 08 .. .. 00 03")),
            named("git", FIRST, Shape.GIT),
            named("MongoDB", FIRST, Shape.MONGO),
            named("RDP", FIRST, Shape.RDP),
            named("ISO on TCP", FIRST, hex(CLIENT, "03 00 .. .. .. e0 00 00 .. .. .. ..")),
            named("rsync", FIRST, text(SERVER, "@RSYNCD: ")),
            named("SMB", FIRST, hex(CLIENT, "00 .. .. .. fe 53 4d 42", "00 .. .. .. ff 53 4d 42", "00 .. .. .. fd 53 4d 42", "81 00 00 44 20")),
            named("Thrift", FIRST, hex(CLIENT, "80 01 00 01 00 00 00 .. ..", "00 .. .. .. 80 01 00 01 00 00 00 .. ..")),
            named("VNC", FIRST, line(SERVER, "RFB \\d{3}\\.\\d{3}")),
            named("X11", FIRST, hex(CLIENT, "6c .. 0b 00 00 00", "42 .. 00 0b 00 00")),
            named("XMPP", FIRST, Shape.XMPP),

            named("SMTP", OPENING, line(SERVER, "220[ -].*SMTP.*")),
            named("SMTP", OPENING, line(CLIENT, "(EHLO|HELO|LHLO) .+")),
            named("FTP", OPENING, line(SERVER, "220[ -].*FTP.*")),
            named("FTP", OPENING, line(CLIENT, "USER \\S+|AUTH (TLS|SSL)|FEAT")),
            named("POP3", OPENING, line(SERVER, "\\+OK .+")),
            named("IMAP", OPENING, line(SERVER, "\\* (OK|PREAUTH|BYE) .*")),
            named("NNTP", OPENING, line(SERVER, "20[01] .*(NNTP|NEWS).*")),
            named("IRC", OPENING, line(CLIENT, "(NICK|PASS) \\S+|CAP (LS|REQ) ?.*|USER \\S+ \\S+ \\S+ .+")),
            named("IRC", OPENING, line(SERVER, "(:\\S+ )?(NOTICE|020|001) .*")),
            named("NATS", OPENING, text(SERVER, "INFO {")),
            named("Redis", OPENING, line(CLIENT, "\\*[1-9]\\d{0,6}")),
            named("memcached", OPENING, line(CLIENT, "(?-i)(get|gets|delete) \\S+.*|(set|add|replace|append|prepend|cas) \\S+ \\d+ -?\\d+ \\d+.*"
                + "|(incr|decr) \\S+ \\d+.*|stats( .*)?|version|flush_all.*")),
            named("memcached", OPENING, Shape.MEMCACHED),
            named("Telnet", OPENING, Shape.TELNET),
            named("MySQL", OPENING, Shape.MYSQL),
            named("PostgreSQL", OPENING, hex(CLIENT, "00 00 00 08 04 d2 16 2f", "00 00 00 08 04 d2 16 30", "00 00 00 10 04 d2 16 2e")),
            named("PostgreSQL", OPENING, Shape.POSTGRES),
            named("ZooKeeper", OPENING, hex(CLIENT, Signatures.zooKeeper("2c"), Signatures.zooKeeper("2d"))),
            named("Cassandra", OPENING, Shape.CASSANDRA),
            read("SOCKS 4", OPENING, Shape.SOCKS_4, new OpenSocks(4)),   // also in the form of Cassandra's OPTIONS: behind it
            read("SOCKS 5", OPENING, Shape.SOCKS_5, new OpenSocks(5)),
            named("MQTT", OPENING, Shape.MQTT),
            named("LDAP", OPENING, Shape.LDAP),
            named("DNS", OPENING, Shape.DNS),
            named("Kafka", OPENING, Shape.KAFKA));
    }

    private Protocols() { }

    /** @return false when nothing that is looked for everywhere begins with {@code first}: it is the answer for most places of most bytes */
    static boolean mayBegin(byte first) {
        byte known = BEGINNINGS[first & 0xff];
        return known == 0 ? findOut(first) : known > 0;
    }

    private static boolean findOut(byte first) {
        boolean any = false;
        for (Protocol protocol : EVERYWHERE) any |= protocol.detector().mayBegin(first);
        BEGINNINGS[first & 0xff] = (byte) (any ? 1 : -1);
        return any;
    }

    static Protocol told(Hint hint) {
        return switch (hint) {
            case HTTP1 -> EVERYWHERE.get(0);
            case TLS -> EVERYWHERE.get(2);
            case NONE -> named("passed over as told", FIRST, (bytes, cut) -> Detector.Verdict.NO);
        };
    }

    private static Protocol read(String name, Place place, Detector detector, Opener opener) {
        return new Protocol(name, place, detector, opener);
    }

    private static Protocol named(String name, Place place, Detector detector) {
        return new Protocol(name, place, detector, null);
    }

    /** @return what is looked for in the first bytes of a side */
    static List<Protocol> atFirst() {
        return AtFirst.ALL;
    }
}
