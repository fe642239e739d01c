package io.github.pcap2http.blot;

import java.io.IOException;

/** Marks bytes of a lane as those that stay; runs that meet at once. */
final class Marking {
    private final Lane lane;
    private long from;
    private long to;

    Marking(Lane lane) {
        this.lane = lane;
    }

    void stays(long begin, long end) throws IOException {
        if (begin >= end) return;
        if (begin != to) {
            end();
            from = begin;
        }
        to = end;
    }

    /** All that was said so far is written. */
    void end() throws IOException {
        lane.mark(from, to, Mark.STAYS);
        from = 0;
        to = 0;
    }
}
