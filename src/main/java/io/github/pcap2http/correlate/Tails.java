package io.github.pcap2http.correlate;

/**
 * Requests that are present, by the ends of their targets: a proxy that no address tells of leaves that and some value as they are. A hash
 * table of the nodes themselves, since each request is put here, and hardly any one is found.
 */
final class Tails {
    /** So many others are looked at for a value that they share with a new one. */
    private static final int MOST_COMPARED = 32;

    private Node[] heads = new Node[256];   // of lists that go on by nextAlike; the length is a power of two
    private int size;

    void add(Node node) {
        if (size++ == heads.length) grow();
        link(node);
    }

    private void link(Node node) {
        int row = row(node.tail);
        Node next = heads[row];
        node.nextAlike = next;
        if (next != null) next.lastAlike = node;
        heads[row] = node;
    }

    private int row(int tail) {
        return (tail ^ tail >>> 16) & heads.length - 1;
    }

    private void grow() {
        Node[] old = heads;
        heads = new Node[2 * old.length];
        for (Node head : old) {
            for (Node node = head, next; node != null; node = next) {
                next = node.nextAlike;
                node.lastAlike = null;
                link(node);
            }
        }
    }

    void remove(Node node) {
        size--;
        if (node.lastAlike == null) heads[row(node.tail)] = node.nextAlike;
        else node.lastAlike.nextAlike = node.nextAlike;
        if (node.nextAlike != null) node.nextAlike.lastAlike = node.lastAlike;
        node.nextAlike = null;
        node.lastAlike = null;
    }

    /**
     * @return whether {@code node} may have a value and the end of its target in common with a request of another client to another
     *     server; true as well where there are too many to tell
     */
    boolean mayShareMark(Node node) {
        int compared = 0;
        for (Node other = heads[row(node.tail)]; other != null; other = other.nextAlike) {
            if (other.tail != node.tail) continue;
            if (++compared > MOST_COMPARED) return !node.marks().isEmpty();
            if (!other.client.equals(node.client) && !other.sameServer(node) && node.sharesMark(other)) return true;
        }
        return false;
    }
}
