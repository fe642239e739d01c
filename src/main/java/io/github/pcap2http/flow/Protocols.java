package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.http1.Http1Connection;
import io.github.pcap2http.http1.Http1Detector;
import io.github.pcap2http.stream.Detector;
import io.github.pcap2http.stream.Detector.Verdict;
import io.github.pcap2http.stream.Inner;
import io.github.pcap2http.stream.Layer;
import java.util.List;

/** What is recognised on a connection: the first that fits counts. What has no layer is counted by its name and passed over. */
final class Protocols {
    /** Makes the layer that reads a protocol. */
    interface Opener {
        Layer open(Journal journal, Inner inner);
    }

    /** @param opener null for what is only counted */
    record Protocol(String name, Detector detector, Opener opener) { }

    static final List<Protocol> ALL = List.of(
        new Protocol("HTTP/2", starts("PRI * HTTP/2.0\r\n\r\n", Verdict.CLIENT), null),
        new Protocol("TLS", Protocols::tls, null),
        new Protocol("SSH", starts("SSH-", Verdict.SERVER), null),
        new Protocol("RTSP", textLine("RTSP/1."), null),
        new Protocol("SIP", textLine("SIP/2."), null),
        new Protocol("ICAP", textLine("ICAP/1."), null),
        new Protocol("SMTP or FTP", starts("220 ", Verdict.SERVER), null),
        new Protocol("SMTP or FTP", starts("220-", Verdict.SERVER), null),
        new Protocol("POP3", starts("+OK ", Verdict.SERVER), null),
        new Protocol("IMAP", starts("* OK ", Verdict.SERVER), null),
        new Protocol("HTTP/1", new Http1Detector(), Http1Connection::new));

    private Protocols() { }

    private static Detector starts(String text, Verdict yes) {
        return (first, cut) -> {
            if (first.startsWith(text)) return yes;
            boolean begins = first.length() < text.length() && text.startsWith(first.latin1());
            return begins && !cut ? Verdict.MAYBE : Verdict.NO;
        };
    }

    /** Requests and responses that look like those of HTTP but for the version's name. */
    private static Detector textLine(String version) {
        return (first, cut) -> {
            Verdict response = starts(version, Verdict.SERVER).look(first, cut);
            if (response != Verdict.NO) return response;
            int end = first.indexOf('\n', 0);
            if (end < 0) return cut || first.length() > 4096 || first.at(0) < 'A' || first.at(0) > 'Z' ? Verdict.NO : Verdict.MAYBE;
            int length = end > 0 && first.at(end - 1) == '\r' ? end - 1 : end;
            boolean named = length > version.length() + 1 && first.latin1(0, length - 1).endsWith(" " + version);
            return named ? Verdict.CLIENT : Verdict.NO;
        };
    }

    /** A handshake record with a hello in it (RFC 8446, sections 4 and 5.1). */
    private static Verdict tls(Bytes first, boolean cut) {
        if (first.at(0) != 0x16 || first.length() > 1 && first.at(1) != 3) return Verdict.NO;
        if (first.length() < 6) return cut ? Verdict.NO : Verdict.MAYBE;
        boolean sane = first.uint8(2) <= 4 && first.uint16(3) >= 4 && first.uint16(3) <= 16384 + 2048;
        return !sane ? Verdict.NO : first.at(5) == 1 ? Verdict.CLIENT : first.at(5) == 2 ? Verdict.SERVER : Verdict.NO;
    }
}
