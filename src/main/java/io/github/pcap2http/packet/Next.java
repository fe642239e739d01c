package io.github.pcap2http.packet;

/**
 * What comes next in a packet, as a number: an EtherType (0x0600 to 0xffff), an IP protocol from {@link #IP} on, a header that
 * has no number of these kinds, or one of the ends, which are negative.
 */
final class Next {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;
    static final int VLAN = 0x8100;   // IEEE 802.1Q
    static final int SERVICE_VLAN = 0x88a8;   // IEEE 802.1ad
    static final int OLD_SERVICE_VLAN = 0x9100;

    private static final int IP = 0x10000;
    static final int HOP_BY_HOP = IP;
    static final int ICMP = IP | 1;
    static final int TCP = IP | 6;
    static final int UDP = IP | 17;
    static final int ROUTING = IP | 43;
    static final int FRAGMENT_HEADER = IP | 44;
    static final int AUTHENTICATION = IP | 51;
    static final int ICMPV6 = IP | 58;
    static final int DESTINATION_OPTIONS = IP | 60;

    /** IEEE 802.2 LLC. */
    static final int LLC = 0x20000;
    /** IPv4 or IPv6: the first four bits tell. */
    static final int IP_OF_ANY_VERSION = 0x20001;

    /** The walk reached a segment. */
    static final int SEGMENT = -1;
    static final int MALFORMED = -2;
    /** A header that was sent is not in the capture, or not whole. */
    static final int SNAPPED = -3;
    /** A part of a fragmented datagram. */
    static final int FRAGMENT = -4;
    static final int NOT_IP = -5;
    static final int UNKNOWN_LINK = -6;

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
}
