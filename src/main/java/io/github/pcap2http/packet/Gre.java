package io.github.pcap2http.packet;

/** Generic routing encapsulation (RFC 2784, 2890, 1701; 2637 for PPTP), and the mirrors and caches that use it. */
final class Gre {
    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING = 0x4000;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;
    private static final int ACKNOWLEDGMENT = 0x0080;
    private static final int VERSION = 0x0007;
    private static final int RESERVED = 0x0078;

    private static final int BRIDGED = 0x6558;
    private static final int PPP = 0x880b;
    private static final int ERSPAN = 0x88be;
    private static final int ERSPAN_3 = 0x22eb;
    private static final int WCCP = 0x883e;

    private Gre() { }

    /*  0 flags, version (3 bits)   2 protocol   4 checksum, offset; key; sequence; routing: each of them only if its flag is set  */
    static int read(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        int flags = walk.uint16(0);
        int protocol = walk.uint16(2);
        if ((flags & VERSION) == 1 && protocol == PPP) return pptp(walk, flags);
        if ((flags & (VERSION | RESERVED)) != 0) return Next.NOTHING;
        int key = (flags & (CHECKSUM | ROUTING)) != 0 ? 8 : 4;
        int length = length(flags);
        if (!walk.has(length)) return walk.cut();
        long id = (flags & KEY) != 0 ? walk.uint32(key) : -1;
        if ((flags & CHECKSUM) != 0) walk.envelope.addChecksum(walk.place() + 4, walk.place(), walk.place() + walk.captured());
        walk.skip(length);
        if ((flags & ROUTING) != 0 && !skipRoutes(walk)) return walk.cut();
        boolean numbered = (flags & SEQUENCE) != 0;
        int next = protocol == ERSPAN ? numbered ? Next.ERSPAN_2 : Next.ERSPAN_1 : inside(protocol);
        return next == Next.NOTHING ? next : walk.into(Encapsulation.GRE, id, next);
    }

    private static int length(int flags) {
        return 4 + ((flags & (CHECKSUM | ROUTING)) != 0 ? 4 : 0) + ((flags & KEY) != 0 ? 4 : 0) + ((flags & SEQUENCE) != 0 ? 4 : 0);
    }

    /** Source routes, each with its length; the last has none and no family either. */
    private static boolean skipRoutes(Walk walk) {
        while (walk.has(4)) {
            int familyAndLength = walk.uint16(0) << 8 | walk.uint8(3);
            int length = 4 + walk.uint8(3);
            if (!walk.has(length)) return false;
            walk.skip(length);
            if (familyAndLength == 0) return true;
        }
        return false;
    }

    /*  4 length of the payload   6 call   8 sequence, acknowledgment: each only if its flag is set  */
    private static int pptp(Walk walk, int flags) {
        int length = 8 + ((flags & SEQUENCE) != 0 ? 4 : 0) + ((flags & ACKNOWLEDGMENT) != 0 ? 4 : 0);
        if (!walk.has(length)) return walk.cut();
        int payload = walk.uint16(4);
        int call = walk.uint16(6);
        if ((flags & SEQUENCE) == 0 || payload == 0) return Next.NOTHING;   // an acknowledgment alone
        walk.skip(length);
        if (payload < walk.sent()) walk.limit(payload);
        return walk.into(Encapsulation.GRE, call, Next.PPP);
    }

    /** @param protocol of GRE, mostly an EtherType @return the header that it announces, or NOTHING */
    static int inside(int protocol) {
        return switch (protocol) {
            case BRIDGED -> Next.ETHERNET;
            case PPP -> Next.PPP;
            case ERSPAN -> Next.ERSPAN_2;
            case ERSPAN_3 -> Next.ERSPAN_3;
            case WCCP -> Next.WCCP;
            default -> protocol < 0x600 ? Next.NOTHING : protocol;
        };
    }

    /*  0 version: 1 (4 bits), VLAN   2 class and flags, session (10 bits)   4 port   8 Ethernet frame  */
    static int erspan2(Walk walk) {
        if (!walk.has(8)) return walk.cut();
        int session = walk.uint16(2) & 0x3ff;
        walk.skip(8);
        return walk.into(Encapsulation.ERSPAN, session, Next.ETHERNET);
    }

    /** Without any header. */
    static int erspan1(Walk walk) {
        return walk.into(Encapsulation.ERSPAN, -1, Next.ETHERNET);
    }

    /*
     *   0 version: 2 (4 bits), VLAN   2 class and flags, session (10 bits)   4 time   8 group
     *  10 flag (1 bit), kind of frame (5 bits): 0 Ethernet, 2 IP; and others, the last of which tells of 8 more bytes   12 frame
     */
    static int erspan3(Walk walk) {
        if (!walk.has(12)) return walk.cut();
        int session = walk.uint16(2) & 0x3ff;
        int flags = walk.uint16(10);
        int next = switch (flags >> 10 & 0x1f) {
            case 0 -> Next.ETHERNET;
            case 2 -> Next.IP_OF_ANY_VERSION;
            default -> Next.NOT_IP;
        };
        return walk.into(Encapsulation.ERSPAN, session, walk.over((flags & 1) != 0 ? 20 : 12, next));
    }

    /** The second version has four bytes before the datagram, the first none. */
    static int wccp(Walk walk) {
        if (!Plausible.ip(walk, 0) && !Plausible.ip(walk, 4)) return walk.captured() < walk.sent() ? Next.SNAPPED : Next.NOT_IP;
        if (!Plausible.ip(walk, 0)) walk.skip(4);
        return walk.into(Encapsulation.WCCP, -1, Next.IP_OF_ANY_VERSION);
    }

    /*  RFC 3378:   0 version: 3 (4 bits), reserved   2 Ethernet frame  */
    static int etherIp(Walk walk) {
        if (!walk.has(2)) return walk.cut();
        if (walk.uint16(0) != 0x3000) return Next.NOTHING;
        walk.skip(2);
        return walk.into(Encapsulation.ETHER_IP, -1, Next.ETHERNET);
    }

    /** @return whether a header that {@link #read} understands is here, with IP or a frame of it behind */
    static boolean plausible(Walk walk) {
        if (!walk.has(4)) return false;
        int flags = walk.uint16(0);
        int length = length(flags);
        if ((flags & (VERSION | RESERVED | ROUTING)) != 0) return false;
        return walk.uint16(2) == BRIDGED ? Plausible.ethernet(walk, length) : Plausible.ip(walk, length);
    }
}
