package io.github.pcap2http.packet;

import java.util.Arrays;

/** The IPv6 header and its extensions (RFC 8200, sections 3 and 4). */
final class Ipv6 {
    private static final int HEADER = 40;   // bytes
    private static final int OFFSET = 0xfff8;
    private static final int MORE_FRAGMENTS = 1;

    private Ipv6() { }

    /*
     *   0 version (4 bits), traffic class, flow label   4 payload length   6 next header   7 hop limit
     *   8 source   24 destination
     */
    static int read(Walk walk) {
        if (walk.has(1) && walk.uint8(0) >> 4 == 4) return Next.IPV4;   // whatever the header before said
        if (!walk.has(HEADER)) return walk.cut();
        if (walk.uint8(0) >> 4 != 6) return Next.MALFORMED;
        int payloadLength = walk.uint16(4);
        if (payloadLength != 0) walk.limit(HEADER + payloadLength);   // 0: a jumbogram (RFC 2675), or as in IPv4
        walk.segment.setNetwork(walk.place());
        walk.segment.setAddresses(true, walk.int64(8), walk.int64(16), walk.int64(24), walk.int64(32));
        int next = walk.uint8(6);
        walk.skip(HEADER);
        return Next.ip(next);
    }

    /*  Hop-by-hop options, routing, destination options and later ones of that shape:   0 next header   1 length in units of 8 bytes, less one  */
    static int extension(Walk walk) {
        return walk.has(2) ? skip(walk, (walk.uint8(1) + 1) * 8) : walk.cut();
    }

    /*  Authentication header (RFC 4302, section 2):   0 next header   1 length in units of 4 bytes, less two  */
    static int authentication(Walk walk) {
        return walk.has(2) ? skip(walk, (walk.uint8(1) + 2) * 4) : walk.cut();
    }

    /*  0 next header   2 offset in bytes, a multiple of 8 (16 bits), with flags in the last three; 1: more fragments   4 identification  */
    static int fragment(Walk walk) {
        if (!walk.has(8)) return walk.cut();
        int offset = walk.uint16(2) & OFFSET;
        boolean more = (walk.uint16(2) & MORE_FRAGMENTS) != 0;
        if (offset == 0 && !more) return skip(walk, 8);   // a fragment that is the whole datagram (RFC 6946)
        if (!walk.segment.ipv6()) return Next.MALFORMED;
        Fragments.Id id = walk.segment.fragmentId(0, walk.int32(4));
        byte[] header = offset == 0 ? header(walk, walk.uint8(0)) : null;
        walk.skip(8);
        return walk.fragments.take(walk, id, offset, more, header);
    }

    /** The datagram's header, with what was fragmented right behind it. */
    private static byte[] header(Walk walk, int next) {
        int start = walk.segment.networkOffset();
        byte[] header = Arrays.copyOfRange(walk.array(), start, start + HEADER);
        header[6] = (byte) next;
        return header;
    }

    private static int skip(Walk walk, int length) {
        if (!walk.has(length)) return walk.cut();
        int next = walk.uint8(0);
        walk.skip(length);
        return Next.ip(next);
    }
}
