package io.github.pcap2http.packet;

import java.util.function.ToIntFunction;

/** The link types that are understood: their LINKTYPE numbers, and what their header says comes next. */
enum Link {
    NULL(Link::family, 0),
    ETHERNET(Link::ethernet, 1),
    RAW(walk -> Next.IP_OF_ANY_VERSION, 101, 12, 14),   // 12 and 14: what BSDs write for 101
    LOOP(Link::family, 108),
    LINUX_SLL(Link::linuxCooked, 113),
    IPV4(walk -> Next.IPV4, 228),
    IPV6(walk -> Next.IPV6, 229),
    LINUX_SLL2(Link::linuxCooked2, 276);

    private final ToIntFunction<Walk> header;
    private final int[] numbers;

    Link(ToIntFunction<Walk> header, int... numbers) {
        this.header = header;
        this.numbers = numbers;
    }

    /** @return the link type of that number; null when it is not known */
    static Link of(int number) {
        for (Link link : values()) {
            for (int known : link.numbers) {
                if (known == number) return link;
            }
        }
        return null;
    }

    /** Goes over the link header. @return what follows it, a number of {@link Next} */
    int enter(Walk walk) {
        return header.applyAsInt(walk);
    }

    /*  0 destination   6 source   12 EtherType; up to 1500: length of an LLC frame  */
    private static int ethernet(Walk walk) {
        if (!walk.has(14)) return walk.cut();
        int type = walk.uint16(12);
        walk.skip(14);
        return type <= 1500 ? Next.LLC : type;
    }

    /** A protocol family, as the capturing host numbers it: in its byte order (NULL), or in network byte order (LOOP). */
    private static int family(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        int family = walk.int32(0);
        if (family >>> 16 != 0) family = Integer.reverseBytes(family);
        walk.skip(4);
        return switch (family) {
            case 2 -> Next.IPV4;
            case 10, 23, 24, 28, 30 -> Next.IPV6;   // Linux, Windows, NetBSD and OpenBSD, FreeBSD, macOS
            default -> Next.NOT_IP;
        };
    }

    /*  0 packet type   2 kind of device   4 address length   6 address   14 protocol  */
    private static int linuxCooked(Walk walk) {
        if (!walk.has(16)) return walk.cut();
        walk.segment.setDirection(direction(walk.uint16(0)));
        int type = walk.uint16(14);
        walk.skip(16);
        return type == 4 ? Next.LLC : type;
    }

    /** @param packetType to this host, broadcast, multicast, between other hosts, from this host */
    private static Segment.Direction direction(int packetType) {
        return switch (packetType) {
            case 0, 1, 2 -> Segment.Direction.RECEIVED;
            case 4 -> Segment.Direction.SENT;
            default -> Segment.Direction.UNKNOWN;
        };
    }

    /*  0 protocol   2 reserved   4 interface   8 kind of device   10 packet type   11 address length   12 address  */
    private static int linuxCooked2(Walk walk) {
        if (!walk.has(20)) return walk.cut();
        walk.segment.setDirection(direction(walk.uint8(10)));
        walk.segment.setInterfaceIndex(walk.int32(4));
        int type = walk.uint16(0);
        walk.skip(20);
        return type == 4 ? Next.LLC : type;
    }
}
