package io.github.pcap2http.correlate;

import java.util.Collection;

/**
 * The requests that new ones may belong together with.
 *
 * <p><b>Wanted</b>: those that went to a host or came from it, with some end of their target, and those that have a value; in the order in which they
 * came. But mostly nobody asks, as what belongs together is alike in two of three: a host is the server of one and the client of the
 * other, the targets end alike, they share a value. <b>Plan</b>: ends of targets are found in {@link Tails}; hosts are counted, once there is
 * one that both asks and is asked. By what these tell nobody needs to ask for most; when somebody does, all that are present are put on
 * shelves, if they are not there already.
 */
final class Present {
    private static final int LEAST_ROOM = 1 << 11;   // so that who stays long is seldom moved

    private final Tails tails = new Tails();
    private Node[] all = new Node[LEAST_ROOM];   // in the order in which they came; null where one has left
    private int end;   // of those
    private int shelved;   // so many of these places are of those that are on shelves
    private boolean counting;
    private Shelf<Place> atServer;   // these four: null until somebody asks
    private Shelf<Place> atClient;
    private Shelf<Host> byHost;
    private Shelf<String> byMark;

    void add(Node node) {
        if (counting) count(node, 1);
        tails.add(node);
        if (end == all.length) makeRoom();
        node.presentAt = end;
        all[end++] = node;
    }

    void remove(Node node) {
        if (counting) count(node, -1);
        tails.remove(node);
        if (node.presentAt < shelved) takeFromShelves(node);
        all[node.presentAt] = null;
    }

    private void makeRoom() {
        int count = 0;
        for (Node node : all) {
            if (node != null) count++;
        }
        Node[] old = all;
        all = new Node[Math.max(LEAST_ROOM, 4 * Integer.highestOneBit(count))];
        int before = shelved;
        end = 0;
        for (int i = 0; i < old.length; i++) {
            if (i == before) shelved = end;
            if (old[i] == null) continue;
            old[i].presentAt = end;
            all[end++] = old[i];
        }
        if (before == old.length) shelved = end;
    }

    // ---- hosts

    /** {@link Host#served} and {@link Host#sent} are to be known, from now on. @return whether they were */
    boolean countHosts() {
        if (counting) return true;
        counting = true;
        countAll(1);
        return false;
    }

    /** They need not be known any more, and are 0. */
    void stopCounting() {
        countAll(-1);
        counting = false;
    }

    private void countAll(int by) {
        for (int i = 0; i < end; i++) {
            if (all[i] != null) count(all[i], by);
        }
    }

    private static void count(Node node, int by) {
        Hosts.Ends ends = node.ends;
        ends.server.served += by;
        ends.client.sent += by;
        if (ends.origin != ends.client) ends.origin.sent += by;
    }

    /** @return whether any may belong together with {@code node}; if not, there is no need to ask further */
    boolean mayHaveKin(Node node) {
        return counting && (served(node) || node.server().sent > 0) || tails.mayShareMark(node);
    }

    /** @return whether any went to the client of {@code node} */
    boolean served(Node node) {
        return counting && (node.client().served > 0 || node.origin().served > 0);
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
        for (int i = shelved; i < end; i++) {
            if (all[i] != null) putOnShelves(all[i]);
        }
        shelved = end;
    }

    private void putOnShelves(Node node) {
        atServer.put(node.served(), node);
        atClient.put(node.sent(), node);
        byHost.put(node.server(), node);
        for (String mark : node.marks().keySet()) byMark.put(mark, node);
    }

    private void takeFromShelves(Node node) {
        atServer.take(node.served(), node);
        atClient.take(node.sent(), node);
        byHost.take(node.server(), node);
        for (String mark : node.marks().keySet()) byMark.take(mark, node);
    }
}
