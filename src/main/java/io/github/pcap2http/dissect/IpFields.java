package io.github.pcap2http.dissect;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Address;

/** IP headers and what stands in datagrams beside TCP. */
final class IpFields {
    private static final int LEAST_IPV4 = 20;   // bytes
    private static final int IPV6 = 40;

    private IpFields() { }

    /*
     *   0 version, header length in words (4 bits each)   1 DSCP (6 bits), ECN   2 total length   4 identification
     *   6 flags (3 bits), fragment offset   8 time to live   9 protocol   10 checksum   12 source   16 destination   20 options  (RFC 791, section 3.1)
     */
    static Layer ipv4(Bytes bytes) {
        Fields ip = new Fields(bytes);
        if (!ip.has(LEAST_IPV4)) return ip.cut("IPv4", LEAST_IPV4);
        int header = (bytes.uint8(0) & 0xf) * 4;
        if (bytes.uint8(0) >> 4 != 4) ip.add("Version " + (bytes.uint8(0) >> 4) + ", which is wrong");
        int total = bytes.uint16(2);
        int fragment = bytes.uint16(6);
        ip.add("Header Length " + header + (header < LEAST_IPV4 ? ", which is too short" : ""));
        traffic(bytes.uint8(1), ip);
        ip.add("Total Length " + total + (total == 0 ? " (the network card fills it in)" : ""))
            .hex16("Identification", 4).add("Flags " + ipv4Flags(fragment >> 13)).add("Fragment Offset " + (fragment & 0x1fff) * 8)
            .uint8("Time to Live", 8).add("Protocol " + Names.ofIpProtocol(bytes.uint8(9)))
            .add("Header Checksum " + Fields.hex(bytes.uint16(10), 4) + remark(bytes, header)).address("Source", 12, 4).address("Destination", 16, 4);
        if (header > LEAST_IPV4) ip.add("Options of " + (header - LEAST_IPV4) + " bytes");
        return ip.layer("IPv4");
    }

    private static void traffic(int octet, Fields ip) {
        ip.add("DSCP " + (octet >> 2)).add("ECN " + switch (octet & 3) {
            case 0 -> "0";
            case 1 -> "ECT(1)";
            case 2 -> "ECT(0)";
            default -> "CE";
        });
    }

    private static String ipv4Flags(int flags) {
        String names = ((flags & 4) != 0 ? "reserved " : "") + ((flags & 2) != 0 ? "DF " : "") + ((flags & 1) != 0 ? "MF" : "");
        return names.isEmpty() ? "none" : names.strip();
    }

    private static String remark(Bytes bytes, int header) {
        if (header < LEAST_IPV4 || header > bytes.length()) return "";
        if (Checksum.sum(bytes, 0, header, 0) == 0xffff) return " (correct)";
        return bytes.uint16(10) == 0 ? " (the network card fills it in)" : " (wrong)";
    }

    /*  0 version (4 bits), traffic class, flow label (20 bits)   4 payload length   6 next header   7 hop limit   8 source   24 destination  (RFC 8200, section 3)  */
    static Layer ipv6(Bytes bytes) {
        Fields ip = new Fields(bytes);
        if (!ip.has(IPV6)) return ip.cut("IPv6", IPV6);
        if (bytes.uint8(0) >> 4 != 6) ip.add("Version " + (bytes.uint8(0) >> 4) + ", which is wrong");
        traffic(bytes.int32(0) >> 20 & 0xff, ip);
        return ip.add("Flow Label " + Fields.hex(bytes.int32(0) & 0xfffff, 5)).uint16("Payload Length", 4)
            .add("Next Header " + Names.ofIpProtocol(bytes.uint8(6))).uint8("Hop Limit", 7).address("Source", 8, 16).address("Destination", 24, 16).layer("IPv6");
    }

    /** Extension headers of IPv6, and the authentication header, all of which begin with what comes next. */
    static Layer extension(int protocol, Bytes bytes, int length) {
        String name = Names.ipProtocol(protocol);
        Fields fields = new Fields(bytes);
        if (!fields.has(8)) return fields.cut(name, 8);
        fields.add("Next Header " + Names.ofIpProtocol(bytes.uint8(0)));
        switch (protocol) {
            case 44 -> fields.add("Fragment Offset " + (bytes.uint16(2) & 0xfff8)).add("More Fragments " + (bytes.uint16(2) & 1))
                .add("Identification " + Fields.hex(bytes.int32(4), 8));
            case 43 -> fields.uint8("Routing Type", 2).uint8("Segments Left", 3);
            case 51 -> fields.add("SPI " + Fields.hex(bytes.int32(4), 8));
            default -> { }
        }
        if (length > 0) fields.add("Length " + length);
        return fields.layer(name);
    }

    /*  0 source port   2 destination port   4 length   6 checksum  (RFC 768)  */
    static Layer udp(Bytes bytes) {
        Fields udp = new Fields(bytes);
        if (!udp.has(8)) return udp.cut("UDP", 8);
        return udp.uint16("Source Port", 0).uint16("Destination Port", 2).uint16("Length", 4)
            .add("Checksum " + Fields.hex(bytes.uint16(6), 4) + (bytes.uint16(6) == 0 ? " (none)" : "")).layer("UDP");
    }

    static Layer icmp(Bytes bytes, boolean six) {
        String name = six ? "ICMPv6" : "ICMP";
        Fields icmp = new Fields(bytes);
        if (!icmp.has(4)) return icmp.cut(name, 4);
        int type = bytes.uint8(0);
        return icmp.add("Type " + type + " (" + (six ? Names.icmp6(type) : Names.icmp(type)) + ")").uint8("Code", 1).hex16("Checksum", 2).layer(name);
    }

    /*  0 hardware   2 protocol   4 length of an address of these; 5 of those   6 operation   8 sender, of both kinds; target  (RFC 826)  */
    static Layer arp(Bytes bytes) {
        Fields arp = new Fields(bytes);
        if (!arp.has(28)) return arp.cut("ARP", 28);
        arp.uint16("Hardware Type", 0).add("Protocol Type " + Names.ofEtherType(bytes.uint16(2))).add("Operation " + bytes.uint16(6) + " (" + operation(bytes) + ")");
        if (bytes.uint16(4) != 0x0604) return arp.layer("ARP");
        return arp.mac("Sender Hardware Address", 8).address("Sender Protocol Address", 14, 4)
            .mac("Target Hardware Address", 18).address("Target Protocol Address", 24, 4).layer("ARP");
    }

    private static String operation(Bytes bytes) {
        return switch (bytes.uint16(6)) {
            case 1 -> "request";
            case 2 -> "reply";
            case 3 -> "RARP request";
            case 4 -> "RARP reply";
            default -> "unknown";
        };
    }

    /** @return what an ARP packet says, such as {@code ARP request: who has 192.0.2.1? tell 192.0.2.7} */
    static String arpInWords(Bytes bytes) {
        if (bytes.length() < 28 || bytes.uint16(4) != 0x0604) return "ARP";
        String sender = Address.text(bytes.slice(14, 18));
        return switch (bytes.uint16(6)) {
            case 1 -> "ARP request: who has " + Address.text(bytes.slice(24, 28)) + "? tell " + sender;
            case 2 -> "ARP reply: " + sender + " is at " + Fields.mac(bytes, 8, 6);
            default -> "ARP " + operation(bytes);
        };
    }

    /** @return sum of the pseudo header of TCP (RFC 9293, section 3.1; RFC 8200, section 8.1); -1 when the IP header is not there */
    static long pseudoHeader(Bytes ip, int length) {
        boolean six = ip.length() > 0 && ip.uint8(0) >> 4 == 6;
        if (ip.length() < (six ? IPV6 : LEAST_IPV4)) return -1;
        long addresses = six ? Checksum.sum(ip, 8, IPV6, 0) : Checksum.sum(ip, 12, LEAST_IPV4, 0);
        return addresses + 6 + length;
    }
}
