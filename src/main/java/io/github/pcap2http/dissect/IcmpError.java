package io.github.pcap2http.dissect;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Address;

/** What an ICMP error is about: it quotes the beginning of the packet, behind 8 bytes of its own (RFC 792; RFC 4443, section 3). */
final class IcmpError {
    private static final int QUOTED = 8;   // index
    private static final int LEAST_IPV4 = 20;
    private static final int IPV6 = 40;

    private IcmpError() { }

    /** @param bytes from the ICMP header on. @return such as {@code  (host) for 10.0.0.2:80 > 10.0.0.1:40000}; empty for what is no error */
    static String words(Bytes bytes, boolean six) {
        int type = bytes.uint8(0);
        boolean error = six ? type >= 1 && type <= 4 : type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
        if (!error || bytes.length() < 2) return "";
        String why = type != (six ? 1 : 3) ? null : six ? unreachable6(bytes.uint8(1)) : unreachable(bytes.uint8(1));
        return (why == null ? "" : " (" + why + ")") + about(bytes.slice(Math.min(QUOTED, bytes.length()), bytes.length()), six);
    }

    private static String unreachable(int code) {
        return switch (code) {
            case 0 -> "network";
            case 1 -> "host";
            case 2 -> "protocol";
            case 3 -> "port";
            case 4 -> "fragmentation needed";
            case 9, 10, 13 -> "prohibited";
            default -> "code " + code;
        };
    }

    private static String unreachable6(int code) {
        return switch (code) {
            case 0 -> "no route";
            case 1 -> "prohibited";
            case 3 -> "address";
            case 4 -> "port";
            default -> "code " + code;
        };
    }

    private static String about(Bytes ip, boolean six) {
        if (ip.length() < (six ? IPV6 : LEAST_IPV4)) return "";
        int header = six ? IPV6 : (ip.uint8(0) & 0xf) * 4;
        String from = Address.text(six ? ip.slice(8, 24) : ip.slice(12, 16));
        String to = Address.text(six ? ip.slice(24, IPV6) : ip.slice(16, LEAST_IPV4));
        boolean first = six || (ip.uint16(6) & 0x1fff) == 0;   // the piece with the ports, if it is one
        boolean ports = first && header >= LEAST_IPV4 && Dissector.hasPorts(ip.uint8(six ? 6 : 9)) && ip.length() >= header + 4;
        if (!ports) return " for " + from + " > " + to;
        return " for " + Dissector.withPort(from, ip.uint16(header)) + " > " + Dissector.withPort(to, ip.uint16(header + 2));
    }
}
