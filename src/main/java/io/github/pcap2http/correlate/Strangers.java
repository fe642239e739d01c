package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;

/**
 * Kinds of requests that a host made though nobody had asked it, such as health checks; the last ones, {@value #MOST} at most. When
 * such a one is made while somebody asks for the same, by chance, it is no attempt, however well it fits. What a request is like is told by
 * its target, its Host, and which fields it has in which order: programs differ in that.
 */
final class Strangers {
    private static final int MOST = 1 << 14;
    /** So long what was learnt may turn out to be wrong: the request that caused it is missing from the capture. */
    private static final long DOUBT_NANOS = 1_000_000_000L;

    private final RecentKinds known = new RecentKinds(MOST);
    private long[] lessons = new long[64];   // kind and when it was learnt, from the first on, around; a power of two, 2 * MOST at most
    private int firstLesson;
    private int lessonsEnd;   // both only grow

    /** Nobody that is in the capture can have caused {@code node}, or one that is like it. */
    void add(Node node) {
        int looks = looks(node);
        learn(same(node, looks), node.began());
        learn(any(node, looks), node.began());
    }

    private void learn(long kind, long began) {
        if (!known.add(kind)) return;
        while (firstLesson != lessonsEnd && (lessonsEnd - firstLesson == 2 * MOST || lessons[at(firstLesson + 1)] + DOUBT_NANOS < began)) firstLesson += 2;
        if (lessonsEnd - firstLesson == lessons.length) grow();
        lessons[at(lessonsEnd++)] = kind;
        lessons[at(lessonsEnd++)] = began;
    }

    private int at(int place) {
        return place & lessons.length - 1;
    }

    private void grow() {
        long[] more = new long[2 * lessons.length];
        for (int place = firstLesson; place != lessonsEnd; place++) more[place & more.length - 1] = lessons[at(place)];
        lessons = more;
    }

    /** Requests are missing from the capture, about at {@code nanos}: what was learnt just before may be wrong. */
    void doubt(long nanos) {
        for (int place = firstLesson; place != lessonsEnd; place += 2) {
            if (lessons[at(place + 1)] + DOUBT_NANOS >= nanos) known.remove(lessons[at(place)]);
        }
        firstLesson = lessonsEnd;
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
        return mixed(node.clientHash, looks, node.tail);
    }

    private static long any(Node node, int looks) {
        return mixed(node.clientHash, looks, ~node.serverHash);
    }

    private static long mixed(int host, int looks, int what) {
        return mixed(mixed(mixed(0, host), looks), what);
    }

    private static long mixed(long hash, int part) {
        long product = (hash ^ part) * 0x9e3779b97f4a7c15L;
        return product ^ product >>> 29;
    }

    private static int looks(Node node) {
        int looks = node.head.version().hashCode();
        Fields fields = node.head.fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.at(i);
            looks = looks * 31 + field.name().hashCode();
            if (field.isNamed("host")) looks = looks * 31 + field.value().hashCode();
        }
        return looks;
    }
}
