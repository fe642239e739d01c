package io.github.pcap2http.view;

import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.tcp.Standing;
import io.github.pcap2http.tcp.TcpConnection;

/** What was heard of a connection's segments so far, which says of the next one what it is to those before it, as Wireshark does. */
final class Heard {
    private static final long NONE = Long.MIN_VALUE;
    /** What is farther off, in bytes, is no part of the connection: windows are smaller (RFC 7323, section 2.3). */
    private static final long FAR = 1L << 30;

    private final Sent sent;
    private final boolean[] based = new boolean[2];
    private final int[] bases = new int[2];            // sequence numbers that count as 0, by side
    private final long[] reached = {NONE, NONE};       // positions, as Standing has them, behind all that was seen, by side
    private final long[] acked = {NONE, NONE};         // positions that were acknowledged last, by the side that did
    private final long[] ackedIn = new long[2];        // frames that did so first
    private final int[] windows = new int[2];          // that were told with them last

    /** @param sent the segments themselves; each that is no copy is remembered there */
    Heard(Sent sent) {
        this.sent = sent;
    }

    /** A segment has come: gives the line its relative numbers, and notes what it is. */
    void take(Line line) {
        Side from = line.from;
        boolean syn = (line.flags & TcpConnection.SYN) != 0;
        boolean acks = (line.flags & TcpConnection.ACK) != 0;
        if (syn || !based[from.ordinal()]) base(from, syn ? line.seq : line.seq - 1);
        if (acks && !based[from.peer().ordinal()]) base(from.peer(), line.ack - 1);
        line.seq -= bases[from.ordinal()];
        line.ack -= bases[from.peer().ordinal()];
        boolean again = describe(line, syn, acks);
        if (!again) sent.remember(line);
        long end = line.standing.end() + ((line.flags & TcpConnection.FIN) != 0 ? 1 : 0);
        long before = reached[from.ordinal()];
        if (before == NONE || end > before && end - before < FAR) reached[from.ordinal()] = end;
    }

    /** As Wireshark counts: from the SYN, or from the byte before the first that was heard of. */
    private void base(Side side, int seq) {
        based[side.ordinal()] = true;
        bases[side.ordinal()] = seq;
    }

    /** @return whether it is one that came before */
    private boolean describe(Line line, boolean syn, boolean acks) {
        long ahead = reached[line.from.ordinal()];
        long copied = line.copy ? sent.original(line) : 0;
        if (line.copy) {
            line.note(copied == 0 ? "copy" : "copy of #" + copied);
            return true;
        }
        boolean again = false;
        switch (line.standing.data()) {
            case RETRANSMISSION -> again = repeated(line, sent.before(line));
            case OUT_OF_ORDER -> line.note("out of order");
            case AFTER_GAP -> {
                long gap = ahead == NONE ? 0 : line.standing.start() - ahead;
                if (gap > 0) line.note(gap < FAR ? "gap of " + gap + " bytes before" : "far outside the window");
            }
            case KEEP_ALIVE -> line.note("keep-alive");
            default -> {
                if (line.length > 0 && ahead > line.standing.start()) line.note("repeats " + (ahead - line.standing.start()) + " bytes");
                int flag = syn ? TcpConnection.SYN : line.flags & TcpConnection.FIN;
                long before = line.length > 0 || flag == 0 ? 0 : sent.flagged(line, flag);
                if (before > 0) again = repeated(line, before);
            }
        }
        boolean unusual = (line.flags & (TcpConnection.SYN | TcpConnection.FIN | TcpConnection.RST)) != 0;
        if (line.window == 0 && !unusual) line.note("zero window");
        if (acks && !syn && (line.flags & TcpConnection.RST) == 0) {
            unseen(line);
            duplicate(line);
        }
        return again;
    }

    /** An acknowledgment that says nothing new, while there is something to acknowledge (RFC 5681, section 2). */
    private void duplicate(Line line) {
        int side = line.from.ordinal();
        boolean same = acked[side] == line.standing.acknowledged();
        boolean empty = line.length == 0 && (line.flags & TcpConnection.FIN) == 0 && line.standing.data() == Standing.Data.NONE;
        long ahead = reached[line.from.peer().ordinal()];
        if (same && empty && windows[side] == line.window && ahead != NONE && ahead - acked[side] > 0) line.note("duplicate ACK of #" + ackedIn[side]);
        if (!same) ackedIn[side] = line.frame;
        acked[side] = line.standing.acknowledged();
        windows[side] = line.window;
    }

    /** The peer must have sent what is acknowledged; one more than was seen may be a FIN. */
    private void unseen(Line line) {
        int peer = line.from.peer().ordinal();
        long unseen = reached[peer] == NONE ? 0 : line.standing.acknowledged() - reached[peer];
        if (unseen <= 1 || unseen >= FAR) return;
        line.note("acknowledges " + unseen + " bytes that were not seen");
        reached[peer] = line.standing.acknowledged();
    }

    private static boolean repeated(Line line, long before) {
        line.note(before == 0 ? "retransmission" : "retransmission of #" + before);
        return true;
    }
}
