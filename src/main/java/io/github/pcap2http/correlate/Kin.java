package io.github.pcap2http.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may have caused what. Looks among the requests that are here for those that a new one may be an attempt of: they are to the host that
 * sends it, not to the server that it is for, are of the same connection never, and have a target that a proxy may have changed into
 * its own, or a value that no other one has.
 */
final class Kin {
    /** With more requests that may be its parent, an attempt has none: nothing would tell which. */
    private static final int MAX_PARENTS = 64;
    /** With more of them open at a host, it is not looked which one a connect may belong to. */
    private static final int MAX_AT_HOST = 256;
    /** With more requests of the same open between two hosts, only values that one of them has tell more; they are not gone through for each. */
    private static final int MAX_AT_PLACE = 1024;
    /** Attempts of one request. */
    private static final int MAX_ATTEMPTS = 1000;

    private long slack;   // nanoseconds that clocks of different captures may differ by
    private Recent recent;   // null where one clock told the time
    private final Hosts hosts;
    private final Present present;

    Kin(Hosts hosts, Present present) {
        this.hosts = hosts;
        this.present = present;
    }

    /** Counts what requests have, which is to be known before clocks differ. */
    void count() {
        recent = new Recent();
    }

    void slack(long nanos) {
        slack = nanos;
    }

    void add(Node node) {
        if (recent != null) recent.add(node);
        present.add(node);
    }

    void remove(Node node) {
        present.remove(node);
    }

    /** Joins a request that is not added yet to those that it may belong to. */
    void relate(Node node) {
        if (!present.mayHaveKin(node)) return;
        Set<Node> others = null;   // still mostly none
        for (Host host : names(node)) {
            Collection<Node> there = present.at(host.equals(node.client()) ? node.sent() : new Place(host, node.target().tail()));
            node.ambiguous |= there.size() > MAX_AT_PLACE;
            if (there.size() <= MAX_AT_PLACE) others = with(others, there);
        }
        Collection<Node> asked = present.from(node.served());
        if (asked.size() <= MAX_AT_PLACE) others = with(others, asked);
        for (String mark : node.marks().keySet()) {
            Collection<Node> holders = present.with(mark);
            if (holders.size() <= MAX_PARENTS) others = with(others, holders);
        }
        if (others == null) return;
        if (slack == 0 && asked.size() <= MAX_AT_PLACE) share(node);
        List<Node> parents = new ArrayList<>();
        List<Node> children = new ArrayList<>();
        for (Node other : others) {
            if (mayCause(other, node)) parents.add(other);
            else if (mayCause(node, other)) children.add(other);
        }
        join(parents, node);
        for (Node child : children) {
            if (!child.certain() && child.parents().size() < MAX_PARENTS) Node.join(node, child, null);
        }
    }

    private void share(Node node) {
        for (Node attempt : present.from(node.served())) {
            if (!Sharing.note(attempt, node)) break;
        }
        Collection<Node> earlier = present.from(node.sent());
        node.notCollapsed = earlier.size() > MAX_AT_HOST;
        for (Node one : earlier) {
            if (node.notCollapsed) break;
            node.notCollapsed = Sharing.notCollapsed(one, node);
        }
    }

    private static Set<Node> with(Set<Node> all, Collection<Node> more) {
        if (more.isEmpty()) return all;
        Set<Node> both = all == null ? new LinkedHashSet<>() : all;
        both.addAll(more);
        return both;
    }

    /** Joins an attempt to connect to the requests that are open at its host. @return whether there are any */
    boolean relateConnect(Node connect) {
        if (!present.served(connect)) return false;
        Set<Node> at = new LinkedHashSet<>();
        for (Host host : names(connect)) at.addAll(present.at(host));
        if (at.size() > MAX_AT_HOST) return false;
        List<Node> parents = new ArrayList<>();
        for (Node node : at) {
            if ((node.exchange == null || node.clientGone()) && !node.sameServer(connect)) parents.add(node);
        }
        if (parents.size() > MAX_PARENTS) return false;
        for (Node parent : nearest(parents, connect)) Node.join(parent, connect, null);
        return !connect.parents().isEmpty();
    }

    /** @return how the host that made the attempt may be named in requests to it */
    private static List<Host> names(Node child) {
        return child.origin().equals(child.client()) ? List.of(child.client()) : List.of(child.client(), child.origin());
    }

    private boolean mayCause(Node parent, Node child) {
        if (parent.connection().firstFrame() == child.connection().firstFrame() || parent.sameServer(child)) return false;
        if (parent.attempts().size() >= MAX_ATTEMPTS || parent.began() > child.began() + slack || parent.mayCauseUntil() < child.began() - slack) return false;
        if (slack > 0 ? oneWay(child, parent) : !parent.beganBefore(child)) return false;
        boolean proxied = Hosts.proxied(parent, child);
        if (!parent.beganBefore(child) && !oneWay(parent, child)) return false;
        boolean related = sameMethod(parent, child) && parent.target().mayBecome(child.target());
        if (proxied && related) return true;
        if (!parent.sharesMark(child)) return false;
        if (proxied) return !parent.local();
        return related && !parent.client().equals(child.client()) && !hosts.excluded(parent, child);
    }

    /**
     * Where clocks differ, a request may seem to be open when an attempt begins which another one caused, that is over by then. So it must
     * be the only one with what the attempt has as well, and addresses, or the name that a proxy left, must tell which of them caused the other.
     */
    boolean sure(Edge edge) {
        if (slack == 0) return true;
        Node parent = edge.parent();
        Node child = edge.child();
        if (child.connect()) return false;
        boolean directed = oneWay(parent, child) || Fit.announced(parent, child);
        return directed && (onlyWith(parent, child) || !edge.certain() && recent.only(parent, parent.head.target()));
    }

    /** @return whether there is a value that both have, and no other request to the same server as {@code parent} */
    private boolean onlyWith(Node parent, Node child) {
        for (String mark : parent.marks().keySet()) {
            if (child.marks().containsKey(mark) && recent.only(parent, mark)) return true;
        }
        return false;
    }

    /** @return whether by their addresses {@code parent} may have caused {@code child}, but not the other way round */
    private static boolean oneWay(Node parent, Node child) {
        return Hosts.proxied(parent, child) && !Hosts.proxied(child, parent);
    }

    private static boolean sameMethod(Node parent, Node child) {
        String asked = parent.head.method();
        return asked.equals(child.head.method()) || asked.equals("HEAD") && child.head.method().equals("GET");
    }

    private void join(List<Node> all, Node child) {
        List<Node> parents = nearest(all, child);
        Node owner = null;
        String name = null;
        boolean several = false;
        for (Map.Entry<String, String> mark : child.marks().entrySet()) {
            Node holder = only(parents, mark.getKey());
            if (holder == null) continue;
            several |= owner != null && owner != holder;
            if (owner == null) name = mark.getValue();
            owner = holder;
        }
        if (owner != null && !several) {
            Node.join(owner, child, name);
        } else if (parents.size() > MAX_PARENTS) {
            child.ambiguous = true;
        } else {
            for (Node parent : parents) Node.join(parent, child, null);
        }
    }

    /** @return the one of {@code parents} that has the value; null when there is none, and when there are several */
    private static Node only(List<Node> parents, String mark) {
        Node holder = null;
        for (Node parent : parents) {
            if (!parent.marks().containsKey(mark)) continue;
            if (holder != null) return null;
            holder = parent;
        }
        return holder;
    }

    /** Where some parents were to the host that made the attempt, others do not count, nor do those at other addresses of a loopback network. */
    private static List<Node> nearest(List<Node> parents, Node child) {
        List<Node> near = new ArrayList<>();
        for (Node parent : parents) {
            if (Hosts.near(parent, child)) near.add(parent);
        }
        return near.isEmpty() ? parents : near;
    }
}
