package io.github.pcap2http.view;

import java.util.ArrayDeque;

/** Lines that wait to be written, in the order of their packets, and the memory that they take. */
final class Waiting {
    static final int MOST = 10_000;           // lines
    static final int MOST_BYTES = 8 << 20;

    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private long weight;   // bytes

    void add(Line line) {
        lines.addLast(line);
        weight += line.weight();
        line.among(this);
    }

    /** One of them takes so many bytes more. */
    void grew(int bytes) {
        weight += bytes;
    }

    /** @return the one that waits the longest; null when there is none */
    Line first() {
        return lines.peekFirst();
    }

    /** @return the one that waited the longest, of at least one */
    Line remove() {
        Line line = lines.removeFirst();
        line.among(null);
        weight -= line.weight();
        return line;
    }

    boolean tooMany() {
        return lines.size() > MOST || weight > MOST_BYTES;
    }
}
