package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether what is known of two exchanges that have ended lets one be an attempt of the other. It takes proxies for what they are: they read a
 * request's head before they ask for it elsewhere, try one server after the other, and hand on what the last one answered.
 */
final class Fit {
    /** A time-out of the proxy ends an attempt only about when the next one begins. */
    private static final long TIMEOUT_NANOS = 10_000_000;
    /** Fields that no proxy hands on, or that it writes anew for each hop. */
    static final Set<String> HOP = Set.of("host", "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
        "content-length", "via", "forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-server",
        "x-real-ip", "client-ip", "max-forwards", "expect", "date");

    private long slack;   // nanoseconds that clocks of different captures may differ by

    void slack(long nanos) {
        slack = nanos;
    }

    /** @return whether the child began while the parent waited for its response */
    boolean timely(Edge edge) {
        Node parent = edge.parent();
        Node child = edge.child();
        return child.began() + slack >= parent.began() && child.began() - slack <= Math.min(parent.mayCauseUntil(), parent.answered());
    }

    /** @return whether times, methods and results allow for it. What a mark shows needs only that the parent was there */
    boolean possible(Edge edge) {
        Node parent = edge.parent();
        Node child = edge.child();
        if (child.began() - slack > parent.mayCauseUntil() || child.began() + slack < parent.began()) return false;
        if (givenUpFor(parent, child) || mayHaveBeenOver(parent)) return false;
        if (edge.certain() || parent.exchange == null) return true;
        if (child.began() > parent.answered() + slack) return false;
        if (child.connect()) return true;
        if (differ(parent.exchange.request().body(), child.exchange.request().body())) return false;
        return !child.succeeded() || answers(parent, child);
    }

    /** @return whether, on one host, the client left the one when it had the other's response: then it asked both, and took the first answer */
    private static boolean givenUpFor(Node parent, Node child) {
        return parent.local() && parent.clientGone() && child.succeeded() && child.ended() <= parent.clientLeft();
    }

    /** @return whether, on one host, its response is missing: then it may be the attempt before the other one, and have been over when that began */
    private static boolean mayHaveBeenOver(Node parent) {
        return parent.local() && parent.exchange != null && parent.exchange.response() == null && parent.exchange.responseLost() > 0;
    }

    /** @return whether what {@code child} got may be what {@code parent} got; a client that went away got anything */
    private boolean answers(Node parent, Node child) {
        if (parent.response() == null || !parent.whole()) return true;
        if (parent.answered() + slack < child.answered()) return false;
        int got = child.status();
        int gave = parent.status();
        if (got == gave) return true;
        return got == 304 && (gave == 200 || gave == 206) || got == 200 && (gave == 206 || gave == 304 || gave == 416) || got == 206 && gave == 200;
    }

    /** Whether two attempts of one parent can be, which is not in doubt: the first had failed when the second began. */
    boolean follow(Node one, Node other) {
        Node first = one.beganBefore(other) ? one : other;
        Node second = first == one ? other : one;
        if (first.succeeded()) return false;
        long over = first.answered() == Node.NEVER && first.exchange != null ? first.ended() - TIMEOUT_NANOS : first.over();
        return over <= second.began() + slack;
    }

    /** @return whether both bodies are known and different; a proxy may leave a body out, but not put one in */
    private static boolean differ(Body parent, Body child) {
        if (!parent.complete() || !child.complete()) return false;
        return !child.kept().isEmpty() && !child.kept().sameAs(parent.kept());
    }

    /** @return whether the response of {@code parent} is the very one of {@code child}, with a body that tells */
    static boolean sameBody(Node parent, Node child) {
        Body one = body(parent);
        Body other = body(child);
        return one != null && other != null && !one.kept().isEmpty() && one.kept().sameAs(other.kept());
    }

    /** @return whether both have the same status and whole bodies that differ */
    static boolean otherBody(Node parent, Node child) {
        Body one = body(parent);
        Body other = body(child);
        return one != null && other != null && parent.status() == child.status() && !one.kept().sameAs(other.kept());
    }

    private static Body body(Node node) {
        Response response = node.exchange == null ? null : node.response();
        if (response == null || !node.whole() || node.head == null || node.head.method().equals("HEAD")) return null;
        return response.body().complete() ? response.body() : null;
    }

    /** @return whether the response of {@code parent} is that of {@code child}, by its body or by its fields */
    static boolean sameAnswer(Node parent, Node child) {
        if (sameBody(parent, child)) return true;
        if (parent.status() < 0 || parent.status() != child.status()) return false;
        List<Field> kept = new ArrayList<>();
        for (Field field : child.response().fields()) {
            if (!HOP.contains(field.name().toLowerCase(Locale.ROOT))) kept.add(field);
        }
        for (Field field : kept) {
            if (!parent.response().fields().all(field.name()).contains(field.value())) return false;
        }
        return kept.size() > 1;
    }

    /** @return whether an attempt without an answer was followed by an error for the client */
    boolean failedBoth(Node parent, Node child) {
        return child.status() < 0 && parent.status() >= 500 && child.over() <= parent.answered() + TIMEOUT_NANOS + slack;
    }

    /** @return whether a proxy left its name in {@code child}, and not yet in {@code parent} (RFC 9110, section 7.6.3) */
    static boolean announced(Node parent, Node child) {
        return child.head.fields().members("via").size() > parent.head.fields().members("via").size();
    }

    /** @return whether {@code child} says that it is made for the client of {@code parent} */
    static boolean named(Node parent, Node child) {
        List<String> chain = child.head.fields().members("x-forwarded-for");
        if (!chain.isEmpty()) return isClient(parent, chain.get(chain.size() - 1));
        List<String> forwarded = child.head.fields().members("forwarded");
        if (forwarded.isEmpty()) return false;
        for (String pair : forwarded.get(forwarded.size() - 1).split(";")) {
            if (pair.strip().toLowerCase(Locale.ROOT).startsWith("for=")) return isClient(parent, pair.strip().substring(4).replace("\"", ""));
        }
        return false;
    }

    private static boolean isClient(Node parent, String name) {
        Endpoint client = parent.connection().client();
        Endpoint real = parent.connection().realClient();
        return is(client, name) || real != null && is(real, name);
    }

    private static boolean is(Endpoint end, String name) {
        return name.equals(end.address()) || name.equals(end.toString()) || name.equals("[" + end.address() + "]")
            || name.equals(end.address() + ":" + end.port());
    }

    /** @return whether the clients seem to be of different kinds, so that only more than circumstances can join the two */
    static boolean otherAgent(Node parent, Node child) {
        Request above = parent.head;
        Request below = child.head;
        String asked = above.fields().first("user-agent");
        String passed = below.fields().first("user-agent");
        return passed != null && !passed.equals(asked);
    }
}
