package io.github.pcap2http.packet;

/**
 * What comes next in a packet, as a number: an EtherType (0x0600 to 0xffff), an IP protocol ({@link #ip}), a header of a link type
 * ({@link #link}), a header that has no number of these kinds, or one of the ends, which are negative.
 */
final class Next {
    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int IPV6 = 0x86dd;
    static final int VLAN = 0x8100;   // IEEE 802.1Q
    static final int SERVICE_VLAN = 0x88a8;   // IEEE 802.1ad
    static final int OLD_SERVICE_VLAN = 0x9100;   // these three: before there was a standard
    static final int OLD_SERVICE_VLAN_2 = 0x9200;
    static final int OLD_SERVICE_VLAN_3 = 0x9300;
    static final int SERVICE_INSTANCE = 0x88e7;   // IEEE 802.1ah
    static final int MPLS = 0x8847;
    static final int MPLS_UPSTREAM = 0x8848;
    static final int PPPOE_DISCOVERY = 0x8863;
    static final int PPPOE = 0x8864;
    static final int NSH = 0x894f;
    static final int CENTRINO = 0x2452;   // a wireless frame in an Ethernet frame, as drivers of that name have it

    private static final int IP = 0x10000;
    static final int HOP_BY_HOP = IP;
    static final int ICMP = IP | 1;
    static final int IPV4_IN_IP = IP | 4;
    static final int TCP = IP | 6;
    static final int UDP = IP | 17;
    static final int IPV6_IN_IP = IP | 41;
    static final int ROUTING = IP | 43;
    static final int FRAGMENT_HEADER = IP | 44;
    static final int GRE = IP | 47;
    static final int ESP = IP | 50;
    static final int AUTHENTICATION = IP | 51;
    static final int ICMPV6 = IP | 58;
    static final int DESTINATION_OPTIONS = IP | 60;
    static final int ETHER_IP = IP | 97;
    static final int MOBILITY = IP | 135;
    static final int MPLS_IN_IP = IP | 137;
    static final int HOST_IDENTITY = IP | 139;
    static final int SHIM6 = IP | 140;

    /** IEEE 802.2 LLC. */
    static final int LLC = 0x20000;
    /** IPv4 or IPv6: the first four bits tell. */
    static final int IP_OF_ANY_VERSION = 0x20001;

    static final int ERSPAN_1 = 0x20002;
    static final int ERSPAN_2 = 0x20003;
    static final int ERSPAN_3 = 0x20004;
    static final int WCCP = 0x20005;

    private static final int LINK = 0x30000;
    static final int ETHERNET = LINK | 1;
    static final int PPP = LINK | 9;
    static final int WLAN = LINK | 105;
    static final int FRAME_RELAY = LINK | 107;
    static final int RADIOTAP = LINK | 127;

    /** The walk reached a segment. */
    static final int SEGMENT = -1;
    static final int MALFORMED = -2;
    /** A header that was sent is not in the capture, or not whole. */
    static final int SNAPPED = -3;
    /** A part of a fragmented datagram, of which others are not there yet. */
    static final int FRAGMENT = -4;
    static final int NOT_IP = -5;
    static final int UNKNOWN_LINK = -6;
    /** Encrypted on the radio link. */
    static final int ENCRYPTED = -7;
    /** More headers, or more of them in each other, than are walked. */
    static final int TOO_DEEP = -8;
    /** Nothing known is in the header at hand: it is what the packet is counted as. */
    static final int NOTHING = -9;

    private Next() { }

    /** @param protocol 0 to 255, as IANA's registry of protocol numbers has it */
    static int ip(int protocol) {
        return IP | protocol;
    }

    static boolean isIpProtocol(int next) {
        return next >> 16 == IP >> 16;
    }

    static int ipProtocol(int next) {
        return next & 0xff;
    }

    /** @param linkType a LINKTYPE number; there is none above 65535 */
    static int link(int linkType) {
        return linkType >>> 16 == 0 ? LINK | linkType : UNKNOWN_LINK;
    }

    static boolean isLink(int next) {
        return next >> 16 == LINK >> 16;
    }

    static int linkType(int next) {
        return next & 0xffff;
    }
}
