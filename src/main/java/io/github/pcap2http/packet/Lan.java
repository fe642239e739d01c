package io.github.pcap2http.packet;

/** Ethernet and other networks of machines that share a medium, or once did. */
final class Lan {
    private static final int ADDRESSES = 12;   // bytes, destination and source

    private Lan() { }

    /*  0 destination   6 source   12 EtherType; up to 1500: length of an LLC frame  */
    static int ethernet(Walk walk) {
        if (!walk.has(14)) return walk.cut();
        int type = walk.uint16(12);
        walk.skip(14);
        return Tags.typeOrLength(type);
    }

    /** A switch's own tag stands between the source and the EtherType. @param tag its bytes */
    static int taggedEthernet(Walk walk, int tag) {
        if (!walk.has(ADDRESSES + tag + 2)) return walk.cut();
        int type = walk.uint16(ADDRESSES + tag);
        walk.skip(ADDRESSES + tag + 2);
        return Tags.typeOrLength(type);
    }

    /*  0 frame control   1 destination   7 source   13 LLC  */
    static int fddi(Walk walk) {
        if (!walk.has(1)) return walk.cut();
        return (walk.uint8(0) & 0xf0) == 0x50 ? walk.over(13, Next.LLC) : Next.NOT_IP;
    }

    /*  0 access control   1 frame control   2 destination   8 source   14 route, if the source's first bit is set: 3 + 5 bits, its length  */
    static int tokenRing(Walk walk) {
        if (!walk.has(14)) return walk.cut();
        if ((walk.uint8(1) & 0xc0) != 0x40) return Next.NOT_IP;
        boolean routed = (walk.uint8(8) & 0x80) != 0;
        if (routed && !walk.has(15)) return walk.cut();
        return walk.over(routed ? 14 + (walk.uint8(14) & 0x1f) : 14, Next.LLC);
    }

    /*  RFC 1201:   0 source   1 destination   2 type   3 part of a packet; 0: all of it   4 sequence   6 datagram  */
    static int arcnet(Walk walk) {
        return walk.has(4) ? arcnet(walk, walk.uint8(2), 3) : walk.cut();
    }

    /** Linux keeps two bytes of the card's memory before the type. */
    static int linuxArcnet(Walk walk) {
        return walk.has(6) ? arcnet(walk, walk.uint8(4), 5) : walk.cut();
    }

    private static int arcnet(Walk walk, int type, int length) {
        boolean part = walk.uint8(length) != 0;
        return switch (type) {
            case 212 -> part ? Next.NOT_IP : walk.over(length + 3, Next.IPV4);
            case 196 -> part ? Next.NOT_IP : walk.over(length + 3, Next.IPV6);
            case 240 -> walk.over(length, Next.IPV4);   // RFC 1051
            default -> Next.NOT_IP;
        };
    }

    /*  RFC 2625:   0 destination   8 source   16 LLC  */
    static int fibreChannel(Walk walk) {
        return walk.over(16, Next.LLC);
    }

    /*  0 destination   20 source   40 EtherType   42 reserved (RFC 4391, section 6)  */
    static int infiniband(Walk walk) {
        if (!walk.has(44)) return walk.cut();
        int type = walk.uint16(40);
        walk.skip(44);
        return type;
    }

    /*  0 address, to the byte whose last bit is set: 2 to 4 bytes; then RFC 2427: control 3, padding 0, NLPID; or an EtherType  */
    static int frameRelay(Walk walk) {
        int length = 1;
        while (length <= 4 && walk.has(length) && (walk.uint8(length - 1) & 1) == 0) length++;
        if (!walk.has(length + 2)) return walk.cut();
        if (length < 2 || length > 4) return Next.MALFORMED;
        int control = walk.uint8(length);
        int type = walk.uint16(length);
        if (control != 3) return type < 0x600 ? Next.NOT_IP : walk.over(length + 2, type);   // as Cisco has it
        walk.skip(length + (walk.uint8(length + 1) == 0 ? 2 : 1));
        return walk.has(1) ? Tags.nlpid(walk) : walk.cut();
    }

    /*  0 direction, kind of data (4 bits)   1 path   2 channel   4 data  */
    static int sunAtm(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        walk.envelope.setDirection((walk.uint8(0) & 0x80) != 0 ? Envelope.Direction.SENT : Envelope.Direction.RECEIVED);
        return switch (walk.uint8(0) & 0xf) {
            case 1 -> walk.over(6, Next.ETHERNET);   // LAN emulation: behind the client's number
            case 2 -> walk.over(4, Next.LLC);
            default -> Next.NOT_IP;
        };
    }
}
