package io.github.pcap2http.correlate;

import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Exchanges that have ended and may belong together, decided all at once by elimination: first goes what cannot be, then what something
 * else excludes, until nothing changes. What still has several parents then is left without.
 */
final class Group {
    /** Between a connect that failed and what the proxy did before and after it for the same request; HAProxy waits a second. */
    private static final long NEXT_NANOS = 3_000_000_000L;

    /** So long after an attempt failed that was no mere connect a proxy begins the next one, at most, though its client has gone. */
    private static final long RETRY_NANOS = 20_000_000;

    private final List<Node> nodes;
    private final Kin kin;
    private final Fit fit;
    private final Routes routes;
    private final Strangers strangers;
    private final Sight sight;

    Group(List<Node> nodes, Kin kin, Fit fit, Routes routes, Strangers strangers, Sight sight) {
        this.kin = kin;
        this.sight = sight;
        this.strangers = strangers;
        this.nodes = new ArrayList<>(nodes);
        Collections.sort(this.nodes);
        this.fit = fit;
        this.routes = routes;
    }

    /** @return nanoseconds in which a proxy begins the next attempt, at most, when {@code node} has failed, or its client has gone */
    static long pause(Node node) {
        return node.connect() ? NEXT_NANOS : RETRY_NANOS;
    }

    void decide() {
        if (sight == Sight.HIDDEN || sight == Sight.LOSSY && severalCandidates()) keepCertain();
        List<Node> uncaused = new ArrayList<>();
        for (Node node : nodes) {
            if (uncaused(node)) uncaused.add(node);
        }
        for (Node node : nodes) estrange(node);
        for (Node node : nodes) keepPossible(node);
        for (Node node : nodes) narrow(node);
        for (Node node : nodes) keepDirection(node);
        new HandedOn(nodes).cutOthers();
        cutLate();
        if (crowded()) keepCertain();
        while (onlyChoice(false) || onlyPlace() || cutLate()) { }
        do {
            for (Node node : nodes) keepSequence(node);
        } while (onlyChoice(true));
        for (Node node : nodes) {
            if (node.parent() != null || node.parents().isEmpty() || node.exchange == null) continue;
            node.ambiguous |= node.parents().size() > 1;
            for (Edge edge : List.copyOf(node.parents())) node.cut(edge);
        }
        for (Node node : uncaused) strangers.add(node);
    }

    private boolean severalCandidates() {
        int candidates = 0;
        for (Node node : nodes) {
            if (!node.children().isEmpty()) candidates++;
        }
        return candidates > 1;
    }

    /** Elimination needs all that there was. Where some may be missing and there are several candidates, only a value that one of them has tells. */
    private void keepCertain() {
        for (Node node : nodes) {
            node.ambiguous |= !node.parents().isEmpty() && !node.certain();
            for (Edge edge : node.open()) {
                if (!edge.certain()) node.cut(edge);
            }
        }
    }

    /** @return whether nobody can have caused {@code node}, and would be seen if he had */
    private boolean uncaused(Node node) {
        if (sight != Sight.WHOLE || node.connect() || node.exchange == null || node.ambiguous) return false;
        return node.parents().isEmpty() ? !node.mayBeAttempt : !timely(node);
    }

    private boolean timely(Node node) {
        for (Edge edge : node.parents()) {
            if (fit.timely(edge)) return true;
        }
        return false;
    }

    /** That such requests are made when nobody asks is held against what is like them. */
    private void estrange(Node node) {
        if (node.connect() || node.parent() != null || !timely(node)) return;
        keepKnownDirection(node);
        List<Edge> strange = new ArrayList<>();
        for (Edge edge : node.parents()) {
            if (strange(edge)) strange.add(edge);
        }
        node.ambiguous |= !strange.isEmpty() && strange.size() == node.parents().size();
        if (node.exchange == null) return;
        for (Edge edge : strange) node.cut(edge);
    }

    /** On a host that also has the clients everybody may ask everybody; there, to have asked for anything else without a cause is enough. */
    private boolean strange(Edge edge) {
        if (edge.certain() || Fit.named(edge.parent(), edge.child())) return false;
        return edge.parent().local() ? strangers.asks(edge.child()) : strangers.known(edge.child());
    }

    private void keepPossible(Node node) {
        for (Edge edge : node.open()) {
            if (!free(edge) || !fit.possible(edge) || !kin.sure(edge)) node.cut(edge);
        }
    }

    private boolean free(Edge edge) {
        if (edge.certain()) return true;
        for (Node earlier : edge.parent().attempts()) {
            if (!fit.follow(earlier, edge.child())) return false;
        }
        return true;
    }

    /** A proxy that goes on though its client has gone does so soon; what begins later is of others. @return whether there was any */
    private boolean cutLate() {
        boolean any = false;
        for (Node node : nodes) {
            if (!node.clientGone()) continue;
            List<Edge> edges = new ArrayList<>(node.children());
            Collections.sort(edges);
            long until = node.ended() + pause(node);
            for (Edge edge : edges) {
                Node child = edge.child();
                boolean late = child.began() > until && child.parent() == null && !edge.certain();
                if (late) child.cut(edge);
                else if (!child.succeeded()) until = Math.max(until, Math.min(child.answered(), child.ended()) + pause(child));
                any |= late;
            }
        }
        return any;
    }

    /** Where some candidates are confirmed, those that are not do not count. */
    private static void narrow(Node node) {
        if (node.connect() || node.parents().size() < 2) return;
        List<Edge> marked = new ArrayList<>();
        for (Edge edge : node.parents()) {
            if (node.sharesMark(edge.parent())) marked.add(edge);
        }
        prefer(node, marked);
        List<Edge> named = new ArrayList<>();
        for (Edge edge : node.parents()) {
            if (Fit.named(edge.parent(), node)) named.add(edge);
        }
        prefer(node, named);
        if (!node.succeeded() || !sameBody(node)) return;
        for (Edge edge : node.open()) {
            if (!edge.certain() && Fit.otherBody(edge.parent(), node)) node.cut(edge);
        }
    }

    private static void prefer(Node node, List<Edge> confirmed) {
        if (confirmed.isEmpty()) return;
        for (Edge edge : node.open()) {
            if (!edge.certain() && !confirmed.contains(edge)) node.cut(edge);
        }
    }

    private static boolean sameBody(Node node) {
        for (Edge edge : node.parents()) {
            if (Fit.sameBody(edge.parent(), node)) return true;
        }
        return false;
    }

    /** Where all is on one host, who asks whom is only seen by what servers do: one that is asked by another does not ask it. */
    private void keepDirection(Node node) {
        if (node.connect()) return;
        keepKnownDirection(node);
        Endpoint server = node.connection().server();
        Set<Endpoint> above = new HashSet<>();
        for (Edge edge : node.parents()) above.add(edge.parent().connection().server());
        if (above.size() == 1) routes.add(above.iterator().next(), server);
    }

    private void keepKnownDirection(Node node) {
        for (Edge edge : node.open()) {
            if (!edge.certain() && routes.known(node.connection().server(), edge.parent().connection().server())) node.cut(edge);
        }
    }

    // ---- elimination

    /**
     * Decides what has one candidate, unless another one that has no other candidate either excludes it.
     *
     * @param connects whether attempts to connect are decided, or all others
     * @return whether there was any
     */
    private boolean onlyChoice(boolean connects) {
        Map<Node, List<Edge>> byParent = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (node.parent() != null || node.exchange == null || node.parents().size() != 1 || node.connect() != connects) continue;
            Edge edge = node.parents().get(0);
            List<Edge> edges = byParent.get(edge.parent());
            if (edges == null) {
                edges = new ArrayList<>(1);
                byParent.put(edge.parent(), edges);
            }
            edges.add(edge);
        }
        boolean any = false;
        for (List<Edge> edges : byParent.values()) {
            for (Edge edge : edges) {
                if (!edge.certain() && disputed(edge, edges)) edge.child().ambiguous = true;
                else if (edge.certain() || plausible(edge)) any |= take(edge);
            }
        }
        return any;
    }

    private boolean disputed(Edge edge, List<Edge> all) {
        for (Edge other : all) {
            if (other != edge && !together(edge, other)) return true;
        }
        return false;
    }

    private boolean together(Edge one, Edge other) {
        return one.certain() && other.certain() || fit.follow(one.child(), other.child());
    }

    private boolean take(Edge edge) {
        edge.child().ambiguous = false;
        edge.child().belongsTo(edge, evidence(edge));
        routes.add(edge.parent().connection().server(), edge.child().connection().server());
        for (Edge other : List.copyOf(edge.parent().children())) {
            boolean open = other.child().parent() == null && !other.certain();
            if (open && !fit.follow(edge.child(), other.child())) other.child().cut(other);
        }
        return true;
    }

    /**
     * Whether the only candidate may be believed in. The same target at the same time is not enough where the client sits on the proxy's
     * host and may ask several servers there itself, or where another kind of client asks.
     */
    private boolean plausible(Edge edge) {
        Node parent = edge.parent();
        Node child = edge.child();
        if (child.connect()) return continues(parent, child);
        if (Fit.named(parent, child) || Fit.announced(parent, child) || Fit.sameAnswer(parent, child) || fit.failedBoth(parent, child)) return true;
        for (Node attempt : parent.attempts()) {
            if (!attempt.connect() && attempt.target().same(child.target())) return true;
        }
        return !Fit.otherAgent(parent, child) && !parent.local();
    }

    /** Of a failed connect: what it may belong to, as far as that can be told. */
    private static void keepSequence(Node node) {
        if (!node.connect()) return;
        for (Edge edge : node.open()) {
            if (!undecided(edge.parent()) && !continues(edge.parent(), node)) node.cut(edge);
        }
    }

    /** @return whether something may be an attempt of {@code parent}, so that it is not known what that did and when */
    private static boolean undecided(Node parent) {
        for (Edge edge : parent.children()) {
            if (edge.child().parent() == null && !edge.child().connect()) return true;
        }
        return false;
    }

    /** @return whether a failed connect stands right between what a proxy did for {@code parent} before and after it, and leads to such a server */
    private static boolean continues(Node parent, Node child) {
        long before = parent.began();
        Node next = null;
        for (Node attempt : parent.attempts()) {
            if (attempt.beganBefore(child)) before = Math.max(before, Math.min(attempt.over(), child.began()));
            else if (next == null || attempt.beganBefore(next)) next = attempt;
        }
        boolean gaveUp = parent.status() >= 500;
        long after = next != null ? next.began() : gaveUp ? parent.answered() : Node.NEVER;
        long over = Math.min(child.ended(), after);
        if (child.began() - before > NEXT_NANOS || after == Node.NEVER || after - over > NEXT_NANOS) return false;
        return parent.attempts().isEmpty() ? gaveUp : likely(parent, child);
    }

    private static boolean likely(Node parent, Node connect) {
        for (Node attempt : parent.attempts()) {
            if (alike(attempt.connection().server(), connect.connection().server())) return true;
        }
        return false;
    }

    private static boolean alike(Endpoint one, Endpoint other) {
        return one.port() == other.port() || one.address().equals(other.address());
    }

    private static List<String> evidence(Edge edge) {
        Node parent = edge.parent();
        Node child = edge.child();
        List<String> all = new ArrayList<>();
        if (edge.certain()) all.add("field " + edge.mark());
        if (child.connect()) return List.of("sequence");
        if (Fit.named(parent, child)) all.add("client address");
        if (parent.target().same(child.target())) all.add("target");
        else if (parent.target().mayBecome(child.target())) all.add("mapped target");
        Content sent = child.exchange.request().body().kept();
        if (!sent.isEmpty() && parent.exchange != null && sent.sameAs(parent.exchange.request().body().kept())) all.add("request body");
        if (Fit.sameBody(parent, child)) all.add("response body");
        if (!edge.certain()) all.add("time");
        return all;
    }

    /** Each attempt that succeeded answered somebody, and each request is answered once: where that leaves no choice, it is decided. */
    private boolean onlyPlace() {
        List<Node> items = answers();
        int[] forced = items.isEmpty() ? null : matching(items).forced();
        if (forced == null) return false;
        boolean any = false;
        for (int i = 0; i < forced.length; i++) {
            int place = forced[i];
            if (place < 0 || items.get(i).parents().size() < 2) continue;
            for (Edge edge : items.get(i).open()) {
                if (edge.parent() != nodes.get(place)) edge.child().cut(edge);
            }
            any = true;
        }
        return any;
    }

    /** @return whether more answers came to the host than it can have asked for: then others ask in its name, or for somebody who is not seen */
    private boolean crowded() {
        List<Node> items = answers();
        if (sight != Sight.WHOLE || items.size() < 2 || matching(items).forced() != null) return false;
        for (Node node : items) strangers.add(node);
        return true;
    }

    /** @return attempts that succeeded and are not decided */
    private List<Node> answers() {
        List<Node> items = new ArrayList<>();
        for (Node node : nodes) {
            if (node.parent() == null && !node.parents().isEmpty() && node.succeeded()) items.add(node);
        }
        return items;
    }

    private Matching matching(List<Node> items) {
        Map<Node, Integer> places = new HashMap<>();
        for (Node node : nodes) places.put(node, places.size());
        List<int[]> choices = new ArrayList<>();
        for (Node item : items) {
            int[] fitting = new int[item.parents().size()];
            for (int i = 0; i < fitting.length; i++) fitting[i] = places.get(item.parents().get(i).parent());
            choices.add(fitting);
        }
        return new Matching(choices, nodes.size());
    }
}
