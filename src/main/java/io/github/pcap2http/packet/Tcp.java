package io.github.pcap2http.packet;

/** The TCP header (RFC 9293, section 3.1). */
final class Tcp {
    static final int LEAST_HEADER = 20;   // bytes

    private Tcp() { }

    /*
     *   0 source port   2 destination port   4 sequence number   8 acknowledgment number
     *  12 data offset in words (4 bits), reserved   13 flags   14 window   16 checksum   18 urgent pointer   20 options
     */
    static int read(Walk walk) {
        if (!walk.has(LEAST_HEADER)) return walk.cut();
        int headerLength = (walk.uint8(12) >> 4) * 4;
        if (headerLength < LEAST_HEADER || headerLength > walk.sent()) return Next.MALFORMED;
        walk.segment.setTcp(walk.array(), walk.place());
        int captured = Math.min(headerLength, walk.captured());
        int optionsMissing = headerLength - captured;
        walk.skip(captured);
        walk.segment.setPayload(walk.array(), walk.place(), walk.captured(), walk.sent() - walk.captured() - optionsMissing);
        return Next.SEGMENT;
    }
}
