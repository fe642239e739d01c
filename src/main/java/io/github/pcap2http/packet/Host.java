package io.github.pcap2http.packet;

/** Headers that no network has seen: what the capturing host's system puts before the packets that it shows. */
final class Host {
    private static final int NETLINK = 824;   // kinds of devices whose protocol field is no EtherType
    private static final int IP_GRE = 778;
    private static final int FRAME_RELAY = 770;
    private static final int WLAN_RADIOTAP = 803;
    private static final int NFLOG_PAYLOAD = 9;
    private static final int PKTAP_IN = 1;
    private static final int PKTAP_OUT = 2;

    private Host() { }

    /** A protocol family, as the capturing host numbers it: in its byte order (NULL), or in network byte order (LOOP). */
    static int family(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        int family = walk.int32(0);
        if (family >>> 16 != 0) family = Integer.reverseBytes(family);
        walk.skip(4);
        return ofFamily(family);
    }

    private static int ofFamily(int family) {
        return switch (family) {
            case 2 -> Next.IPV4;
            case 10, 23, 24, 26, 28, 30 -> Next.IPV6;   // Linux, Windows, NetBSD and OpenBSD, Solaris, FreeBSD, macOS
            default -> Next.NOT_IP;
        };
    }

    /*  0 packet type   2 kind of device   4 address length   6 address   14 protocol  */
    static int linuxCooked(Walk walk) {
        if (!walk.has(16)) return walk.cut();
        walk.envelope.setDirection(direction(walk.uint16(0)));
        int device = walk.uint16(2);
        int protocol = walk.uint16(14);
        walk.skip(16);
        return cooked(device, protocol);
    }

    /*  0 protocol   2 reserved   4 interface   8 kind of device   10 packet type   11 address length   12 address  */
    static int linuxCooked2(Walk walk) {
        if (!walk.has(20)) return walk.cut();
        walk.envelope.setDirection(direction(walk.uint8(10)));
        walk.envelope.setInterfaceIndex(walk.int32(4));
        int device = walk.uint16(8);
        int protocol = walk.uint16(0);
        walk.skip(20);
        return cooked(device, protocol);
    }

    /** @param packetType to this host, broadcast, multicast, between other hosts, from this host */
    private static Envelope.Direction direction(int packetType) {
        return switch (packetType) {
            case 0, 1, 2 -> Envelope.Direction.RECEIVED;
            case 4 -> Envelope.Direction.SENT;
            default -> Envelope.Direction.UNKNOWN;
        };
    }

    private static int cooked(int device, int protocol) {
        return switch (device) {
            case NETLINK -> Next.NOT_IP;
            case IP_GRE -> Gre.inside(protocol);
            case FRAME_RELAY -> Next.FRAME_RELAY;
            case WLAN_RADIOTAP -> Next.RADIOTAP;
            default -> protocol == 4 ? Next.LLC : protocol;
        };
    }

    /*
     *  0 family   1 version   2 resource   4 attributes: 0 length with these four bytes, 2 type, both in the host's byte order,
     *  4 value, then padding to a multiple of four
     */
    static int netfilterLog(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        int next = ofFamily(walk.uint8(0));
        walk.skip(4);
        while (walk.has(4)) {
            boolean little = walk.uint16Little(0) <= walk.sent() && walk.uint16Little(0) >= 4;
            int length = little ? walk.uint16Little(0) : walk.uint16(0);
            int type = little ? walk.uint16Little(2) : walk.uint16(2);
            if (length < 4) return Next.MALFORMED;
            if (type == NFLOG_PAYLOAD) {
                walk.limit(length);
                return walk.over(4, next);
            }
            int padded = length + 3 & ~3;
            if (!walk.has(padded)) return walk.cut();
            walk.skip(padded);
        }
        return walk.captured() < walk.sent() ? Next.SNAPPED : Next.NOT_IP;
    }

    /*  0 length, little-endian as all of it   4 record: 1 with a packet   8 link type   12 name of the interface   36 flags  */
    static int pktap(Walk walk) {
        if (!walk.has(40)) return walk.cut();
        int length = walk.int32Little(0);
        int link = Next.link(walk.int32Little(8));
        int flags = walk.int32Little(36);
        if (length < 40 || walk.int32Little(4) != 1) return Next.NOT_IP;
        if ((flags & PKTAP_IN) != 0) walk.envelope.setDirection(Envelope.Direction.RECEIVED);
        if ((flags & PKTAP_OUT) != 0) walk.envelope.setDirection(Envelope.Direction.SENT);
        return walk.over(length, link);
    }

    /** A number for everyone's own use, which macOS once took for {@link #pktap}. */
    static int pktapOfOldMacOs(Walk walk) {
        boolean like = walk.has(40) && walk.int32Little(0) >= 40 && walk.int32Little(0) <= 512 && walk.int32Little(4) == 1;
        return like ? pktap(walk) : Next.UNKNOWN_LINK;
    }

    /*  Solaris:   0 version   1 family   2 hook   4 length   8 interface   12 group   16 zones   24 datagram  */
    static int solaris(Walk walk) {
        if (!walk.has(24)) return walk.cut();
        int next = ofFamily(walk.uint8(1));
        walk.envelope.setInterfaceIndex(walk.int32(8));
        walk.skip(24);
        return next;
    }

    /*  OpenBSD's IPsec:   0 family, in the host's byte order   4 index   8 flags   12 datagram  */
    static int decrypted(Walk walk) {
        if (!walk.has(12)) return walk.cut();
        int family = walk.int32(0);
        walk.skip(12);
        return ofFamily(family >>> 16 != 0 ? Integer.reverseBytes(family) : family);
    }

    /*  OpenBSD's packet filter:   0 length, without the padding to a multiple of four   1 family  */
    static int packetFilterLog(Walk walk) {
        if (!walk.has(2)) return walk.cut();
        int length = walk.uint8(0);
        int next = ofFamily(walk.uint8(1));
        return length < 4 ? Next.MALFORMED : walk.over(length + 3 & ~3, next);
    }
}
