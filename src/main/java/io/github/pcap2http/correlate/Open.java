package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;
import java.util.HashMap;
import java.util.Map;

/**
 * The requests that go on. Most connections have one after the other: so what is known of a connection stays for a while when no request goes on
 * there.
 */
final class Open {
    /** So many connections are known, at most; a power of two. */
    private static final int MOST_KNOWN = 1 << 10;

    private final Hosts hosts;
    /** By the last bits of the connection's first frame; what is pushed out there by another one goes beside that place. */
    private final Hosts.Ends[] known = new Hosts.Ends[MOST_KNOWN];
    private final Map<String, Node> byId = new HashMap<>();

    Open(Hosts hosts) {
        this.hosts = hosts;
    }

    /** @return a request that goes on from now on */
    Node begin(String id, Connection connection, Moment at, Request head) {
        Node node = new Node(id, ends(connection), at, head);
        byId.put(id, node);
        return node;
    }

    private Hosts.Ends ends(Connection connection) {
        int place = (int) connection.firstFrame() & MOST_KNOWN - 1;
        Hosts.Ends last = known[place];
        if (last != null && hosts.current(last, connection)) return last;
        Hosts.Ends older = known[place ^ 1];
        if (older != null && hosts.current(older, connection)) return older;
        known[place ^ 1] = last;
        known[place] = hosts.of(connection);
        return known[place];
    }

    /** @return the request that {@code exchange} is the end of; null when it is not known that it began */
    Node end(Exchange exchange) {
        return byId.remove(exchange.id());
    }
}
