package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Moment;
import java.util.Map;
import java.util.TreeMap;

/**
 * One side's bytes by their place in the stream: what was delivered, what waits, and what the peer says it has.
 *
 * <p>Places are 64-bit offsets, so nothing here wraps. Offset 0 is the first sequence number that was heard of; bytes before it, in a
 * capture that begins in mid-stream, have negative ones. Pieces never overlap: the first copy of a byte is the one that counts.
 */
final class StreamAssembler {
    /** Bytes that wait. @param missing bytes behind them that were sent but cut off by the snap length; @param ack sequence number */
    record Piece(long offset, Bytes bytes, int missing, boolean hasAck, int ack, Moment at) {
        long end() {
            return offset + bytes.length() + missing;
        }

        /** @return the part from {@code from} to before {@code to} */
        Piece part(long from, long to) {
            int length = bytes.length();
            int start = (int) Math.min(from - offset, length);
            int end = (int) Math.min(to - offset, length);
            return new Piece(from, bytes.slice(start, end), (int) (to - from) - (end - start), hasAck, ack, at);
        }
    }

    private static final long NONE = Long.MIN_VALUE;
    private static final TreeMap<Long, Piece> NOTHING = new TreeMap<>();   // stays empty: on most connections nothing ever waits
    private static final int OBJECT_BYTES = 120;   // what a piece costs beside its bytes

    private TreeMap<Long, Piece> pieces = NOTHING;
    private boolean known;          // some sequence number was heard of: offsets have a meaning
    private int originSeq;
    private boolean started;
    private long begin;             // offset of the first byte to deliver, once started
    private long next;              // and of the next one
    private long fin = NONE;
    private Moment finAt;
    private boolean finHasAck;
    private int finAck;             // sequence number
    private long acked = NONE;      // highest offset that the peer acknowledged
    private long firstAck = NONE;
    private long held;
    private long firstHeardNanos;
    private long waitingNanos;      // since when the byte at next is waited for
    private boolean finMissed;      // the peer acknowledges a FIN at next that the capture lacks
    private boolean ended;

    /** @return the place of {@code seq}, taken to be within 2 GiB of the next byte */
    long offset(int seq) {
        long reference = started ? next : 0;
        return reference + (seq - (originSeq + (int) reference));
    }

    /** @return the sequence number of the next byte, once started */
    int nextSeq() {
        return sequence(next);
    }

    int sequence(long offset) {
        return originSeq + (int) offset;
    }

    /** Gives offsets their meaning. Later calls change nothing. */
    void know(int seq, long clock) {
        if (known) return;
        known = true;
        originSeq = seq;
        firstHeardNanos = clock;
    }

    boolean known() {
        return known;
    }

    /** @return {@code offset} as {@link Standing} has positions; once {@link #known} */
    long position(long offset) {
        return offset + (originSeq & 0xffff_ffffL);
    }

    /** @return what bytes from {@code from} to before {@code to} would be, if they came now */
    Standing.Data look(long from, long to) {
        if (started && to <= next) return Standing.Data.RETRANSMISSION;
        Map.Entry<Long, Piece> before = pieces.floorEntry(from);
        long reached = before != null ? before.getValue().end() : started ? next : from;
        for (Map.Entry<Long, Piece> e = pieces.floorEntry(reached); e != null && e.getValue().end() > reached; e = pieces.floorEntry(reached)) {
            reached = e.getValue().end();
        }
        if (reached >= to) return Standing.Data.RETRANSMISSION;
        if (pieces.higherKey(from) != null) return Standing.Data.OUT_OF_ORDER;
        return from > reached ? Standing.Data.AFTER_GAP : Standing.Data.NEW;
    }

    /** @return how far {@code seq} is from the next byte, in bytes; {@code otherwise} where nothing is known of this side */
    long distance(int seq, long otherwise) {
        return known ? Math.abs(offset(seq) - (started ? next : 0)) : otherwise;
    }

    boolean started() {
        return started;
    }

    long firstHeardNanos() {
        return firstHeardNanos;
    }

    /** Delivery begins at {@code offset}. */
    void start(long offset, long clock) {
        if (started) return;
        started = true;
        begin = offset;
        next = offset;
        waitingNanos = clock;
        dropDelivered();
    }

    /** @param reachBytes how far before the first piece the peer's first acknowledgement may lie to be the start */
    void startAtLowest(long reachBytes, long clock) {
        long lowest = pieces.isEmpty() ? firstAck == NONE ? 0 : firstAck : pieces.firstKey();
        boolean fromAck = firstAck != NONE && firstAck < lowest && lowest - firstAck < reachBytes;
        start(fromAck ? firstAck : lowest, clock);
    }

    /** @return how far {@code seq} is behind the first byte of the stream, as far as that was heard of; once started */
    long sinceBegin(int seq) {
        return offset(seq) - begin;
    }

    long next() {
        return next;
    }

    // ---- what the peer has

    void acknowledge(long offset, long clock) {
        if (firstAck == NONE) firstAck = offset;
        if (acked != NONE && offset <= acked) return;
        boolean behind = started && acked != NONE && acked > next;
        acked = offset;
        if (!behind) waitingNanos = clock;
    }

    /** @return the highest offset that the peer acknowledged, FIN not counted */
    long acked() {
        return fin == NONE ? acked : Math.min(acked, fin);
    }

    boolean anyAck() {
        return acked != NONE;
    }

    /** @return since when the byte at {@link #next()} is waited for, in nanoseconds of capture time */
    long waitingNanos() {
        return waitingNanos;
    }

    // ---- bytes

    /** Adds what is new of {@code piece}, copied. @return whether a second copy differs from the first */
    boolean insert(Piece piece, long clock) {
        if (pieces.isEmpty() && !(started && acked > next)) waitingNanos = clock;
        long from = started ? Math.max(piece.offset(), next) : piece.offset();
        boolean differs = false;
        while (from < piece.end()) {
            Map.Entry<Long, Piece> before = pieces.floorEntry(from);
            if (before != null && before.getValue().end() > from) {
                long to = Math.min(before.getValue().end(), piece.end());
                differs |= differ(before.getValue().part(from, to), piece.part(from, to));
                from = to;
                continue;
            }
            Long after = pieces.higherKey(from);
            long to = after == null ? piece.end() : Math.min(after, piece.end());
            Piece part = piece.part(from, to);
            put(new Piece(from, part.bytes().copy(), part.missing(), part.hasAck(), part.ack(), part.at()));
            from = to;
        }
        return differs;
    }

    private static boolean differ(Piece one, Piece other) {
        int length = Math.min(one.bytes().length(), other.bytes().length());
        return !one.bytes().slice(0, length).equals(other.bytes().slice(0, length));
    }

    boolean empty() {
        return pieces.isEmpty();
    }

    /** @return bytes that waiting pieces cost */
    long held() {
        return held;
    }

    /** @return the piece at {@link #next()}; null when that byte is not there */
    Piece head() {
        if (pieces.isEmpty()) return null;
        Map.Entry<Long, Piece> first = pieces.firstEntry();
        return !started || first.getKey() != next ? null : first.getValue();
    }

    Piece take() {
        Piece piece = pieces.pollFirstEntry().getValue();
        held -= piece.bytes().length() + OBJECT_BYTES;
        return piece;
    }

    private void put(Piece piece) {
        if (piece.end() <= piece.offset()) return;
        if (pieces == NOTHING) pieces = new TreeMap<>();
        pieces.put(piece.offset(), piece);
        held += piece.bytes().length() + OBJECT_BYTES;
    }

    /**
     * All bytes before this {@link #position} were delivered by the short way. While it is open nothing waits and no FIN is known; what was
     * acknowledged and since when something is waited for stays behind, but is looked at only where the peer has acknowledged more than was
     * delivered, and {@link #acknowledge} and {@link #insert} bring it up to date before that is so.
     */
    void reached(long position) {
        next = position - (originSeq & 0xffff_ffffL);
    }

    /** The next {@code count} bytes were delivered, or will not come. */
    void skip(long count, long clock) {
        next += count;
        waitingNanos = clock;
        finMissed = false;
        dropDelivered();
    }

    /** What waits of before the next byte is of no use any more. */
    private void dropDelivered() {
        while (!pieces.isEmpty() && pieces.firstKey() < next) {
            Piece old = take();
            if (old.end() > next) put(old.part(next, old.end()));
        }
    }

    /** @return where the hole at the next byte ends: at a piece, or at what the peer has; the next byte itself when there is no hole */
    long holeEnd() {
        if (!pieces.isEmpty()) return pieces.firstKey();
        return !anyAck() || deliveredUpTo(acked()) ? next : acked();
    }

    /** @return whether nothing waits and nothing is missing, as it is mostly */
    boolean calm() {
        return pieces.isEmpty() && (!started || holeEnd() <= next);
    }

    // ---- the end

    void fin(long offset, boolean hasAck, int ack, Moment at) {
        if (fin != NONE) return;
        fin = offset;
        finAt = at;
        finHasAck = hasAck;
        finAck = ack;
    }

    boolean finHasAck() {
        return finHasAck;
    }

    int finAck() {
        return finAck;
    }

    boolean anyFin() {
        return fin != NONE || finMissed;
    }

    boolean atFin() {
        return started && fin != NONE && next >= fin;
    }

    /**
     * One byte more than was ever sent is acknowledged, and nothing follows: that is a FIN which the capture lacks.
     *
     * @return whether it looks like that
     */
    boolean finUnseen() {
        return fin == NONE && pieces.isEmpty() && acked == next + 1;
    }

    void missFin() {
        finMissed = true;
    }

    /** @return whether all that the peer had received when it acknowledged {@code offset} is delivered */
    boolean deliveredUpTo(long offset) {
        return offset <= next || atFin() || isFinMissed(offset);
    }

    /** @return whether {@code offset} acknowledges a FIN that the capture lacks */
    boolean isFinMissed(long offset) {
        return finMissed && offset == next + 1;
    }

    Moment finAt() {
        return finAt;
    }

    boolean ended() {
        return ended;
    }

    /** What waits is behind the end, and is of no use. */
    void end() {
        ended = true;
        pieces = NOTHING;
        held = 0;
    }
}
