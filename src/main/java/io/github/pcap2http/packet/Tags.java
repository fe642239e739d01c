package io.github.pcap2http.packet;

/** Headers between the link and the network: VLAN tags, LLC, labels, service paths. */
final class Tags {
    private static final int SNAP = 0xaaaa03;
    private static final int ISO = 0xfefe03;
    private static final int IP = 0x060603;   // RFC 948

    private Tags() { }

    /** @param type of an Ethernet frame: up to 1500 it is the length of an LLC frame */
    static int typeOrLength(int type) {
        return type <= 1500 ? Next.LLC : type < 0x600 ? Next.NOT_IP : type;
    }

    /*  0 priority (4 bits), VLAN id (12 bits)   2 EtherType, or length of an LLC frame  */
    static int vlan(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        int id = walk.uint16(0) & 0xfff;
        int type = walk.uint16(2);
        walk.skip(4);
        return walk.into(Encapsulation.VLAN, id, typeOrLength(type));
    }

    /*  IEEE 802.1ah:   0 priority and flags   1 service instance (24 bits)   4 the customer's Ethernet frame  */
    static int serviceInstance(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        int id = walk.uint24(1);
        walk.skip(4);
        return walk.into(Encapsulation.PBB, id, Next.ETHERNET);
    }

    /*  0 destination service   1 source service   2 control   3 as they say  */
    static int llc(Walk walk) {
        if (!walk.has(3)) return walk.has(2) && walk.uint8(0) != SNAP >> 16 ? Next.NOT_IP : walk.cut();
        int services = walk.uint24(0);
        walk.skip(3);
        return switch (services) {
            case SNAP -> snap(walk);
            case ISO -> walk.has(1) ? nlpid(walk) : walk.cut();
            case IP -> Next.IPV4;
            default -> Next.NOT_IP;
        };
    }

    /*  0 organisation (24 bits)   3 protocol, of that organisation  */
    static int snap(Walk walk) {
        if (!walk.has(5)) return walk.cut();
        int organisation = walk.uint24(0);
        int protocol = walk.uint16(3);
        walk.skip(5);
        return switch (organisation) {
            case 0, 0x0000f8 -> protocol < 0x600 ? Next.NOT_IP : protocol;   // EtherTypes (RFC 1042), and those of IEEE 802.1H
            case 0x0080c2 -> bridged(walk, protocol);
            default -> Next.NOT_IP;
        };
    }

    /** Bridged Ethernet frames (RFC 2427, section 4.2; RFC 2684, section 5.2, which has two bytes of padding before them). */
    private static int bridged(Walk walk, int protocol) {
        if (protocol != 0x0001 && protocol != 0x0007) return Next.NOT_IP;
        if (!Plausible.ethernet(walk, 0) && Plausible.ethernet(walk, 2)) walk.skip(2);
        return Next.ETHERNET;
    }

    /** Protocols as ISO/IEC TR 9577 numbers them. */
    static int nlpid(Walk walk) {
        int protocol = walk.uint8(0);
        walk.skip(1);
        return switch (protocol) {
            case 0xcc -> Next.IPV4;
            case 0x8e -> Next.IPV6;
            case 0x80 -> snap(walk);
            default -> Next.NOT_IP;
        };
    }

    /*  RFC 3032:   0 label (20 bits), class (3 bits), bottom of stack (1 bit), time to live  */
    static int mpls(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        int entry = walk.int32(0);
        walk.skip(4);
        boolean bottom = (entry & 0x100) != 0;
        return walk.into(Encapsulation.MPLS, entry >>> 12, bottom ? labelled(walk) : Next.MPLS);
    }

    /** A label does not say what is behind it: IP, or an Ethernet frame with a control word before it or without (RFC 4448, 4.6). */
    static int labelled(Walk walk) {
        if (Plausible.ip(walk, 0)) return Next.IP_OF_ANY_VERSION;
        if (walk.has(1) && walk.uint8(0) >> 4 == 0 && Plausible.ethernet(walk, 4)) return walk.over(4, Next.ETHERNET);
        if (Plausible.ethernet(walk, 0)) return Next.ETHERNET;
        return walk.captured() < walk.sent() ? Next.SNAPPED : Next.NOT_IP;
    }

    /*  RFC 8300:   0 version and flags (4 bits), hops (6 bits), length in words (6 bits)   3 next protocol   4 path   7 index  */
    static int nsh(Walk walk) {
        if (!walk.has(8)) return walk.cut();
        int length = (walk.uint16(0) & 0x3f) * 4;
        if (length < 8) return Next.MALFORMED;
        int next = numbered(walk.uint8(3));
        int path = walk.uint24(4);
        return walk.into(Encapsulation.NSH, path, walk.over(length, next));
    }

    /** The protocol numbers that NSH and the generic extension of VXLAN share. */
    static int numbered(int protocol) {
        return switch (protocol) {
            case 1 -> Next.IPV4;
            case 2 -> Next.IPV6;
            case 3 -> Next.ETHERNET;
            case 4 -> Next.NSH;
            case 5 -> Next.MPLS;
            default -> Next.NOT_IP;
        };
    }
}
