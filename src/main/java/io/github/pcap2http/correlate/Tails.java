package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Endpoint;

/**
 * Requests that are present, by the ends of their targets: a proxy that no address tells of leaves that, and some value, as they are. A hash
 * table of the nodes themselves, since each request is put here, and hardly any one is found. Where many ask for the same, mostly either
 * one client does, or of one server: each row knows whether that is so.
 */
final class Tails {
    /** So many others are looked at for a value that they share with a new one. */
    private static final int MOST_COMPARED = 8;

    private static final class Row {
        private Node head;   // of a list that goes on by nextAlike; null: none, and the others mean nothing
        private Endpoint server;   // of one of them
        private Host client;       // so
        private int otherServers;   // how many have not that server
        private int otherClients;

        void add(Node node) {
            if (head == null) {
                server = node.connection.server();
                client = node.client;
                otherServers = 0;
                otherClients = 0;
            } else {
                head.lastAlike = node;
                count(node, 1);
            }
            node.nextAlike = head;
            head = node;
        }

        void remove(Node node) {
            if (node.lastAlike == null) head = node.nextAlike;
            else node.lastAlike.nextAlike = node.nextAlike;
            if (node.nextAlike != null) node.nextAlike.lastAlike = node.lastAlike;
            node.nextAlike = null;
            node.lastAlike = null;
            if (head != null) count(node, -1);
        }

        private void count(Node node, int by) {
            if (!server.equals(node.connection.server())) otherServers += by;
            if (!client.equals(node.client)) otherClients += by;
        }

        boolean hasOthersThan(Node node) {
            return (otherServers > 0 || !server.equals(node.connection.server())) && (otherClients > 0 || !client.equals(node.client));
        }
    }

    private Row[] rows = new Row[256];   // a power of two; null until somebody was there
    private int size;

    void add(Node node) {
        if (size++ == rows.length) grow();
        int place = place(node.tail);
        if (rows[place] == null) rows[place] = new Row();
        rows[place].add(node);
    }

    void remove(Node node) {
        size--;
        rows[place(node.tail)].remove(node);
    }

    private int place(int tail) {
        return (tail ^ tail >>> 16) & rows.length - 1;
    }

    private void grow() {
        Row[] old = rows;
        rows = new Row[2 * old.length];
        size = 1;
        for (Row row : old) {
            while (row != null && row.head != null) {
                Node node = row.head;
                row.remove(node);
                add(node);
            }
        }
    }

    /**
     * @return whether {@code node} may have a value and the end of its target in common with a request of another client to another
     *     server; true as well where there are too many to tell
     */
    boolean mayShareMark(Node node) {
        Row row = rows[place(node.tail)];
        if (row == null || row.head == null || !row.hasOthersThan(node)) return false;
        int compared = 0;
        for (Node other = row.head; other != null; other = other.nextAlike) {
            if (++compared > MOST_COMPARED) return !node.marks().isEmpty();
            if (other.tail != node.tail || other.client.equals(node.client) || other.sameServer(node)) continue;
            if (node.marks().isEmpty()) return false;
            if (node.sharesMark(other)) return true;
        }
        return false;
    }
}
