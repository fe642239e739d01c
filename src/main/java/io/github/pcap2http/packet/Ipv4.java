package io.github.pcap2http.packet;

/** The IPv4 header (RFC 791, section 3.1). */
final class Ipv4 {
    private static final int LEAST_HEADER = 20;   // bytes
    private static final int MORE_FRAGMENTS_OR_OFFSET = 0x3fff;

    private Ipv4() { }

    /*
     *   0 version, header length in words (4 bits each)   1 service   2 total length
     *   4 identification   6 flags (3 bits), fragment offset (13 bits)
     *   8 time to live   9 protocol   10 checksum   12 source   16 destination   20 options
     */
    static int read(Walk walk) {
        if (!walk.has(LEAST_HEADER)) return walk.cut();
        int headerLength = (walk.uint8(0) & 0xf) * 4;
        int totalLength = walk.uint16(2);
        if (walk.uint8(0) >> 4 != 4 || headerLength < LEAST_HEADER) return Next.MALFORMED;
        if (totalLength != 0) walk.limit(totalLength);   // 0: the network card is to fill it in when it cuts the segment
        if ((walk.uint16(6) & MORE_FRAGMENTS_OR_OFFSET) != 0) return Next.FRAGMENT;
        if (!walk.has(headerLength)) return walk.cut();
        walk.segment.setAddresses(false, 0, walk.int32(12) & 0xffff_ffffL, 0, walk.int32(16) & 0xffff_ffffL);
        int protocol = walk.uint8(9);
        walk.skip(headerLength);
        return Next.ip(protocol);
    }
}
