package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;

/**
 * The requests that go on, by connection. Most connections have one after the other: so what is known of a connection stays for a while
 * when no request goes on there. A hash table of its own, since each request is looked for here twice.
 */
final class Open {
    /** So many connections on which no request goes on may stay; a power of two. */
    private static final int MOST_IDLE = 1 << 10;

    private static final class Channel {
        private final long frame;   // the first of the connection
        private Connection connection;   // as it was when its hosts were looked up
        private Hosts.Ends ends;
        private Node first;   // of those that go on, in the order in which they began, by Node.behind
        private Node last;
        private Channel next;   // in its row

        Channel(long frame) {
            this.frame = frame;
        }

        private void add(Node node) {
            if (first == null) first = node;
            else last.behind = node;
            last = node;
        }

        private Node take(String id) {
            Node before = null;
            Node node = first;
            while (node != null && !node.id.equals(id)) {
                before = node;
                node = node.behind;
            }
            if (node == null) return null;
            if (before == null) first = node.behind;
            else before.behind = node.behind;
            if (last == node) last = before;
            node.behind = null;
            return node;
        }
    }

    private final Hosts hosts;
    private Channel[] rows = new Channel[MOST_IDLE];   // a power of two
    private int size;
    private int most = MOST_IDLE;

    Open(Hosts hosts) {
        this.hosts = hosts;
    }

    /** @return a request that goes on from now on, and is in no other list yet */
    Node begin(String id, Connection connection, Moment at, Request head) {
        Channel channel = find(connection.firstFrame());
        if (channel == null) channel = add(connection.firstFrame());
        if (channel.connection != connection || !hosts.current(channel.ends)) {
            channel.connection = connection;
            channel.ends = hosts.of(connection);
        }
        Node node = new Node(id, connection, at, head, channel.ends);
        channel.add(node);
        return node;
    }

    /** @return the request that {@code exchange} is the end of; null when it is not known that it began */
    Node end(Exchange exchange) {
        Channel channel = find(exchange.connection().firstFrame());
        return channel == null ? null : channel.take(exchange.id());
    }

    private Channel find(long frame) {
        Channel channel = rows[row(frame)];
        while (channel != null && channel.frame != frame) channel = channel.next;
        return channel;
    }

    private int row(long frame) {
        return (int) (frame * 0x9e3779b97f4a7c15L >>> 40) & rows.length - 1;
    }

    private Channel add(long frame) {
        if (size == most) forgetIdle();
        Channel channel = new Channel(frame);
        put(channel);
        return channel;
    }

    private void put(Channel channel) {
        int row = row(channel.frame);
        channel.next = rows[row];
        rows[row] = channel;
        size++;
    }

    private void forgetIdle() {
        int busy = 0;
        for (Channel row : rows) {
            for (Channel channel = row; channel != null; channel = channel.next) {
                if (channel.first != null) busy++;
            }
        }
        Channel[] old = rows;
        most = Math.max(MOST_IDLE, 2 * busy);
        rows = new Channel[Integer.highestOneBit(most)];
        size = 0;
        for (Channel row : old) {
            for (Channel channel = row, next; channel != null; channel = next) {
                next = channel.next;
                if (channel.first != null) put(channel);
            }
        }
    }
}
