package io.github.pcap2http.packet;

/**
 * Whether something is what a tunnel should have inside, so that what merely uses a tunnel's port, or looks like a tunnel, is not
 * taken for one. Nothing is changed by looking.
 */
final class Plausible {
    private static final int MAX_TAGS = 4;

    private Plausible() { }

    /** @return whether an IPv4 or IPv6 header is at {@code index} whose lengths agree with each other and the rest */
    static boolean ip(Walk walk, int index) {
        return ipv4(walk, index) || ipv6(walk, index);
    }

    static boolean ipv4(Walk walk, int index) {
        if (!walk.has(index + 20)) return false;
        int first = walk.uint8(index);
        int length = walk.uint16(index + 2);
        return first >> 4 == 4 && (first & 0xf) >= 5 && length >= (first & 0xf) * 4 && length <= walk.sent() - index;
    }

    static boolean ipv6(Walk walk, int index) {
        return walk.has(index + 40) && walk.uint8(index) >> 4 == 6 && 40 + walk.uint16(index + 4) <= walk.sent() - index;
    }

    /** @return whether IP is at {@code index}, ends where the rest does, and an IPv4 header's checksum is right */
    static boolean exactIp(Walk walk, int index) {
        if (ipv4(walk, index)) return walk.uint16(index + 2) == walk.sent() - index && checksumIsRight(walk, index);
        return exactIpv6(walk, index);
    }

    static boolean exactIpv6(Walk walk, int index) {
        return ipv6(walk, index) && 40 + walk.uint16(index + 4) == walk.sent() - index;
    }

    /** RFC 1071. */
    private static boolean checksumIsRight(Walk walk, int index) {
        int length = (walk.uint8(index) & 0xf) * 4;
        if (!walk.has(index + length)) return false;
        int sum = 0;
        for (int i = index; i < index + length; i += 2) sum += walk.uint16(i);
        return (sum & 0xffff) + (sum >>> 16) == 0xffff;
    }

    /** @return whether an Ethernet header is at {@code index}, with a type that is known and fits what follows */
    static boolean ethernet(Walk walk, int index) {
        int type = type(walk, index);
        if (type < 0) return false;
        int inside = type + 2;
        return switch (walk.uint16(type)) {
            case Next.IPV4 -> ipv4(walk, inside);
            case Next.IPV6 -> ipv6(walk, inside);
            case Next.ARP -> walk.has(inside + 4) && walk.int32(inside) == 0x00010800;
            case Next.MPLS, Next.MPLS_UPSTREAM, Next.PPPOE_DISCOVERY, Next.PPPOE, Next.SERVICE_INSTANCE, Next.NSH -> true;
            default -> llc(walk, walk.uint16(type), inside);
        };
    }

    private static boolean llc(Walk walk, int length, int index) {
        return length <= 1500 && length <= walk.sent() - index && walk.has(index + 3) && walk.uint8(index + 2) == 3;   // unnumbered information
    }

    /** @return whether an Ethernet frame with nothing but IP is at {@code index}, which {@link #exactIp} holds for */
    static boolean exactEthernet(Walk walk, int index) {
        int type = type(walk, index);
        if (type < 0) return false;
        return switch (walk.uint16(type)) {
            case Next.IPV4 -> ipv4(walk, type + 2) && checksumIsRight(walk, type + 2);   // the frame may be padded behind it
            case Next.IPV6 -> exactIpv6(walk, type + 2);
            default -> false;
        };
    }

    /** @return index of the EtherType behind the VLAN tags; -1 when it is not there */
    private static int type(Walk walk, int index) {
        int at = index + 12;
        for (int tags = 0; tags <= MAX_TAGS && walk.has(at + 2); tags++, at += 4) {
            int type = walk.uint16(at);
            if (type != Next.VLAN && type != Next.SERVICE_VLAN && type != Next.OLD_SERVICE_VLAN) return at;
        }
        return -1;
    }
}
