package io.github.pcap2http.correlate;

import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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
        this.nodes.sort(Node.BY_BEGIN);
        this.fit = fit;
        this.routes = routes;
    }

    /** @return nanoseconds in which a proxy begins the next attempt, at most, when {@code node} has failed, or its client has gone */
    static long pause(Node node) {
        return node.connect() ? NEXT_NANOS : RETRY_NANOS;
    }

    void decide() {
        long candidates = nodes.stream().filter(node -> !node.children.isEmpty()).count();
        if (sight == Sight.HIDDEN || sight == Sight.LOSSY && candidates > 1) keepCertain();
        List<Node> lone = nodes.stream().filter(this::lone).toList();
        for (Node node : nodes) estrange(node);
        for (Node node : nodes) cutUnless(node, this::possible);
        for (Node node : nodes) narrow(node);
        for (Node node : nodes) keepDirection(node);
        alike();
        cutLate();
        if (crowded()) keepCertain();
        while (onlyChoice(node -> !node.connect()) || onlyPlace() || cutLate()) { }
        do {
            for (Node node : nodes) {
                if (node.connect()) cutUnless(node, edge -> undecided(edge.parent()) || continues(edge.parent(), node));
            }
        } while (onlyChoice(Node::connect));
        for (Node node : nodes) {
            if (node.parent != null || node.parents.isEmpty() || node.exchange == null) continue;
            node.ambiguous |= node.parents.size() > 1;
            for (Edge edge : List.copyOf(node.parents)) node.cut(edge);
        }
        lone.forEach(strangers::add);
    }

    /** Elimination needs all that there was. Where some may be missing and there are several candidates, only a value that one of them has tells. */
    private void keepCertain() {
        for (Node node : nodes) {
            node.ambiguous |= !node.parents.isEmpty() && node.parents.stream().noneMatch(Edge::certain);
            cutUnless(node, Edge::certain);
        }
    }

    /** @return whether nobody can have caused {@code node}, and would be seen if he had */
    private boolean lone(Node node) {
        if (sight != Sight.WHOLE || node.connect() || node.exchange == null || node.ambiguous) return false;
        return node.parents.isEmpty() ? !node.related : node.parents.stream().noneMatch(fit::timely);
    }

    /** That such requests are made when nobody asks is held against what is like them. */
    private void estrange(Node node) {
        if (node.connect() || node.parent != null || node.parents.stream().noneMatch(fit::timely)) return;
        keepKnownDirection(node);
        node.ambiguous |= !node.parents.isEmpty() && node.parents.stream().allMatch(this::strange);
        cutUnless(node, edge -> !strange(edge));
    }

    /** On a host that also has the clients everybody may ask everybody; there, to have asked for anything else without a cause is enough. */
    private boolean strange(Edge edge) {
        if (edge.certain() || Fit.named(edge.parent(), edge.child())) return false;
        return edge.parent().local() ? strangers.asks(edge.child()) : strangers.known(edge.child());
    }

    private boolean possible(Edge edge) {
        boolean free = edge.certain() || edge.parent().attempts.stream().allMatch(earlier -> fit.follow(earlier, edge.child()));
        return free && fit.possible(edge) && kin.sure(edge);
    }

    /** A proxy that goes on though its client has gone does so soon; what begins later is of others. @return whether there was any */
    private boolean cutLate() {
        boolean any = false;
        for (Node node : nodes) {
            if (!node.clientGone()) continue;
            List<Edge> edges = new ArrayList<>(node.children);
            edges.sort(Comparator.comparing(Edge::child, Node.BY_BEGIN));
            long until = node.ended() + pause(node);
            for (Edge edge : edges) {
                Node child = edge.child();
                boolean late = child.began() > until && child.parent == null && !edge.certain();
                if (late) child.cut(edge);
                else if (!child.succeeded()) until = Math.max(until, Math.min(child.answered(), child.ended()) + pause(child));
                any |= late;
            }
        }
        return any;
    }

    private static void cutUnless(Node node, Predicate<Edge> stays) {
        for (Edge edge : List.copyOf(node.parents)) {
            if (node.parent == null && node.exchange != null && !stays.test(edge)) node.cut(edge);
        }
    }

    /** Where some candidates are confirmed, those that are not do not count. */
    private static void narrow(Node node) {
        if (node.connect() || node.parents.size() < 2) return;
        prefer(node, edge -> edge.child().sharesMark(edge.parent()));
        prefer(node, edge -> Fit.named(edge.parent(), node));
        if (node.succeeded() && node.parents.stream().anyMatch(edge -> Fit.sameBody(edge.parent(), node))) {
            cutUnless(node, edge -> edge.certain() || !Fit.otherBody(edge.parent(), node));
        }
    }

    private static void prefer(Node node, Predicate<Edge> confirmed) {
        if (node.parents.stream().anyMatch(confirmed)) cutUnless(node, edge -> edge.certain() || confirmed.test(edge));
    }

    /** Where all is on one host, who asks whom is only seen by what servers do: one that is asked by another does not ask it. */
    private void keepDirection(Node node) {
        if (node.connect()) return;
        keepKnownDirection(node);
        Endpoint server = node.connection.server();
        Set<Endpoint> above = new HashSet<>();
        for (Edge edge : node.parents) above.add(edge.parent().connection.server());
        if (above.size() == 1) routes.add(above.iterator().next(), server);
    }

    private void keepKnownDirection(Node node) {
        cutUnless(node, edge -> edge.certain() || !routes.known(node.connection.server(), edge.parent().connection.server()));
    }

    // ---- what is handed on

    /**
     * A field of which each candidate's value is found again on the other side is handed on by the proxy; so whoever has another
     * value than the attempt is not its parent.
     */
    private void alike() {
        Map<String, Map<Node, String>> byName = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (node.connect() || node.children.isEmpty()) continue;
            for (Field field : node.head.fields()) {
                String name = field.name().toLowerCase(Locale.ROOT);
                if (!Fit.HOP.contains(name)) byName.computeIfAbsent(name, any -> new LinkedHashMap<>()).merge(node, field.value(), (a, b) -> a + ", " + b);
            }
        }
        byName.forEach((name, values) -> {
            if (new HashSet<>(values.values()).size() > 1) alike(name, values);
        });
    }

    private void alike(String name, Map<Node, String> values) {
        for (Map.Entry<Node, String> one : values.entrySet()) {
            boolean found = one.getKey().children.stream().anyMatch(edge -> one.getValue().equals(value(edge.child(), name)));
            if (!found) return;
        }
        for (Node node : nodes) {
            String value = value(node, name);
            if (value == null || node.parents.stream().noneMatch(edge -> value.equals(values.get(edge.parent())))) continue;
            cutUnless(node, edge -> edge.certain() || !values.containsKey(edge.parent()) || value.equals(values.get(edge.parent())));
        }
    }

    private static String value(Node node, String name) {
        if (node.connect()) return null;
        List<String> all = node.head.fields().all(name);
        return all.isEmpty() ? null : String.join(", ", all);
    }

    // ---- elimination

    /** Decides what has one candidate, unless another one that has no other candidate either excludes it. @return whether there was any */
    private boolean onlyChoice(Predicate<Node> which) {
        Map<Node, List<Edge>> byParent = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (node.parent != null || node.exchange == null || node.parents.size() != 1 || !which.test(node)) continue;
            Edge edge = node.parents.get(0);
            byParent.computeIfAbsent(edge.parent(), parent -> new ArrayList<>()).add(edge);
        }
        boolean any = false;
        for (List<Edge> edges : byParent.values()) {
            for (Edge edge : edges) {
                boolean disputed = edges.stream().anyMatch(other -> other != edge && !together(edge, other));
                if (disputed && !edge.certain()) edge.child().ambiguous = true;
                else if (edge.certain() || plausible(edge)) any |= take(edge);
            }
        }
        return any;
    }

    private boolean together(Edge one, Edge other) {
        return one.certain() && other.certain() || fit.follow(one.child(), other.child());
    }

    private boolean take(Edge edge) {
        edge.child().ambiguous = false;
        edge.child().belongsTo(edge, evidence(edge));
        routes.add(edge.parent().connection.server(), edge.child().connection.server());
        for (Edge other : List.copyOf(edge.parent().children)) {
            boolean open = other.child().parent == null && !other.certain();
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
        if (parent.attempts.stream().anyMatch(attempt -> !attempt.connect() && attempt.target().same(child.target()))) return true;
        return !Fit.otherAgent(parent, child) && !parent.local();
    }

    /** @return whether something may be an attempt of {@code parent}, so that it is not known what that did and when */
    private static boolean undecided(Node parent) {
        return parent.children.stream().map(Edge::child).anyMatch(child -> child.parent == null && !child.connect());
    }

    /** @return whether a failed connect stands right between what a proxy did for {@code parent} before and after it, and leads to such a server */
    private static boolean continues(Node parent, Node child) {
        long before = parent.began();
        Node next = null;
        for (Node attempt : parent.attempts) {
            if (attempt.beganBefore(child)) before = Math.max(before, Math.min(attempt.over(), child.began()));
            else if (next == null || attempt.beganBefore(next)) next = attempt;
        }
        boolean gaveUp = parent.status() >= 500;
        long after = next != null ? next.began() : gaveUp ? parent.answered() : Node.NEVER;
        long over = Math.min(child.ended(), after);
        if (child.began() - before > NEXT_NANOS || after == Node.NEVER || after - over > NEXT_NANOS) return false;
        return gaveUp && parent.attempts.isEmpty() || parent.attempts.stream().anyMatch(attempt -> likely(attempt, child));
    }

    private static boolean likely(Node attempt, Node connect) {
        Endpoint one = attempt.connection.server();
        Endpoint other = connect.connection.server();
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
            if (place < 0 || items.get(i).parents.size() < 2) continue;
            cutUnless(items.get(i), edge -> nodes.get(place) == edge.parent());
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
        return nodes.stream().filter(node -> node.parent == null && !node.parents.isEmpty() && node.succeeded()).toList();
    }

    private Matching matching(List<Node> items) {
        Map<Node, Integer> places = new HashMap<>();
        for (Node node : nodes) places.put(node, places.size());
        return new Matching(items.stream().map(item -> item.parents.stream().mapToInt(edge -> places.get(edge.parent())).toArray()).toList(), nodes.size());
    }
}
