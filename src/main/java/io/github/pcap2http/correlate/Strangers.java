package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Field;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Kinds of requests that a host made though nobody had asked it, such as health checks; the last ones, {@value #MOST} at most. When
 * such a one is made while somebody asks for the same, by chance, it is no attempt, however well it fits. What a request is like is told by
 * its target, its Host, and which fields it has in which order: programs differ in that.
 */
final class Strangers {
    private static final int MOST = 1 << 14;
    /** So long what was learnt may turn out to be wrong: the request that caused it is missing from the capture. */
    private static final long DOUBT_NANOS = 1_000_000_000L;

    private record Lesson(long kind, long began) { }

    private final RecentKinds known = new RecentKinds(MOST);
    private final Deque<Lesson> lessons = new ArrayDeque<>();

    /** Nobody that is in the capture can have caused {@code node}, or one that is like it. */
    void add(Node node) {
        int looks = looks(node);
        learn(same(node, looks), node.began());
        learn(any(node, looks), node.began());
    }

    private void learn(long kind, long began) {
        if (!known.add(kind)) return;
        lessons.add(new Lesson(kind, began));
        while (lessons.size() > MOST || lessons.peek().began() + DOUBT_NANOS < began) lessons.poll();
    }

    /** Requests are missing from the capture, about at {@code nanos}: what was learnt just before may be wrong. */
    void doubt(long nanos) {
        for (Lesson lesson : lessons) {
            if (lesson.began() + DOUBT_NANOS >= nanos) known.remove(lesson.kind());
        }
        lessons.clear();
    }

    /** @return whether such a request was made for the same, of whatever server */
    boolean known(Node node) {
        return known.contains(same(node, looks(node)));
    }

    /** @return whether such a request was made of that server, for whatever */
    boolean asks(Node node) {
        return known.contains(any(node, looks(node)));
    }

    /** A kind is a hash: if two had the same, once in a lifetime, a link would be missing. */
    private static long same(Node node, int looks) {
        return mixed(node.client.hashCode(), looks, node.tail);
    }

    private static long any(Node node, int looks) {
        Endpoint server = node.connection.server();
        return mixed(node.client.hashCode(), looks, ~(31 * server.address().hashCode() + server.port()));
    }

    private static long mixed(int... parts) {
        long hash = 0;
        for (int part : parts) {
            hash = (hash ^ part) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    private static int looks(Node node) {
        int looks = node.head.version().hashCode();
        for (Field field : node.head.fields()) {
            looks = looks * 31 + field.name().hashCode();
            if (field.name().equalsIgnoreCase("host")) looks = looks * 31 + field.value().hashCode();
        }
        return looks;
    }
}
