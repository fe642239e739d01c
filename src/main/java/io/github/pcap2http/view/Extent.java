package io.github.pcap2http.view;

import io.github.pcap2http.exchange.Side;

/**
 * The bytes of a message on its connection. Positions are those of {@link io.github.pcap2http.tcp.Standing}.
 *
 * @param words of which exchange, and which of its messages
 * @param end behind its last byte; {@link #OPEN} when that has not come
 * @param exact whether {@code start} is that of its first byte, and not only of a packet with it
 * @param loose whether {@code end} is only that of a packet with its last byte, behind which others may be
 */
record Extent(String words, Side side, long start, long end, boolean exact, boolean loose) {
    static final long OPEN = Long.MAX_VALUE;

    boolean in(Line line) {
        return line.has(side, start, end);
    }

    /** @return which bytes of the message the packet has, from 0 on; without the last where that is not known, and empty where nothing is */
    String range(Line line) {
        if (!exact) return "";
        long from = Math.max(0, line.standing.start() - start);
        long to = Math.min(line.standing.end(), end) - start - 1;
        if (to < from) return "";
        return " " + from + "-" + (loose && line.standing.end() >= end ? "" : to);
    }
}
