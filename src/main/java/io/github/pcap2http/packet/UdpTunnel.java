package io.github.pcap2http.packet;

/**
 * Headers that stand in UDP and have a packet inside. Each looks first whether what should be inside is there; when it is not,
 * the answer is {@link Next#NOTHING}, and the walk has not moved. None of these protocols has a mark that is surely its own.
 */
final class UdpTunnel {
    private static final int TEREDO_PREFIX = 0x20010000;   // 2001::/32

    private UdpTunnel() { }

    private static int ip(Walk walk, int header, Encapsulation kind, long id) {
        if (!Plausible.ip(walk, header)) return Next.NOTHING;
        walk.skip(header);
        return walk.into(kind, id, Next.IP_OF_ANY_VERSION);
    }

    private static int ethernet(Walk walk, int header, Encapsulation kind, long id) {
        if (!Plausible.ethernet(walk, header)) return Next.NOTHING;
        walk.skip(header);
        return walk.into(kind, id, Next.ETHERNET);
    }

    /*  RFC 7348, section 5:   0 flags: 8 with an id   4 VXLAN network identifier (24 bits)   8 Ethernet frame  */
    static int vxlan(Walk walk) {
        if (!walk.has(8) || (walk.uint8(0) & 0x08) == 0) return Next.NOTHING;
        return ethernet(walk, 8, Encapsulation.VXLAN, walk.uint24(4));
    }

    static int exactVxlan(Walk walk) {
        boolean exact = walk.int32(0) == 0x08000000 && walk.uint8(7) == 0 && Plausible.exactEthernet(walk, 8);
        return exact ? vxlan(walk) : Next.NOTHING;
    }

    /*  draft-ietf-nvo3-vxlan-gpe:   0 flags: 8 with an id, 4 with a protocol   3 protocol   4 VNI (24 bits)   8 content  */
    static int vxlanGpe(Walk walk) {
        if (!walk.has(8) || (walk.uint8(0) & 0x04) == 0) return vxlan(walk);
        int next = Tags.numbered(walk.uint8(3));
        boolean plausible = switch (next) {
            case Next.IPV4 -> Plausible.ipv4(walk, 8);
            case Next.IPV6 -> Plausible.ipv6(walk, 8);
            case Next.ETHERNET -> Plausible.ethernet(walk, 8);
            case Next.NSH -> nsh(walk, 8);
            case Next.MPLS -> labelled(walk, 8);
            default -> false;
        };
        if (!plausible) return Next.NOTHING;
        int vni = walk.uint24(4);
        walk.skip(8);
        return walk.into(Encapsulation.VXLAN, vni, next);
    }

    private static boolean nsh(Walk walk, int index) {
        if (!walk.has(index + 8)) return false;
        int inside = index + (walk.uint16(index) & 0x3f) * 4;
        return walk.uint8(index + 3) == 3 ? Plausible.ethernet(walk, inside) : Plausible.ip(walk, inside);
    }

    /*  RFC 7510  */
    static int mpls(Walk walk) {
        return labelled(walk, 0) ? Next.MPLS : Next.NOTHING;
    }

    private static boolean labelled(Walk walk, int index) {
        int at = index;
        while (walk.has(at + 4) && (walk.uint8(at + 2) & 1) == 0) at += 4;
        return Plausible.ip(walk, at + 4);
    }

    /*  RFC 8086  */
    static int gre(Walk walk) {
        return Gre.plausible(walk) ? Next.GRE : Next.NOTHING;
    }

    /*  RFC 8926:   0 version: 0 (2 bits), length of the options in words (6 bits)   2 EtherType   4 VNI (24 bits)   8 options  */
    static int geneve(Walk walk) {
        if (!walk.has(8) || walk.uint8(0) >> 6 != 0) return Next.NOTHING;
        int header = 8 + (walk.uint8(0) & 0x3f) * 4;
        return switch (walk.uint16(2)) {
            case 0x6558 -> ethernet(walk, header, Encapsulation.GENEVE, walk.uint24(4));
            case Next.IPV4, Next.IPV6 -> ip(walk, header, Encapsulation.GENEVE, walk.uint24(4));
            default -> Next.NOTHING;
        };
    }

    /*
     *  3GPP TS 29.281, section 5.1:   0 version: 1 (3 bits), GTP: 1, reserved, flags: 4, 2, 1   1 message: 255 with a packet
     *  2 length of what follows the first 8 bytes   4 tunnel
     *  8 sequence, number, kind of the next extension: there if any flag is set. Extension: length in words, content, kind of the next
     */
    static int gtp(Walk walk) {
        int header = gtpHeader(walk);
        return header < 0 ? Next.NOTHING : ip(walk, header, Encapsulation.GTP, walk.uint32(4));
    }

    static int exactGtp(Walk walk) {
        int header = gtpHeader(walk);
        boolean exact = header > 0 && 8 + walk.uint16(2) == walk.sent() && Plausible.exactIp(walk, header);
        return exact ? gtp(walk) : Next.NOTHING;
    }

    /** @return length of the header; -1 when it is none */
    private static int gtpHeader(Walk walk) {
        if (!walk.has(8) || walk.uint8(0) >> 4 != 3 || walk.uint8(1) != 255) return -1;
        if ((walk.uint8(0) & 7) == 0) return 8;
        int header = 12;
        boolean extended = (walk.uint8(0) & 4) != 0;
        while (extended && walk.has(header) && walk.uint8(header - 1) != 0) {
            if (!walk.has(header + 1) || walk.uint8(header) == 0) return -1;
            header += walk.uint8(header) * 4;
        }
        return header;
    }

    /*
     *  RFC 4380, section 5.1.1:   authentication: 0 kind: 1   2 length of a client id   3 length of a value   4 both, nonce (8 bytes), flag
     *  then origin: 0 kind: 0   2 port   4 address;   either may be missing; then an IPv6 datagram
     */
    static int teredo(Walk walk) {
        int header = teredoHeader(walk);
        return Plausible.ipv6(walk, header) ? ip(walk, header, Encapsulation.TEREDO, -1) : Next.NOTHING;
    }

    /** On other ports one of the addresses must be Teredo's. */
    static int exactTeredo(Walk walk) {
        int header = teredoHeader(walk);
        if (!Plausible.exactIpv6(walk, header)) return Next.NOTHING;
        return walk.int32(header + 8) == TEREDO_PREFIX || walk.int32(header + 24) == TEREDO_PREFIX ? teredo(walk) : Next.NOTHING;
    }

    private static int teredoHeader(Walk walk) {
        int header = 0;
        if (walk.has(4) && walk.uint16(0) == 1) header = 13 + walk.uint8(2) + walk.uint8(3);
        if (walk.has(header + 8) && walk.uint16(header) == 0) header += 8;
        return header;
    }

    /*
     *  RFC 2661, section 3.1:   0 flags: 0x8000 control, 0x4000 length, 0x0800 sequence, 0x0200 offset; version: 2 (4 bits)
     *  then length; tunnel, session; two sequence numbers; size of padding, padding: each only if its flag is set
     */
    static int l2tp(Walk walk) {
        if (!walk.has(2)) return Next.NOTHING;
        int flags = walk.uint16(0);
        if ((flags & 0x800f) != 2) return Next.NOTHING;
        int ids = (flags & 0x4000) != 0 ? 4 : 2;
        int header = ids + 4 + ((flags & 0x0800) != 0 ? 4 : 0);
        if ((flags & 0x0200) != 0) {
            if (!walk.has(header + 2)) return Next.NOTHING;
            header += 2 + walk.uint16(header);
        }
        if (!walk.has(header + 4) || !ppp(walk, header)) return Next.NOTHING;
        long id = walk.uint32(ids);
        walk.skip(header);
        return walk.into(Encapsulation.L2TP, id, Next.PPP);
    }

    private static boolean ppp(Walk walk, int index) {
        int at = walk.uint16(index) == 0xff03 ? index + 2 : index;
        boolean compressed = (walk.uint8(at) & 1) != 0;
        return switch (compressed ? walk.uint8(at) : walk.uint16(at)) {
            case 0x0021 -> Plausible.ipv4(walk, compressed ? at + 1 : at + 2);
            case 0x0057 -> Plausible.ipv6(walk, compressed ? at + 1 : at + 2);
            default -> false;
        };
    }

    /*  0 version: 1   1 type: 0 received, 1 sent   2 kind of frame   4 tags: 0 padding; 1 the end; others with length and value  */
    static int tzsp(Walk walk) {
        if (!walk.has(4) || walk.uint8(0) != 1 || walk.uint8(1) > 1) return Next.NOTHING;
        int kind = walk.uint16(2);
        int at = 4;
        while (walk.has(at + 2) && walk.uint8(at) != 1) at += walk.uint8(at) == 0 ? 1 : 2 + walk.uint8(at + 1);
        at++;
        if (kind == 1) return ethernet(walk, at, Encapsulation.TZSP, -1);
        if (kind != 18 || !walk.has(at + 24)) return Next.NOTHING;
        walk.skip(at);
        return walk.into(Encapsulation.TZSP, -1, Next.WLAN);
    }

    /*
     *  0 length of the identity, a power of two (4 bits), its kind   1 length of the signature in words (4 bits), hash
     *  2 authentication, operation: 1 forward (4 bits each)   3 next header, of IP   4 time   8 identity, signature
     */
    static int ayiya(Walk walk) {
        if (!walk.has(8) || (walk.uint8(2) & 0xf) != 1 || Next.ip(walk.uint8(3)) != Next.IPV6_IN_IP) return Next.NOTHING;
        int header = 8 + (1 << (walk.uint8(0) >> 4)) + (walk.uint8(1) >> 4) * 4;
        return ip(walk, header, Encapsulation.AYIYA, -1);
    }

    /*  RFC 6830, section 5.3:   0 flags: 8 with an instance   4 instance (24 bits)   8 datagram  */
    static int lisp(Walk walk) {
        if (!walk.has(8)) return Next.NOTHING;
        return ip(walk, 8, Encapsulation.LISP, (walk.uint8(0) & 0x08) != 0 ? walk.uint24(4) : -1);
    }

    /*
     *  RFC 5415, section 4.3:   0 kind: 0, not encrypted   1 length in words (5 bits), radio   2 binding, 802.11: 1 (1 bit)
     *  3 flags: 0x80 a part of a frame
     */
    static int capwap(Walk walk) {
        if (!walk.has(8) || walk.uint8(0) != 0 || (walk.uint8(3) & 0x80) != 0) return Next.NOTHING;
        int header = (walk.uint8(1) >> 3) * 4;
        if ((walk.uint8(2) & 1) == 0) return ethernet(walk, header, Encapsulation.CAPWAP, -1);
        for (int wlan = 24; wlan <= 32; wlan += 2) {   // some controllers swap the bytes that tell how long it is
            if (!Wlan.snap(walk, header + wlan)) continue;
            walk.skip(header + wlan);
            return walk.into(Encapsulation.CAPWAP, -1, Next.LLC);
        }
        return Next.NOTHING;
    }
}
