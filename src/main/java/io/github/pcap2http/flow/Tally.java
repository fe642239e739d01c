package io.github.pcap2http.flow;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts by names that come from the wire: only the first {@link #MAX_NAMES} different ones have a count of their own. */
final class Tally {
    static final int MAX_NAMES = 1000;
    /** Under this all other names are counted. */
    static final String OTHERS = "others";

    private final Map<String, Long> counts = new TreeMap<>();

    void count(String name) {
        boolean room = counts.size() < MAX_NAMES || counts.containsKey(name);
        String under = room ? name : OTHERS;
        counts.put(under, counts.getOrDefault(under, 0L) + 1);
    }

    /** @return names and their counts; read-only, and goes on with the tally */
    Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }
}
