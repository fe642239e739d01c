package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Timing;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The exchanges that have begun and not ended, as far as that was told: they tell up to when all entries are known. Not for certain, since
 * an entry starts with its connection, which is told of only when a request comes; so nobody may depend on that.
 */
final class Unfinished {
    /** Between networks few connects take longer than this, or the longest so far, in nanoseconds. */
    private static final long LIKELY_CONNECT = 200_000_000;

    private final Map<String, Long> starts = new LinkedHashMap<>();   // by id, in the order of the capture, which is about theirs
    private long longestConnect = LIKELY_CONNECT;
    private long latest = Long.MIN_VALUE;

    void begin(String id, Connection connection, Moment at) {
        boolean connected = connection.opened() != null && connection.established() != null;
        long connect = connected ? Math.max(0, connection.established().nanos() - connection.opened().nanos()) : 0;
        longestConnect = Math.max(longestConnect, connect);
        latest = Math.max(latest, at.nanos());
        starts.put(id, at.nanos() - connect - Timing.LEAST_BLOCKED);
    }

    void end(String id) {
        starts.remove(id);
    }

    /** @return the start, in nanoseconds since 1970 UTC, before which entries come no more, most likely; the least number there is when nothing is known */
    long settled() {
        if (latest == Long.MIN_VALUE) return latest;
        long coming = latest - longestConnect - Timing.LEAST_BLOCKED;
        return starts.isEmpty() ? coming : Math.min(coming, starts.values().iterator().next());
    }
}
