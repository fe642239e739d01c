package io.github.pcap2http.correlate;

/**
 * Requests that are present, by the ends of their targets: a proxy that no address tells of leaves that, and some value, as they are. A hash
 * table of the nodes themselves, with room enough that mostly each has a row of its own, since each request is put here, and hardly any one
 * is found. Where many ask for the same, mostly either one client does, or of one server: of rows with several it is known whether that is so.
 */
final class Tails {
    /** So many others are looked at for a value that they share with a new one. */
    private static final int MOST_COMPARED = 8;
    private static final int LEAST_ROWS = 1 << 10;
    private static final int ROWS_EACH = 4;   // of a request, at least

    /** What is known of a row with several. */
    private static final class Crowd {
        private final int clientHash;   // of one of them, which may be gone; so the next two
        private final int serverHash;
        private final Hosts.Ends ends;
        private int otherServers;   // how many have not that server
        private int otherClients;

        Crowd(Node first) {
            clientHash = first.clientHash;
            serverHash = first.serverHash;
            ends = first.ends;
        }

        void count(Node node, int by) {
            if (!hasServerOf(node)) otherServers += by;
            if (!hasClientOf(node)) otherClients += by;
        }

        boolean hasOthersThan(Node node) {
            return (otherServers > 0 || !hasServerOf(node)) && (otherClients > 0 || !hasClientOf(node));
        }

        /** Hashes first: what they stand for is not at hand. */
        private boolean hasServerOf(Node node) {
            return serverHash == node.serverHash && ends.connection.server().equals(node.connection().server());
        }

        private boolean hasClientOf(Node node) {
            return clientHash == node.clientHash && ends.client.equals(node.client());
        }
    }

    private Node[] heads = new Node[LEAST_ROWS];   // of lists that go on by nextAlike; a power of two
    private Crowd[] crowds = new Crowd[LEAST_ROWS];   // null where there is one or none
    private int size;

    void add(Node node) {
        if (ROWS_EACH * ++size > heads.length) grow();
        put(node);
    }

    private void put(Node node) {
        int row = row(node.tail);
        Node head = heads[row];
        heads[row] = node;
        if (head == null) return;
        node.nextAlike = head;
        head.previousAlike = node;
        if (crowds[row] == null) crowds[row] = new Crowd(head);
        crowds[row].count(node, 1);
    }

    void remove(Node node) {
        size--;
        take(node, row(node.tail));
    }

    private void take(Node node, int row) {
        if (node.nextAlike == null && node.previousAlike == null) {
            heads[row] = null;
            return;
        }
        if (node.previousAlike == null) heads[row] = node.nextAlike;
        else node.previousAlike.nextAlike = node.nextAlike;
        if (node.nextAlike != null) node.nextAlike.previousAlike = node.previousAlike;
        node.nextAlike = null;
        node.previousAlike = null;
        if (heads[row].nextAlike == null) crowds[row] = null;
        else crowds[row].count(node, -1);
    }

    private int row(int tail) {
        return (tail ^ tail >>> 16) & heads.length - 1;
    }

    private void grow() {
        Tails old = new Tails();
        old.heads = heads;
        old.crowds = crowds;
        heads = new Node[2 * old.heads.length];
        crowds = new Crowd[heads.length];
        for (int row = 0; row < old.heads.length; row++) {
            for (Node node = old.heads[row]; node != null; node = old.heads[row]) {
                old.take(node, row);
                put(node);
            }
        }
    }

    /**
     * @return whether {@code node} may have a value and the end of its target in common with a request of another client to another
     *     server; true as well where there are too many to tell
     */
    boolean mayShareMark(Node node) {
        int row = row(node.tail);
        Node head = heads[row];
        if (head == null) return false;
        return (crowds[row] == null || crowds[row].hasOthersThan(node)) && mayShareMark(node, head);
    }

    private static boolean mayShareMark(Node node, Node head) {
        int compared = 0;
        for (Node other = head; other != null; other = other.nextAlike) {
            if (++compared > MOST_COMPARED) return !node.marks().isEmpty();
            if (other.tail != node.tail || other.client().equals(node.client()) || other.sameServer(node)) continue;
            if (node.marks().isEmpty()) return false;
            if (node.sharesMark(other)) return true;
        }
        return false;
    }
}
