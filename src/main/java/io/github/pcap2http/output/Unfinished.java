package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Timing;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The exchanges and connects that have begun and not ended: they tell up to when all entries are known. Where packets come late, a head
 * takes long, or a connect longer than those before, that is not certain; so nothing but the order of work may depend on it.
 */
final class Unfinished {
    private static final int MOST_CONNECTS = 10_000;   // some end unheard: their clients gave up

    private final Map<String, Long> exchanges = new LinkedHashMap<>();   // by id their starts, in the order of the capture, which is about theirs
    private final Map<Long, Long> connects = new LinkedHashMap<>();   // by first frame the time of the SYN, so
    private long longestConnect;
    private long latest = Long.MIN_VALUE;

    void connecting(Connection connection) {
        if (connects.size() < MOST_CONNECTS) connects.put(connection.firstFrame(), connection.opened().nanos());
    }

    void connected(Connection connection) {
        connects.remove(connection.firstFrame());
    }

    /** @param connection tells only now how long it took to connect; @param at its first byte */
    void started(String id, Connection connection, Moment at) {
        long connect = connect(connection);
        latest = Math.max(latest, at.nanos());
        longestConnect = Math.max(longestConnect, connect);
        exchanges.put(id, at.nanos() - connect - Timing.LEAST_BLOCKED);
    }

    /** It was finished, or summed up. */
    void ended(Exchange exchange) {
        exchanges.remove(exchange.id());
        if (exchange.outcome().connectFailed()) connects.remove(exchange.connection().firstFrame());
    }

    private static long connect(Connection connection) {
        boolean seen = connection.opened() != null && connection.established() != null;
        return seen ? Math.max(0, connection.established().nanos() - connection.opened().nanos()) : 0;
    }

    /** @return the start, in nanoseconds since 1970 UTC, before which entries come no more; the least number there is where that is not known */
    long settled() {
        if (latest == Long.MIN_VALUE || connects.size() == MOST_CONNECTS) return Long.MIN_VALUE;
        long coming = latest - longestConnect;
        if (!exchanges.isEmpty()) coming = Math.min(coming, exchanges.values().iterator().next());
        if (!connects.isEmpty()) coming = Math.min(coming, connects.values().iterator().next());
        return coming - Timing.LEAST_BLOCKED;
    }
}
