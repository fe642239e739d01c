package io.github.pcap2http.flow;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which connections hold bytes back, since others are missing or still to come, or nothing tells yet what they are, and how many that are
 * together. Each connection has limits of its own; thousands of them need one for all.
 */
final class Holders {
    private final Map<Flow, Long> held = new LinkedHashMap<>(64, 0.75f, true);   // longest silent first
    private final long maxBytes;
    private long all;

    /** @param maxBytes that all connections hold at most */
    Holders(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A segment of the connection has come. */
    void heard(Flow flow) {
        long bytes = flow.held();
        if (bytes == 0 && flow.counted == 0) return;
        Long before = bytes == 0 ? held.remove(flow) : held.put(flow, bytes);
        all += bytes - (before == null ? 0 : before);
        flow.counted = bytes;
    }

    /** @return the connection that is to let go of what it holds, and counts as if it had; null: there is room enough */
    Flow excess() {
        if (all <= maxBytes) return null;
        Iterator<Map.Entry<Flow, Long>> first = held.entrySet().iterator();
        Map.Entry<Flow, Long> silent = first.next();
        Flow flow = silent.getKey();
        all -= silent.getValue();
        flow.counted = 0;
        first.remove();
        return flow;
    }
}
