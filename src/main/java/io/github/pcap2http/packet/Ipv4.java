package io.github.pcap2http.packet;

import java.util.Arrays;

/** The IPv4 header (RFC 791, section 3.1). */
final class Ipv4 {
    private static final int LEAST_HEADER = 20;   // bytes
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET = 0x1fff;

    private Ipv4() { }

    /*
     *   0 version, header length in words (4 bits each)   1 service   2 total length
     *   4 identification   6 flags (3 bits), fragment offset (13 bits)
     *   8 time to live   9 protocol   10 checksum   12 source   16 destination   20 options
     */
    static int read(Walk walk) {
        if (!walk.has(LEAST_HEADER)) return walk.cut();
        int version = walk.uint8(0) >> 4;
        int headerLength = (walk.uint8(0) & 0xf) * 4;
        int totalLength = walk.uint16(2);
        if (version == 6) return Next.IPV6;   // whatever the header before said
        if (version != 4 || headerLength < LEAST_HEADER) return Next.MALFORMED;
        if (totalLength != 0) walk.limit(totalLength);   // 0: the network card is to fill it in when it cuts the segment
        if (!walk.has(headerLength)) return walk.cut();
        walk.segment.setNetwork(walk.place());
        walk.segment.setAddresses(false, 0, walk.uint32(12), 0, walk.uint32(16));
        int protocol = walk.uint8(9);
        int fragment = walk.uint16(6);
        if ((fragment & (MORE_FRAGMENTS | OFFSET)) != 0) return fragment(walk, headerLength, protocol, fragment);
        walk.skip(headerLength);
        return Next.ip(protocol);
    }

    private static int fragment(Walk walk, int headerLength, int protocol, int fragment) {
        Fragments.Id id = walk.segment.fragmentId(protocol, walk.uint16(4));
        int from = (fragment & OFFSET) * 8;
        byte[] header = null;
        if (from == 0) {
            header = Arrays.copyOfRange(walk.array(), walk.place(), walk.place() + headerLength);
            header[6] = 0;
            header[7] = 0;
        }
        walk.skip(headerLength);
        return walk.fragments.take(walk, id, from, (fragment & MORE_FRAGMENTS) != 0, header);
    }
}
