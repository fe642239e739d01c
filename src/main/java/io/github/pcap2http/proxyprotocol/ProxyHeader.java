package io.github.pcap2http.proxyprotocol;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Address;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.stream.Detector;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header itself. Section numbers are those of proxy-protocol.txt.
 *
 * <pre>
 * version 1, a line:  PROXY TCP4 198.51.100.22 203.0.113.7 35646 80 CR LF        2.1
 * version 2:          12 signature, 1 version and command, 1 family, 2 length,   2.2
 *                     then as many bytes: addresses of the family, and TLVs
 * </pre>
 */
public final class ProxyHeader {
    /** What version 2 has before its addresses. */
    static final int FIXED = 16;
    /** The longest addresses of version 2: two paths of Unix sockets. */
    static final int MAX_ADDRESSES = 216;

    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    private static final int MAX_LINE = 107;
    private static final String ADDRESS = "[0-9A-Fa-f:.]{2,45}";
    private static final Pattern TCP = Pattern.compile("PROXY TCP[46] (" + ADDRESS + ") " + ADDRESS + " (\\d{1,5}) \\d{1,5}\r\n");
    private static final Pattern UNKNOWN = Pattern.compile("PROXY UNKNOWN(| [^\r]*)\r\n");
    private static final int VERSION_2 = 0x20;
    private static final int LOCAL = 0;
    private static final int PROXY = 1;

    private ProxyHeader() { }

    /** Finds a connection that begins with a header, whichever version. See {@link Detector#look} */
    public static Detector.Verdict look(Bytes first, boolean cut) {
        Detector.Verdict notYet = cut ? Detector.Verdict.NO : Detector.Verdict.MAYBE;
        if (first.at(0) == 'P') return lookForLine(first, notYet);
        if (!SIGNATURE.startsWith(first.latin1(0, Math.min(SIGNATURE.length(), first.length())))) return Detector.Verdict.NO;
        if (first.length() < FIXED) return notYet;
        boolean known = first.uint8(12) == VERSION_2 + LOCAL || first.uint8(12) == VERSION_2 + PROXY;
        return known ? Detector.Verdict.CLIENT : Detector.Verdict.NO;
    }

    private static Detector.Verdict lookForLine(Bytes first, Detector.Verdict notYet) {
        int end = first.indexOf('\n', 0);
        if (end >= MAX_LINE || end < 0 && first.length() >= MAX_LINE) return Detector.Verdict.NO;
        if (end < 0) return first.startsWith("PROXY ") || "PROXY ".startsWith(first.latin1()) ? notYet : Detector.Verdict.NO;
        String line = first.latin1(0, end + 1);
        return TCP.matcher(line).matches() || UNKNOWN.matcher(line).matches() ? Detector.Verdict.CLIENT : Detector.Verdict.NO;
    }

    /** @param first what {@link #look} said yes to, perhaps not all of it yet; @return bytes of the whole header; 0 when that is not known yet */
    static int length(Bytes first) {
        if (first.at(0) == 'P') return first.indexOf('\n', 0) + 1;
        return first.length() < FIXED ? 0 : FIXED + first.uint16(14);
    }

    /** @param header perhaps with more behind it; @return null when it names none that has an IP address, or not all of that is there */
    static Endpoint client(Bytes header) {
        if (header.at(0) == 'P') return clientOfLine(header.latin1(0, length(header)));
        if (header.length() < FIXED || header.uint8(12) != VERSION_2 + PROXY) return null;   // LOCAL: the proxy speaks for itself
        int family = header.uint8(13) >> 4;
        int size = family == 1 ? 4 : family == 2 ? 16 : 0;
        int needed = 2 * size + 4;   // both addresses, both ports
        if (size == 0 || header.length() < FIXED + needed || header.uint16(14) < needed) return null;
        return new Endpoint(Address.text(header.slice(FIXED, FIXED + size)), header.uint16(FIXED + 2 * size));
    }

    private static Endpoint clientOfLine(String line) {
        Matcher parts = TCP.matcher(line);
        if (!parts.matches()) return null;
        int port = Integer.parseInt(parts.group(2));
        return port > 0xffff ? null : new Endpoint(parts.group(1).toLowerCase(Locale.ROOT), port);
    }
}
