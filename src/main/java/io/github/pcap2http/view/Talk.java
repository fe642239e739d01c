package io.github.pcap2http.view;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Response;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.Span;
import io.github.pcap2http.slice.PacketTap;
import io.github.pcap2http.tcp.Standing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * A connection, for those who look at its packets: what each is to those before it, which {@link Heard} knows, and which exchange its data
 * belong to.
 *
 * <p><b>Exchanges.</b> That one began is said when its header section is whole, mostly with the length of its request; where its response ended when it has
 * ended. What the other side sends in between is the response if only one exchange is open, and nothing is missing that would tell otherwise.
 * What is not decided so waits to be told, for as long as the view lets it.
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
        long requestEnd = NONE;          // where that is known
        boolean exactRequest;            // whether the request begins there, or somewhere in the packet that does
        long response = NONE;
        boolean exactResponse = true;

        Open(String id) {
            this.id = id;
        }

        /** A byte of the response stands here. */
        void response(long position) {
            response = response == NONE ? position : Math.min(response, position);
        }
    }

    final long connection;
    private final Sent sent = new Sent();
    private final Heard heard = new Heard(sent);
    private final Deque<Open> open = new ArrayDeque<>(2);
    private final Deque<Extent> past = new ArrayDeque<>(2 * MOST_PAST);
    private final Deque<Line> unwritten = new ArrayDeque<>(2);   // lines with data, by their frames
    private final Unowned[] unowned = {new Unowned(), new Unowned()};   // of those, by side
    private Side asking = Side.CLIENT;
    private long asked = NONE;  // position behind the latest request, where that is known
    private long answered = NONE;   // behind the latest response that has ended, where that is known
    private String onward;      // what all further data belong to, unless an exchange begins; null: nothing
    private Line shared;        // waits until it is known whether the request before the one that begins in it ends in it; null: none does
    private boolean hopeless;   // data waited in vain, and no exchange has begun

    Talk(long connection) {
        this.connection = connection;
    }

    /** @return segments that there is room for: what takes its memory */
    int room() {
        return sent.room();
    }

    /** A segment has come, of which nothing else is known yet. */
    void take(Line line) {
        heard.take(line);
    }

    /** An exchange began, of whose packets some may wait. @param current the segment at hand, when it is one of this connection; else null */
    void began(String id, Moment at, long length, Line current) {
        if (open.size() == MOST_OPEN) open.removeFirst();
        boolean asked = length != PacketTap.NO_REQUEST;
        boolean here = current != null && current.frame == at.frame();
        Side side = here ? current.from : sent.sender(at.frame());
        if (side == null) side = asked ? asking : asking.peer();
        asking = asked ? side : side.peer();
        long start = here ? current.standing.start() : sent.start(at.frame(), NONE);
        long end = here ? current.standing.end() : sent.end(at.frame(), NONE);
        Open one = new Open(id);
        if (asked) request(one, start, end, length);
        else orphan(one, start, end);
        Open previous = asked ? open.peekLast() : null;
        open.addLast(one);
        hopeless = false;
        if (start == NONE) return;
        if (current != null && current.hasData() && current.from == side && (here || current.standing.atOnce())) own(current, extent(one, asked));
        boolean unsaid = previous != null && previous.request != NONE && previous.requestEnd == NONE;
        if (unsaid) own(extent(previous, true), previous.request, start);
        if (asked && one.requestEnd != NONE) own(extent(one, true), one.request, one.requestEnd);
        for (Iterator<Line> latest = unwritten.descendingIterator(); latest.hasNext();) {
            Line line = latest.next();
            if (line.frame < at.frame()) break;
            if (line.frame == at.frame() || asked && one.requestEnd != NONE && line.has(side, one.request, one.requestEnd)) own(line, extent(one, asked));
        }
    }

    /** @param start position of the packet that has its first byte; @param end behind that packet's data; NONE when they are not known */
    private void request(Open one, long start, long end, long length) {
        one.request = start;
        if (start == NONE) return;
        boolean inside = asked != NONE && asked > start && asked < end;   // the request before ends in the same packet
        if (inside) one.request = asked;
        one.exactRequest = inside || asked != NONE || open.isEmpty() && !endedIn(asking, start);
        one.requestEnd = one.exactRequest && length > 0 ? one.request + length : NONE;
        asked = one.requestEnd;
    }

    /** As {@link #request}, for a response without one. */
    private void orphan(Open one, long start, long end) {
        boolean inside = answered != NONE && answered > start && answered < end;
        one.response = inside ? answered : start;
        one.exactResponse = inside || !endedIn(asking.peer(), start);
    }

    /** @return whether a message that is over ended somewhere in the packet that begins at {@code start} */
    private boolean endedIn(Side side, long start) {
        for (Extent one : past) if (one.side() == side && one.start() <= start && one.end() > start) return true;
        return false;
    }

    private Extent extent(Open one, boolean request) {
        String words = words(one.id, request);
        if (request) return new Extent(words, asking, one.request, one.requestEnd == NONE ? Extent.OPEN : one.requestEnd, one.exactRequest, false);
        return new Extent(words, asking.peer(), one.response, Extent.OPEN, one.exactResponse && one.response != NONE, false);
    }

    private static String words(String id, boolean request) {
        return id + (request ? " request" : " response");
    }

    private void own(Line line, Extent message) {
        own(line, message.words(), message.range(line));
    }

    private void own(Line line, String words, String range) {
        if (!line.owned()) unowned[line.from.ordinal()].remove(line);
        line.own(words, range);
    }

    /** Lines that have bytes from position {@code start} to before {@code end}, and belong to nothing, belong to the message. */
    private void own(Extent message, long start, long end) {
        for (Line line : unowned[message.side().ordinal()].with(start, end)) own(line, message);
    }

    /** All is known that the segment itself tells; it may have to wait for the exchange that its data belong to. */
    void settle(Line line) {
        if (!line.hasData()) return;
        for (Extent one : past) if (!line.owned() && one.in(line)) own(line, one);
        if (!line.owned()) decide(line);
        if (line.standing.atOnce()) arrived(line);
        boolean next = answersMore(line);
        boolean more = next || line.from == asking && asked != NONE && line.standing.start() < asked && asked < line.standing.end();   // the next request begins in it
        if (begunBehindAnother(line)) shared = line;
        line.waits = (more || shared == line || !line.owned()) && !hopeless;
        unwritten.addLast(line);
        if (!line.owned()) unowned[line.from.ordinal()].add(line);
    }

    /** @return whether a request begins somewhere in it, and the one before, of no known length, may end there */
    private boolean begunBehindAnother(Line line) {
        if (line.from != asking || open.size() < 2) return false;
        Open previous = null;
        for (Open one : open) {
            boolean here = !one.exactRequest && one.request == line.standing.start();
            if (here && previous != null && previous.request != NONE && previous.requestEnd == NONE && previous.request < one.request) return true;
            previous = one;
        }
        return false;
    }

    /** @return whether the latest response ends in it, and what is behind that is of one that nothing is known of */
    private boolean answersMore(Line line) {
        if (line.from == asking || answered == NONE || answered <= line.standing.start() || answered >= line.standing.end()) return false;
        if (!open.isEmpty()) own(line, extent(open.peekFirst(), false));
        else if (onward != null) own(line, onward, "");
        else return true;
        return false;
    }

    private void decide(Line line) {
        boolean request = line.from == asking;
        if (open.isEmpty()) {
            if (onward != null) own(line, onward, "");
            return;
        }
        Open last = open.peekLast();
        if (!request && open.size() == 1 && line.standing.atOnce()) {
            last.response(unowned[line.from.ordinal()].start(line.standing.start()));
            last.response(line.standing.start());
            own(line, extent(last, false));
        }
        if (!request) return;
        for (Open one : open) {
            if (one.request != NONE && one.requestEnd != NONE && line.has(asking, one.request, one.requestEnd)) own(line, extent(one, true));
        }
        boolean longer = last.request != NONE && last.requestEnd == NONE && last.request < line.standing.end();
        if (!line.owned() && longer && line.standing.atOnce()) own(line, extent(last, true));
    }

    /** An exchange ended. @param current as in {@link #began} */
    void ended(Exchange exchange, Line current) {
        Open one = null;
        for (Open each : open) if (each.id.equals(exchange.id())) one = each;
        if (one == null) return;
        open.remove(one);
        request(one, exchange, current);
        if (shared != null) shared.waits = false;
        shared = null;
        response(one, exchange, current);
        if (exchange.outcome() == Outcome.TUNNEL) onward = exchange.id() + " tunnel";
        if (exchange.outcome() == Outcome.UPGRADED) onward = exchange.id() + " upgraded";
        for (Open other : open) if (other.response == NONE) other.exactResponse = false;
        if (answered == NONE) return;
        Open next = open.peekFirst();
        if (next != null && next.response == NONE) {
            next.response = answered;
            next.exactResponse = true;
        }
        behind(exchange.responseSpan());
    }

    /** Packets with the end of the latest response may have come before that was found. */
    private void behind(Span response) {
        for (Iterator<Line> latest = unwritten.descendingIterator(); latest.hasNext();) {
            Line line = latest.next();
            if (line.frame < response.last().frame()) return;
            answersMore(line);
        }
    }

    private void request(Open one, Exchange exchange, Line current) {
        Span span = exchange.requestSpan();
        if (span == null) return;
        long end = one.requestEnd != NONE && exchange.requestLost() == 0 ? one.requestEnd : end(span, current);
        if (one.request == NONE || end == NONE) return;
        boolean loose = end != one.requestEnd && !open.isEmpty();
        over(new Extent(words(one.id, true), asking, one.request, end, one.exactRequest, loose), span, current);
    }

    private void response(Open one, Exchange exchange, Line current) {
        answered = NONE;
        Span span = exchange.responseSpan();
        if (span == null) return;
        long first = exchange.interim().isEmpty() ? span.first().frame() : exchange.interim().get(0).at().frame();
        if (one.response == NONE) one.response = start(first, current);
        if (one.response == NONE) return;
        long last = start(span.last().frame(), current);
        long end = end(span, current);
        long length = one.exactResponse ? length(exchange) : -1;
        boolean known = length > 0 && end != NONE && one.response + length > last && one.response + length <= end;
        if (known) answered = one.response + length;
        if (known) end = answered;
        boolean alone = open.isEmpty() && one.request != NONE;   // nobody asked for what might be behind it
        if (end != NONE) over(new Extent(words(one.id, false), asking.peer(), one.response, end, one.exactResponse, !known && !alone), span, current);
    }

    /** @return bytes of the response on the wire; -1 where they are not known */
    private static long length(Exchange exchange) {
        Response response = exchange.response();
        boolean counted = exchange.interim().isEmpty() && exchange.responseLost() == 0 && !response.fields().has("transfer-encoding");
        return counted && response.headLength() > 0 && response.body().wireLength() >= 0 ? response.headLength() + response.body().wireLength() : -1;
    }

    /** @return position of the packet's first byte; NONE when it is not known */
    private long start(long frame, Line current) {
        return current != null && current.frame == frame ? current.standing.start() : sent.start(frame, NONE);
    }

    private long end(Span span, Line current) {
        long frame = span.last().frame();
        return current != null && current.frame == frame ? current.standing.end() : sent.end(frame, NONE);
    }

    /** All bytes of a message are known. @param span from the packet with its first byte */
    private void over(Extent message, Span span, Line current) {
        if (past.size() == 2 * MOST_PAST) past.removeFirst();
        past.addLast(message);
        if (current != null && current.hasData() && message.in(current)) own(current, message);
        own(message, message.start(), message.end());
        for (Iterator<Line> latest = unwritten.descendingIterator(); latest.hasNext();) {
            Line line = latest.next();
            if (line.frame < span.first().frame()) break;
            if (message.in(line)) own(line, message);
        }
    }

    /** All that was sent before has arrived as well. What of it is of no exchange that is over, is of the one that is open. */
    private void arrived(Line now) {
        if (now.from == asking || open.size() != 1) return;
        Extent message = extent(open.peekLast(), false);
        for (Line line : unowned[now.from.ordinal()].with(Long.MIN_VALUE, now.standing.start())) {
            if (line.standing.end() <= now.standing.start()) own(line, message);
        }
    }

    /** The line is written now, whatever is known of its exchange. */
    void leave(Line line) {
        if (!line.hasData()) return;
        unwritten.removeFirstOccurrence(line);   // the first
        if (!line.owned()) unowned[line.from.ordinal()].remove(line);
        if (line.waits && open.isEmpty()) hopeless = true;
        line.waits = false;
    }

    /** This connection turned out to be the other one. @param sameRoles whether its client is the client there */
    void joins(Talk other, boolean sameRoles) {
        Deque<Line> later = new ArrayDeque<>();
        for (Line line : unwritten) {
            line.talk = other;
            if (!sameRoles) line.from = line.from.peer();
            if (!line.owned()) other.unowned[line.from.ordinal()].add(line);
        }
        while (!unwritten.isEmpty()) {
            boolean behind = other.unwritten.isEmpty() || other.unwritten.peekLast().frame < unwritten.peekLast().frame;
            later.addFirst(behind ? unwritten.removeLast() : other.unwritten.removeLast());
        }
        other.unwritten.addAll(later);
    }
}
