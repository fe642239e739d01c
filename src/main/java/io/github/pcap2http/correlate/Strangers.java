package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Kinds of requests that a host made though nobody had asked it, such as health checks; the last {@value #MOST} of them. When such a one is
 * made while somebody asks for the same, by chance, it is no attempt, however well it fits. What a request is like is told by its target, its
 * Host, and which fields it has in which order: programs differ in that.
 */
final class Strangers {
    private static final int MOST = 10_000;
    /** So long what was learnt may turn out to be wrong: the request that caused it is missing from the capture. */
    private static final long DOUBT_NANOS = 1_000_000_000L;

    /**
     * @param server null for any
     * @param looks hash of the fields
     * @param tail of the target, which is what proxies keep of it: its hash; 0 for any
     */
    private record Kind(String host, Endpoint server, int looks, int tail) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Kind kind && looks == kind.looks && tail == kind.tail && host.equals(kind.host) && Objects.equals(server, kind.server);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * (31 * host.hashCode() + Objects.hashCode(server)) + looks) + tail;
        }
    }

    private record Lesson(Kind kind, long began) { }

    private final Map<Kind, Long> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Long> eldest) {
            return size() > MOST;
        }
    };
    private final Deque<Lesson> lessons = new ArrayDeque<>();

    /** Nobody that is in the capture can have caused {@code node}, or one that is like it. */
    void add(Node node) {
        int looks = looks(node);
        learn(same(node, looks), node.began());
        learn(any(node, looks), node.began());
    }

    private void learn(Kind kind, long began) {
        if (known.putIfAbsent(kind, began) != null) return;
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
        return known.get(same(node, looks(node))) != null;
    }

    /** @return whether such a request was made of that server, for whatever */
    boolean asks(Node node) {
        return known.get(any(node, looks(node))) != null;
    }

    private static Kind same(Node node, int looks) {
        return new Kind(node.client, null, looks, node.target.tail().hashCode());
    }

    private static Kind any(Node node, int looks) {
        return new Kind(node.client, node.connection.server(), looks, 0);
    }

    private static int looks(Node node) {
        int looks = node.head.version().hashCode();
        for (Field field : node.head.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            looks = looks * 31 + name.hashCode();
            if (name.equals("host")) looks = looks * 31 + field.value().hashCode();
        }
        return looks;
    }
}
