package io.github.pcap2http.packet;

/** PPP and what is like it on serial lines, and PPP over Ethernet. */
final class Ppp {
    private static final int CISCO_UNICAST = 0x0f00;   // address and control
    private static final int CISCO_BROADCAST = 0x8f00;

    private Ppp() { }

    /** PPP in HDLC-like framing or without, or else Cisco's HDLC: the first two bytes tell (RFC 1662, section 3.1). */
    static int read(Walk walk) {
        if (!walk.has(2)) return walk.cut();
        int addressAndControl = walk.uint16(0);
        if (addressAndControl == CISCO_UNICAST || addressAndControl == CISCO_BROADCAST) return cisco(walk);
        if (addressAndControl == 0xff03) walk.skip(2);
        return protocol(walk);
    }

    /*  0 protocol, in one byte when that is odd (RFC 1661, sections 2 and 6.5)  */
    private static int protocol(Walk walk) {
        if (!walk.has(1)) return walk.cut();
        boolean compressed = (walk.uint8(0) & 1) != 0;
        if (!compressed && !walk.has(2)) return walk.cut();
        int protocol = compressed ? walk.uint8(0) : walk.uint16(0);
        walk.skip(compressed ? 1 : 2);
        return ofProtocol(protocol);
    }

    private static int ofProtocol(int protocol) {
        return switch (protocol) {
            case 0x0021 -> Next.IPV4;
            case 0x0057 -> Next.IPV6;
            case 0x0281, 0x0283 -> Next.MPLS;
            default -> Next.NOT_IP;
        };
    }

    /*  0 address   1 control   2 EtherType  */
    static int cisco(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        int type = walk.uint16(2);
        walk.skip(4);
        return type < 0x600 ? Next.NOT_IP : type;
    }

    /*  0 direction: 0 received   1 PPP  */
    static int directed(Walk walk) {
        return direction(walk) ? read(walk) : walk.cut();
    }

    /*  0 direction: 0 received   1 Cisco's HDLC  */
    static int directedCisco(Walk walk) {
        return direction(walk) ? cisco(walk) : walk.cut();
    }

    /** The filter of Linux sees the direction in place of the address, and 0 or the control byte behind it. */
    static int linux(Walk walk) {
        if (!walk.has(3)) return walk.cut();
        boolean framed = ofProtocol(walk.uint16(1)) == Next.NOT_IP && walk.uint16(1) != 0xff03;
        direction(walk);
        return framed ? walk.over(1, Next.PPP) : read(walk);
    }

    private static boolean direction(Walk walk) {
        if (!walk.has(1)) return false;
        walk.envelope.setDirection(walk.uint8(0) == 0 ? Envelope.Direction.RECEIVED : Envelope.Direction.SENT);
        walk.skip(1);
        return true;
    }

    /*  RFC 2516, section 4:   0 version and type: 0x11   1 code: 0 with data   2 session   4 length   6 PPP protocol  */
    static int overEthernet(Walk walk) {
        if (!walk.has(6)) return walk.cut();
        if (walk.uint8(1) != 0) return Next.NOT_IP;
        int session = walk.uint16(2);
        int length = walk.uint16(4);
        walk.skip(6);
        if (length < walk.sent()) walk.limit(length);
        return walk.into(Encapsulation.PPPOE, session, Next.PPP);
    }
}
