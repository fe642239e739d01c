package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;

/**
 * The requests that go on, by connection. Most connections have one after the other: so what is known of a connection stays for a while
 * when no request goes on there. A hash table of the nodes themselves, since each request is looked for here.
 */
final class Open {
    /** So many connections are known, at most; a power of two. */
    private static final int MOST_KNOWN = 1 << 10;
    private static final int LEAST_ROWS = 1 << 10;
    private static final int ROWS_EACH = 4;   // of a request, at least

    private final Hosts hosts;
    /** By the last bits of the connection's first frame; what is pushed out there by another one goes beside that place. */
    private final Hosts.Ends[] known = new Hosts.Ends[MOST_KNOWN];
    private Node[] firsts = new Node[LEAST_ROWS];   // of lists that go on by Node.nextOpen, in the order in which they began; a power of two
    private Node[] lasts = new Node[LEAST_ROWS];    // of those that have several; null for the others
    private int size;

    Open(Hosts hosts) {
        this.hosts = hosts;
    }

    /** @return a request that goes on from now on, and is in no other list yet */
    Node begin(String id, Connection connection, Moment at, Request head) {
        Node node = new Node(id, ends(connection), at, head);
        if (ROWS_EACH * ++size > firsts.length) grow();
        put(node, row(connection.firstFrame()));
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
        int row = row(exchange.connection().firstFrame());
        String id = exchange.id();
        Node before = null;
        Node node = firsts[row];
        if (node != null && node.id != id) {   // mostly it is the very string, of the only one
            while (node != null && !node.id.equals(id)) {
                before = node;
                node = node.nextOpen;
            }
        }
        if (node != null) take(node, before, row);
        return node;
    }

    private void take(Node node, Node before, int row) {
        size--;
        if (before == null && node.nextOpen == null) {
            firsts[row] = null;
            return;
        }
        if (before == null) firsts[row] = node.nextOpen;
        else before.nextOpen = node.nextOpen;
        if (lasts[row] == node) lasts[row] = before;
        if (firsts[row] == lasts[row]) lasts[row] = null;
        node.nextOpen = null;
    }

    private void put(Node node, int row) {
        Node first = firsts[row];
        if (first == null) {
            firsts[row] = node;
            return;
        }
        Node last = lasts[row] == null ? first : lasts[row];
        last.nextOpen = node;
        lasts[row] = node;
    }

    private int row(long frame) {
        return (int) (frame * 0x9e3779b97f4a7c15L >>> 40) & firsts.length - 1;
    }

    private void grow() {
        Node[] old = firsts;
        firsts = new Node[2 * old.length];
        lasts = new Node[firsts.length];
        for (Node first : old) {
            for (Node node = first, next; node != null; node = next) {
                next = node.nextOpen;
                node.nextOpen = null;
                put(node, row(node.connection().firstFrame()));
            }
        }
    }
}
