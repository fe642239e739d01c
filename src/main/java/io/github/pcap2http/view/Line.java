package io.github.pcap2http.view;

import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.tcp.Standing;
import java.util.ArrayList;
import java.util.List;

/** A packet that was seen, whose line is not written yet. */
final class Line {
    /** A message that it has bytes of. */
    private record Owner(String words, String range) { }

    /** Messages that are named on a line. */
    static final int MOST_OWNERS = 16;
    private static final int OWNER = 200;   // bytes of memory, about

    final long frame;
    String begin;      // the line up to the numbers of its segment
    String block;      // what stands below it; null for nothing
    int seq;           // as the header has it, until its connection is known; then relative. So the next
    int ack;
    int flags;
    int window;
    int length = -1;   // of its data; -1: it is no segment
    String place = ""; // where it was captured, in words
    StringBuilder notes = new StringBuilder(0);
    Talk talk;         // null: it belongs to no connection
    Side from;
    Standing standing;
    boolean copy;
    private List<Owner> owners = List.of();   // as far as they are known
    private boolean more;     // than are named
    private Waiting waiting;  // that it is among; null: it is not
    boolean waits;     // for one
    boolean kept;      // it may be of a chosen exchange: it belongs to a connection, or is a piece of what may
    long clock;        // capture time when it came, in nanoseconds since the first

    Line(long frame) {
        this.frame = frame;
    }

    void note(String note) {
        notes.append(notes.length() == 0 ? "" : ", ").append(note);
    }

    /** It belongs to a message. @param range bytes of that, as far as they are known: what is said last counts */
    void own(String words, String range) {
        waits = false;
        if (owners.isEmpty()) owners = new ArrayList<>(1);
        for (int i = 0; i < owners.size(); i++) {
            if (!owners.get(i).words.equals(words)) continue;
            owners.set(i, new Owner(words, range));
            return;
        }
        more = owners.size() == MOST_OWNERS;
        if (more) return;
        owners.add(new Owner(words, range));
        if (waiting != null) waiting.grew(OWNER);
    }

    /** @param waiting to be told when it takes more memory; null: nobody is */
    void among(Waiting waiting) {
        this.waiting = waiting;
    }

    boolean owned() {
        return !owners.isEmpty();
    }

    /** @return what it belongs to, in words */
    String belongsTo() {
        if (!owned()) return talk == null ? "no connection" : "connection " + talk.connection;
        StringBuilder text = new StringBuilder(32);
        for (Owner one : owners) text.append(text.length() == 0 ? "" : ", ").append(one.words).append(one.range);
        return text.append(more ? " and more" : "").toString();
    }

    boolean hasData() {
        return length > 0 && standing.data() != Standing.Data.KEEP_ALIVE;
    }

    /** @return whether it has one of the bytes from position {@code start} to before {@code end} of {@code side} */
    boolean has(Side side, long start, long end) {
        return from == side && standing.start() < end && standing.end() > start;
    }

    /** @return memory that it takes, about, in bytes */
    int weight() {
        return 400 + begin.length() + (block == null ? 0 : block.length()) + notes.length() + OWNER * owners.size();
    }
}
