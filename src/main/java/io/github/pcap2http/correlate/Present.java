package io.github.pcap2http.correlate;

import java.util.Collection;

/**
 * The requests that new ones may belong together with.
 *
 * <p><b>Wanted</b>: those that went to a host or came from it, with some end of their target, and those that have a value; in the order in which they
 * came. But mostly nobody asks, as what belongs together is alike in two of three: a host is the server of one and the client of the
 * other, the targets end alike, they share a value. <b>Plan</b>: hosts are counted, ends of targets are found in {@link Tails}. By what
 * these tell nobody needs to ask for most; when somebody does, all that are present are put on shelves, if they are not there already.
 */
final class Present {
    private static final int LEAST_ROOM = 64;

    private final Tails tails = new Tails();
    private Node[] unshelved = new Node[LEAST_ROOM];   // null where one has left
    private int end;   // of those
    private Shelf<Place> atServer;   // these four: null until somebody asks
    private Shelf<Place> atClient;
    private Shelf<Host> byHost;
    private Shelf<String> byMark;

    void add(Node node) {
        node.server.served++;
        node.client.sent++;
        if (node.origin != node.client) node.origin.sent++;
        tails.add(node);
        if (end == unshelved.length) makeRoom();
        node.unshelved = end;
        unshelved[end++] = node;
    }

    void remove(Node node) {
        node.server.served--;
        node.client.sent--;
        if (node.origin != node.client) node.origin.sent--;
        tails.remove(node);
        if (node.unshelved < 0) takeFromShelves(node);
        else unshelved[node.unshelved] = null;
    }

    private void makeRoom() {
        Node[] all = unshelved;
        int count = 0;
        for (Node node : all) {
            if (node != null) count++;
        }
        unshelved = new Node[Math.max(LEAST_ROOM, 4 * Integer.highestOneBit(count))];
        end = 0;
        for (Node node : all) {
            if (node == null) continue;
            node.unshelved = end;
            unshelved[end++] = node;
        }
    }

    /** @return whether any may belong together with {@code node}; if not, there is no need to ask further */
    boolean mayHaveKin(Node node) {
        return served(node) || node.server.sent > 0 || tails.mayShareMark(node);
    }

    /** @return whether any went to the client of {@code node} */
    boolean served(Node node) {
        return node.client.served > 0 || node.origin.served > 0;
    }

    // ---- what somebody asked for; views, in the order in which they came

    Collection<Node> at(Place server) {
        shelve();
        return atServer.get(server);
    }

    Collection<Node> from(Place client) {
        shelve();
        return atClient.get(client);
    }

    Collection<Node> at(Host server) {
        shelve();
        return byHost.get(server);
    }

    Collection<Node> with(String mark) {
        shelve();
        return byMark.get(mark);
    }

    private void shelve() {
        if (atServer == null) {
            atServer = new Shelf<>();
            atClient = new Shelf<>();
            byHost = new Shelf<>();
            byMark = new Shelf<>();
        }
        for (int i = 0; i < end; i++) {
            if (unshelved[i] != null) putOnShelves(unshelved[i]);
            unshelved[i] = null;
        }
        end = 0;
    }

    private void putOnShelves(Node node) {
        node.unshelved = -1;
        atServer.put(node.served(), node);
        atClient.put(node.sent(), node);
        byHost.put(node.server, node);
        for (String mark : node.marks().keySet()) byMark.put(mark, node);
    }

    private void takeFromShelves(Node node) {
        atServer.take(node.served(), node);
        atClient.take(node.sent(), node);
        byHost.take(node.server, node);
        for (String mark : node.marks().keySet()) byMark.take(mark, node);
    }
}
