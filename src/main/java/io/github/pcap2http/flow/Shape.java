package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.proxyprotocol.ProxyHeader;
import io.github.pcap2http.socks.SocksDetector;
import io.github.pcap2http.stream.Detector;

/**
 * Signatures that are more than a beginning. One class and not a lambda for each: the first connection that is none of HTTP needs all of them,
 * and linking a lambda costs a small run half a millisecond.
 */
enum Shape implements Detector {
    PROXY_HEADER, SOCKS_4, SOCKS_5, GIT, XMPP, CASSANDRA, MQTT, LDAP, DNS, KAFKA,
    TLS_RECORD(Verdict.CLIENT, 5), MONGO(Verdict.CLIENT, 16), RDP(Verdict.CLIENT, 12), MEMCACHED(Verdict.CLIENT, 24), TELNET(Verdict.SERVER, 3),
    MYSQL(Verdict.SERVER, 7), POSTGRES(Verdict.CLIENT, 9);

    private final Verdict yes;
    private final int needed;   // bytes; 0: it sees itself how many there are

    Shape() {
        this(null, 0);
    }

    Shape(Verdict yes, int needed) {
        this.yes = yes;
        this.needed = needed;
    }

    @Override
    public Verdict look(Bytes first, boolean cut) {
        if (needed == 0) return read(first, cut);
        if (first.length() < needed) return cut ? Verdict.NO : Verdict.MAYBE;
        return fits(first) ? yes : Verdict.NO;
    }

    private Verdict read(Bytes first, boolean cut) {
        return switch (this) {
            case PROXY_HEADER -> ProxyHeader.look(first, cut);
            case SOCKS_4 -> SocksDetector.version4(first, cut);
            case SOCKS_5 -> SocksDetector.version5(first, cut);
            case GIT -> Signatures.git(first, cut);
            case XMPP -> Signatures.xmpp(first, cut);
            case CASSANDRA -> Signatures.cassandra(first, cut);
            case MQTT -> Signatures.mqtt(first, cut);
            case LDAP -> Signatures.ldap(first, cut);
            case DNS -> Signatures.dns(first, cut);
            case KAFKA -> Signatures.kafka(first, cut);
            default -> Verdict.NO;
        };
    }

    private boolean fits(Bytes first) {
        return switch (this) {
            case TLS_RECORD -> Signatures.isTlsRecord(first);
            case MONGO -> Signatures.isMongo(first);
            case RDP -> Signatures.isRdp(first);
            case MEMCACHED -> Signatures.isMemcached(first);
            case TELNET -> Signatures.isTelnet(first);
            case MYSQL -> Signatures.isMySql(first);
            case POSTGRES -> Signatures.isPostgres(first);
            default -> false;
        };
    }
}
