package io.github.pcap2http.packet;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts IP datagrams together (RFC 791, section 3.2; RFC 8200, section 4.5). A datagram is known by addresses and identification
 * alone, so that pieces seen on different interfaces or VLANs find each other. Of bytes that come twice the first are taken, as
 * the capture cannot tell what the receiver did. How many bytes wait, and for how long, is limited; the oldest go.
 */
final class Fragments {
    /** Pieces of a datagram are waited for so long, as Linux does. */
    static final long WAIT_NANOS = 30_000_000_000L;
    /** Pieces that wait take so much memory at most. */
    static final int LIMIT_BYTES = 16 << 20;
    /** For so long after its first piece, pieces of a datagram that is whole are copies of its own, seen in two places. */
    static final long REPEATED_NANOS = 100_000_000;
    /** Header and payload of IPv4; IPv6 could have 40 bytes more. */
    static final int LONGEST_DATAGRAM = 65_535;

    /**
     * Names a datagram. The order has no meaning; it keeps the table quick when somebody made many with the same hash.
     *
     * @param protocol 0 with IPv6, where the identification alone tells
     */
    record Id(boolean ipv6, long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int protocol, int identification)
        implements Comparable<Id> {
        private static final Comparator<Id> ORDER = Comparator.comparing(Id::ipv6).thenComparingLong(Id::sourceLow)
            .thenComparingLong(Id::destinationLow).thenComparingLong(Id::sourceHigh).thenComparingLong(Id::destinationHigh)
            .thenComparingInt(Id::protocol).thenComparingInt(Id::identification);

        @Override
        public int compareTo(Id other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<Id, Pieces> waiting = new LinkedHashMap<>();   // oldest first
    private final PacketCounts counts;
    private int held;
    private byte[] whole;   // the datagram that was put together last
    private Id taken;       // that the last piece belongs to; null: somebody asked

    Fragments(PacketCounts counts) {
        this.counts = counts;
    }

    /**
     * Takes the piece at hand, which the walk is at the content of.
     *
     * @param from where it belongs, in bytes
     * @param more whether it is not the last
     * @param header of the datagram, a copy that is kept; null when {@code from} is not 0
     * @return the header of the whole datagram, where the walk goes on when this was the last that was missing; or an end
     */
    int take(Walk walk, Id id, int from, boolean more, byte[] header) {
        counts.fragmentPiece();
        taken = id;
        if (from + walk.sent() > LONGEST_DATAGRAM || walk.sent() <= 0) return Next.MALFORMED;
        long now = walk.segment.nanos();
        dropOld(now);
        Pieces pieces = waiting.get(id);
        if (pieces != null && pieces.done()) {
            if (distance(now, pieces.since) < REPEATED_NANOS) return Next.FRAGMENT;
            held -= pieces.memory();
            waiting.remove(id);
            pieces = null;
        }
        if (pieces == null) {
            counts.datagramBegan();
            pieces = new Pieces(now);
            waiting.put(id, pieces);
            held += pieces.memory();
        }
        return add(walk, pieces, from, more, header);
    }

    /** @return names the datagram of the piece that was taken since the last call; null when none was */
    Object lastTaken() {
        Id last = taken;
        taken = null;
        return last;
    }

    private int add(Walk walk, Pieces pieces, int from, boolean more, byte[] header) {
        boolean differed = pieces.differs();
        int before = pieces.memory();
        pieces.add(walk, from, more, header);
        if (pieces.differs() && !differed) counts.datagramDiffers();
        int next = Next.FRAGMENT;
        if (pieces.complete()) {
            if (whole == null) whole = new byte[LONGEST_DATAGRAM];
            next = pieces.assemble(walk, whole);
            if (next >= 0) counts.datagramCompleted();
        }
        held += pieces.memory() - before;
        return next < 0 ? next : walk.into(Encapsulation.FRAGMENTED, -1, next);
    }

    private void dropOld(long now) {
        Iterator<Pieces> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Pieces pieces = oldest.next();
            if (held <= LIMIT_BYTES && distance(now, pieces.since) <= WAIT_NANOS) return;
            held -= pieces.memory();
            oldest.remove();
        }
    }

    /** Timestamps may run backwards, even from one end of what a long holds to the other. */
    private static long distance(long a, long b) {
        long difference = Math.abs(a - b);
        return difference < 0 ? Long.MAX_VALUE : difference;
    }
}
