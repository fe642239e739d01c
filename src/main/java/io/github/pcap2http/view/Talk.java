package io.github.pcap2http.view;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.Span;
import io.github.pcap2http.tcp.Standing;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A connection, for those who look at its packets: what each is to those before it, and which exchange its data belong to.
 *
 * <p><b>Exchanges.</b> That one began is said when its header section is whole, where it ended when it has ended. In between, data of the side that
 * asks may be of the latest request, or of the next one, whose header section is not whole yet; what the other side sends is the response if only one
 * exchange is open. What is not decided so waits to be told, for as long as the view lets it.
 */
final class Talk {
    /** Exchanges of a connection that wait for responses; of more, packets show the connection only. */
    private static final int MOST_OPEN = 64;
    /** Exchanges that have ended, whose data are recognised when they are sent again. */
    private static final int MOST_PAST = 4;
    private static final long NONE = Long.MIN_VALUE;

    /** An exchange that has begun. Positions are those of {@link Standing}. */
    private static final class Open {
        final String id;
        long request = NONE;
        long response = NONE;
        boolean exactRequest;    // its first byte is the first of a packet
        boolean exactResponse = true;

        Open(String id) {
            this.id = id;
        }

        /** A byte of the response stands here. */
        void response(long position) {
            response = response == NONE ? position : Math.min(response, position);
        }
    }

    /** Bytes of an exchange that has ended. @param exact whether {@code start} is that of its first byte, and not only of a packet with it */
    private record Past(String words, Side side, long start, long end, boolean exact) { }

    final long connection;
    private final Sent sent = new Sent();
    private final boolean[] based = new boolean[2];
    private final int[] bases = new int[2];            // sequence numbers that count as 0, by side
    private final long[] reached = {NONE, NONE};       // positions behind all that was seen, by side
    private final Deque<Open> open = new ArrayDeque<>(2);
    private final Deque<Past> past = new ArrayDeque<>(2 * MOST_PAST);
    private final Deque<Line> unwritten = new ArrayDeque<>(2);   // lines with data
    private Side asking = Side.CLIENT;
    private String onward;      // what all further data belong to, unless an exchange begins; null: nothing
    private boolean hopeless;   // data waited in vain, and no exchange has begun

    Talk(long connection) {
        this.connection = connection;
    }

    // ---- what a segment is to those before it

    /** A segment has come, of which nothing else is known yet. */
    void take(Line line) {
        Side from = line.from;
        boolean syn = (line.flags & 0x02) != 0;
        boolean acks = (line.flags & 0x10) != 0;
        if (syn || !based[from.ordinal()]) base(from, syn ? line.seq : line.seq - 1);
        if (acks && !based[from.peer().ordinal()]) base(from.peer(), line.ack - 1);
        line.numbers = Layout.numbers(line.seq - bases[from.ordinal()], acks, line.ack - bases[from.peer().ordinal()], line.length);
        boolean again = describe(line, syn, acks);
        long end = line.standing.end() + ((line.flags & 0x01) != 0 ? 1 : 0);
        reached[from.ordinal()] = Math.max(reached[from.ordinal()], end);
        if (!again) sent.remember(line);
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
                if (ahead != NONE && line.standing.start() > ahead) line.note("gap of " + (line.standing.start() - ahead) + " bytes before");
            }
            case KEEP_ALIVE -> line.note("keep-alive");
            default -> {
                int flag = syn ? 0x02 : line.flags & 0x01;
                long before = line.length > 0 || flag == 0 ? 0 : sent.flagged(line, flag);
                if (before > 0) again = repeated(line, before);
            }
        }
        boolean unusual = (line.flags & 0x07) != 0;
        if (line.window == 0 && !unusual) line.note("zero window");
        long peer = reached[line.from.peer().ordinal()];
        if (acks && !syn && (line.flags & 0x04) == 0 && peer != NONE && line.standing.acknowledged() > peer + 1) {
            line.note("acknowledges " + (line.standing.acknowledged() - peer) + " bytes that were not seen");
            reached[line.from.peer().ordinal()] = line.standing.acknowledged();
        }
        return again;
    }

    private static boolean repeated(Line line, long before) {
        line.note(before == 0 ? "retransmission" : "retransmission of #" + before);
        return true;
    }

    // ---- which exchange its data belong to

    /** An exchange began, of whose packets some may wait. @param current the segment at hand, when it is one of this connection; else null */
    void began(String id, Moment at, boolean asked, Line current) {
        if (open.size() == MOST_OPEN) open.removeFirst();
        Open one = new Open(id);
        Side side = current != null && current.frame == at.frame() ? current.from : sent.sender(at.frame());
        if (side == null) side = asked ? asking : asking.peer();
        asking = asked ? side : side.peer();
        long start = current != null && current.frame == at.frame() && current.standing != null ? current.standing.start() : sent.start(at.frame(), NONE);
        if (asked) {
            one.request = start;
            one.exactRequest = open.isEmpty() && !endsIn(asking, start);
        } else {
            one.response = start;
        }
        Open previous = asked ? open.peekLast() : null;
        open.addLast(one);
        hopeless = false;
        if (start == NONE) return;
        boolean here = current != null && current.hasData() && current.from == side && (current.frame == at.frame() || current.standing.atOnce());
        if (here) own(current, one, asked);
        for (Line line : unwritten) {
            if (previous != null && previous.request != NONE && line.has(side, previous.request, start)) own(line, previous, true);
            if (line.frame == at.frame()) own(line, one, asked);
        }
    }

    /** @return whether an exchange that is over ended behind the first byte of the packet that begins at {@code start} */
    private boolean endsIn(Side side, long start) {
        for (Past one : past) if (one.side == side && one.start <= start && one.end > start) return true;
        return false;
    }

    private static void own(Line line, Open one, boolean request) {
        long start = request ? one.request : one.response;
        boolean exact = start != NONE && (request ? one.exactRequest : one.exactResponse);
        line.own(words(one.id, request) + range(line, start, exact));
    }

    private static String words(String id, boolean request) {
        return id + (request ? " request" : " response");
    }

    /** @return which bytes of the message the packet has, where they are more than one packet's or not at its beginning */
    private static String range(Line line, long start, boolean exact) {
        long from = line.standing.start() - start;
        return exact && from >= 0 ? " " + from + "-" + (line.standing.end() - start - 1) : "";
    }

    /** All is known that the segment itself tells; it may have to wait for the exchange that its data belong to. */
    void settle(Line line) {
        if (!line.hasData()) return;
        for (Past one : past) {
            if (!line.owned() && line.has(one.side, one.start, one.end)) line.own(one.words + range(line, one.start, one.exact));
        }
        if (!line.owned()) decide(line);
        if (line.standing.atOnce()) arrived(line);
        line.waits = !line.owned() && !hopeless;
        unwritten.addLast(line);
    }

    private void decide(Line line) {
        boolean request = line.from == asking;
        if (open.isEmpty()) {
            if (onward != null) line.own(onward);
            return;
        }
        Open last = open.peekLast();
        if (!request && open.size() == 1 && line.standing.atOnce()) {
            for (Line earlier : unwritten) if (earlier.from == line.from && !earlier.owned()) last.response(earlier.standing.start());
            last.response(line.standing.start());
            own(line, last, false);
        } else if (request && last.request != NONE && line.standing.data() == Standing.Data.RETRANSMISSION && line.standing.start() >= last.request) {
            own(line, last, true);
        }
    }

    /** An exchange ended. @param current as in {@link #began} */
    void ended(Exchange exchange, Line current) {
        Open one = null;
        for (Open each : open) if (each.id.equals(exchange.id())) one = each;
        if (one == null) return;
        open.remove(one);
        request(one, exchange.requestSpan(), current);
        response(one, exchange, current);
        if (exchange.outcome() == Outcome.TUNNEL) onward = exchange.id() + " tunnel";
        if (exchange.outcome() == Outcome.UPGRADED) onward = exchange.id() + " upgraded";
        for (Open other : open) if (other.response == NONE) other.exactResponse = false;
    }

    private void request(Open one, Span span, Line current) {
        if (span == null) return;
        long end = end(span, current);
        if (one.request != NONE && end != NONE) over(one, true, asking, one.request, end, current);
    }

    private void response(Open one, Exchange exchange, Line current) {
        Span span = exchange.responseSpan();
        long first = !exchange.interim().isEmpty() ? exchange.interim().get(0).at().frame() : span == null ? 0 : span.first().frame();
        if (first == 0 || span == null) return;
        boolean here = current != null && current.frame == first;
        if (one.response == NONE) one.response = here ? current.standing.start() : sent.start(first, NONE);
        long end = end(span, current);
        if (one.response != NONE && end != NONE) over(one, false, asking.peer(), one.response, end, current);
    }

    private long end(Span span, Line current) {
        long frame = span.last().frame();
        return current != null && current.frame == frame ? current.standing.end() : sent.end(frame, NONE);
    }

    /** All bytes of a message are known. */
    private void over(Open one, boolean request, Side side, long start, long end, Line current) {
        if (past.size() == 2 * MOST_PAST) past.removeFirst();
        past.addLast(new Past(words(one.id, request), side, start, end, request ? one.exactRequest : one.exactResponse));
        if (current != null && current.hasData() && current.has(side, start, end)) own(current, one, request);
        for (Line line : unwritten) if (line.has(side, start, end)) own(line, one, request);
    }

    /** All that was sent before has arrived as well. What of it is of no exchange that is over, is of the one that is open. */
    private void arrived(Line now) {
        if (now.from == asking || open.size() != 1) return;
        for (Line line : unwritten) {
            if (line.from == now.from && !line.owned() && line.standing.end() <= now.standing.start()) own(line, open.peekLast(), false);
        }
    }

    /** The line is written now, whatever is known of its exchange. */
    void leave(Line line) {
        unwritten.removeFirstOccurrence(line);
        if (!line.waits) return;
        line.waits = false;
        boolean request = line.from == asking;
        if (request && !open.isEmpty() && line.standing.atOnce()) own(line, open.peekLast(), true);
        else if (open.isEmpty()) hopeless = true;
    }

    /** This connection turned out to be the other one. @param sameRoles whether its client is the client there */
    void joins(Talk other, boolean sameRoles) {
        for (Line line : unwritten) {
            line.talk = other;
            if (!sameRoles) line.from = line.from.peer();
            other.unwritten.addLast(line);
        }
        unwritten.clear();
    }
}
