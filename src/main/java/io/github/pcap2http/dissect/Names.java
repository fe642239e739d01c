package io.github.pcap2http.dissect;

/** What numbers of protocols are called: the usual ones of IANA's and IEEE's registries. */
final class Names {
    private Names() { }

    /** @return its name; null for one that has none here */
    static String etherType(int type) {
        return switch (type) {
            case 0x0800 -> "IPv4";
            case 0x0806 -> "ARP";
            case 0x0842 -> "Wake-on-LAN";
            case 0x6558 -> "Ethernet";
            case 0x8035 -> "RARP";
            case 0x8100 -> "802.1Q";
            case 0x86dd -> "IPv6";
            case 0x8808 -> "Ethernet flow control";
            case 0x8809 -> "LACP";
            case 0x880b -> "PPP";
            case 0x8847, 0x8848 -> "MPLS";
            case 0x8863 -> "PPPoE discovery";
            case 0x8864 -> "PPPoE";
            case 0x888e -> "EAPOL";
            case 0x88a8, 0x9100, 0x9200, 0x9300 -> "802.1ad";
            case 0x88be, 0x22eb -> "ERSPAN";
            case 0x88cc -> "LLDP";
            case 0x88e5 -> "MACsec";
            case 0x88e7 -> "802.1ah";
            case 0x88f7 -> "PTP";
            case 0x894f -> "NSH";
            case 0x9000 -> "loopback test";
            default -> null;
        };
    }

    /** @return its name; null for one that has none here */
    static String ipProtocol(int protocol) {
        return switch (protocol) {
            case 0 -> "Hop-by-Hop Options";
            case 1 -> "ICMP";
            case 2 -> "IGMP";
            case 4 -> "IPv4";
            case 6 -> "TCP";
            case 17 -> "UDP";
            case 41 -> "IPv6";
            case 43 -> "Routing Header";
            case 44 -> "Fragment Header";
            case 47 -> "GRE";
            case 50 -> "ESP";
            case 51 -> "Authentication Header";
            case 58 -> "ICMPv6";
            case 59 -> "No Next Header";
            case 60 -> "Destination Options";
            case 88 -> "EIGRP";
            case 89 -> "OSPF";
            case 97 -> "EtherIP";
            case 103 -> "PIM";
            case 112 -> "VRRP";
            case 115 -> "L2TPv3";
            case 132 -> "SCTP";
            case 135 -> "Mobility Header";
            case 136 -> "UDP-Lite";
            case 137 -> "MPLS";
            case 139 -> "HIP";
            case 140 -> "Shim6";
            default -> null;
        };
    }

    /** @return such as {@code 6 (TCP)} */
    static String ofIpProtocol(int protocol) {
        String name = ipProtocol(protocol);
        return name == null ? String.valueOf(protocol) : protocol + " (" + name + ")";
    }

    /** @return such as {@code 0x0800 (IPv4)} */
    static String ofEtherType(int type) {
        String name = etherType(type);
        return name == null ? Fields.hex(type, 4) : Fields.hex(type, 4) + " (" + name + ")";
    }

    /** @return what a type of ICMP means (RFC 792 and others) */
    static String icmp(int type) {
        return switch (type) {
            case 0 -> "Echo Reply";
            case 3 -> "Destination Unreachable";
            case 4 -> "Source Quench";
            case 5 -> "Redirect";
            case 8 -> "Echo Request";
            case 9 -> "Router Advertisement";
            case 10 -> "Router Solicitation";
            case 11 -> "Time Exceeded";
            case 12 -> "Parameter Problem";
            default -> "type " + type;
        };
    }

    /** @return so of ICMPv6 (RFC 4443, 4861 and others) */
    static String icmp6(int type) {
        return switch (type) {
            case 1 -> "Destination Unreachable";
            case 2 -> "Packet Too Big";
            case 3 -> "Time Exceeded";
            case 4 -> "Parameter Problem";
            case 128 -> "Echo Request";
            case 129 -> "Echo Reply";
            case 130 -> "Multicast Listener Query";
            case 131, 143 -> "Multicast Listener Report";
            case 132 -> "Multicast Listener Done";
            case 133 -> "Router Solicitation";
            case 134 -> "Router Advertisement";
            case 135 -> "Neighbor Solicitation";
            case 136 -> "Neighbor Advertisement";
            case 137 -> "Redirect";
            default -> "type " + type;
        };
    }
}
