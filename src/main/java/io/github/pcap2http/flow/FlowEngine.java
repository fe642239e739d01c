package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.exchange.BodyStore;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.packet.FlowKey;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.stream.EndCause;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * All TCP connections of a capture: gives each segment to its connection, begins and ends connections, and lets capture time pass for
 * those that wait for it. Exchanges go to the sink in the order in which they end.
 */
public final class FlowEngine {
    /** A connection on which nothing happened for so long is given up; keep-alive and event streams seldom pause longer. */
    private static final long IDLE_NANOS = 3_600_000_000_000L;
    /** So long late copies of a closed connection's segments are recognised (RFC 9293, 3.4.2: twice 30 s are common). */
    private static final long LINGER_NANOS = 60_000_000_000L;

    /** So far from where a connection has ended its late segments may be, in bytes: a large window. */
    private static final long MOST_LATE_BYTES = 1 << 24;

    /** So long a connection that is still open counts as alive when another network has one with the same addresses. */
    private static final long ALIVE_NANOS = 300_000_000_000L;

    /** Rings for a connection; for none, once that needs it no more. */
    static final class Timer implements Comparable<Timer> {
        private final long nanos;
        private Flow flow;

        Timer(long nanos, Flow flow) {
            this.nanos = nanos;
            this.flow = flow;
        }

        @Override
        public int compareTo(Timer other) {
            return Long.compare(nanos, other.nanos);
        }
    }

    private final ExchangeSink sink;
    private final Limits limits;
    private final BodyStore store;
    private final boolean rethrow;
    private final boolean keepDuplicates;
    private final Map<Integer, Hint> hints;   // null: none
    private final Trace trace;   // null: nobody looks at packets
    private final FlowCounts counts = new FlowCounts();
    private final Copies copies = new Copies();
    private final Answers answers = new Answers();
    private final Endpoints endpoints = new Endpoints();
    private final Namesakes namesakes = new Namesakes();
    private final Holders holders;
    private final Held inLayers = new Held();   // by those of all connections that there ever were: tells whether one holds other bytes than before
    private final Map<FlowKey, Flow> aliases = new HashMap<>();   // other addresses of connections that are open or closed
    private final FlowTable open = new FlowTable();     // least recently used first
    private final FlowTable closed = new FlowTable();   // first closed first
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long frame;    // of the last segment; 0: there was none
    private long nanos;    // its timestamp
    private final CaptureClock time = new CaptureClock();
    private long clock;    // what that shows
    private long openStayUntil = -1;   // up to this time of the clock no open connection need be given up, as long as mostIdle is open
    private Flow mostIdle;             // the eldest of the open ones when that was found out

    /**
     * @param rethrow whether a bug ends the run and not only its connection: for tests and {@code --strict}
     * @param keepDuplicates whether a connection is another one at each place where it was captured, and behind an address translation;
     *     else it is the same one
     * @param hints what servers' ports speak where that is not to be found out
     */
    public FlowEngine(ExchangeSink sink, Limits limits, BodyStore store, boolean rethrow, boolean keepDuplicates, Map<Integer, Hint> hints) {
        this(sink, limits, store, rethrow, keepDuplicates, hints, null);
    }

    /** As above. @param trace is told of each segment; null: nobody is */
    public FlowEngine(ExchangeSink sink, Limits limits, BodyStore store, boolean rethrow, boolean keepDuplicates, Map<Integer, Hint> hints, Trace trace) {
        this.trace = trace;
        this.sink = sink;
        this.keepDuplicates = keepDuplicates;
        this.hints = hints.isEmpty() ? null : hints;
        this.store = store;
        this.limits = limits;
        this.holders = new Holders(limits.maxHeldByAll());
        this.rethrow = rethrow;
    }

    /** @return segments with data, SYN or FIN that were captured more than once */
    public long duplicates() {
        return copies.repeated();
    }

    /** @return counts so far; complete after {@link #close} */
    public FlowCounts counts() {
        return counts;
    }

    /** @return capture time that has passed since the first packet, in nanoseconds; it never runs backwards */
    public long clock() {
        return clock;
    }

    /** @param segment not kept */
    public void segment(Segment segment) {
        frame = segment.frame();
        nanos = segment.nanos();
        clock = time.at(nanos);
        timePassed();
        boolean mayBeShort = segment.goesOn() && trace == null && !keepDuplicates && namesakes.none();
        if (!mayBeShort || !inOrder(segment)) place(segment);
    }

    /**
     * The short way of a segment that brings the next bytes of its side, or only acknowledges. What it leaves out of {@link #place} would change
     * nothing, as the connection is steady, which {@link Flow} knows:
     * <ul>
     * <li>whose it is: it was captured as those before it of its side, and no other connection has the same addresses;
     * <li>counting what was captured twice: the next bytes were not;
     * <li>expecting answers from elsewhere: both sides were seen;
     * <li>timers: nothing is due while all is in order, and one that was set before rings for nothing.
     * </ul>
     *
     * @return false when it has to go the long way, which does all again
     */
    private boolean inOrder(Segment segment) {
        Flow flow = open.of(segment);
        long before = inLayers.bytes();
        if (flow == null || !flow.inOrder(segment, clock)) return false;
        copies.remember(segment, flow, flow.lastSender(), clock);
        if (flow.ended()) settle(flow);   // a bug was met
        if (flow.counted > 0 || inLayers.bytes() != before) hold(flow);   // else it holds nothing, as before
        return true;
    }

    /** The long way: finds out to which connection a segment belongs, if to any, and gives it to that. */
    private void place(Segment segment) {
        Moment now = now();
        Flow flow = flow(segment);
        if (flow == null) {
            if (trace != null) showLate(segment);
            return;
        }
        if (!keepDuplicates && flow.untouched()) flow = joined(flow, segment);
        if (trace != null) flow.show(segment, copies.isCopy(segment, flow, clock), trace);
        copies.count(segment, flow, clock);
        copies.remember(segment, flow, flow.sender(segment), clock);
        flow.segment(segment, now, clock);
        if (flow.oneSided()) answers.expect(segment, flow, clock);
        settle(flow);
        hold(flow);
    }

    /** Others let go of what they hold, if all hold too much together now. */
    private void hold(Flow flow) {
        holders.heard(flow);
        Moment now = now();
        for (Flow silent = holders.excess(); silent != null; silent = holders.excess()) {
            silent.letGo(now);
            if (silent.held() > 0) giveUp(silent);   // long header sections of requests that wait
            else settle(silent);
        }
    }

    /** A copy of a segment of a connection that has ended. */
    private void showLate(Segment segment) {
        FlowKey key = key(segment);
        Flow past = closed.get(key);
        if (past == null) past = aliases.get(key);
        if (past != null) past.show(segment, copies.isCopy(segment, past, clock), trace);
    }

    /**
     * No segment came, but time went on: decides what was only waiting for that. For live captures; of others, segments tell the time.
     *
     * @param nanos the time now, as the next segment would have it
     */
    public void timePassed(long nanos) {
        if (frame == 0) return;
        clock = time.at(nanos);
        timePassed();
    }

    private Moment now() {
        return new Moment(frame, nanos);
    }

    /** @return null when the segment is a late copy of a closed connection's */
    private Flow flow(Segment segment) {
        FlowKey key = key(segment);
        Flow flow = open.get(key);
        if (flow != null) open.used(flow);
        if (flow != null && (segment.syn() ? flow.openedBy(segment) || turned(flow, segment) : !isStrange(segment, flow))) return flow;
        if (flow != null) makeWay(flow, segment);
        if (!aliases.isEmpty() && aliases.containsKey(key)) return aliased(key, segment);
        return opened(key(segment), segment);
    }

    /** @return whether a SYN belongs to an open connection, that is turned then */
    private boolean turned(Flow flow, Segment syn) {
        if (!flow.turnedBy(syn)) return false;
        flow.turn();
        copies.turn(flow);
        return true;
    }

    private FlowKey key(Segment segment) {
        FlowKey addresses = segment.key();
        if (keepDuplicates) return addresses.at(segment.envelope().place());
        return namesakes.none() || !namesakes.has(addresses) ? addresses : namesakes.key(addresses, segment);
    }

    /** @return whether a segment belongs to another connection than the one that has its addresses, whose SYN the capture lacks */
    private boolean isStrange(Segment segment, Flow flow) {
        return !keepDuplicates && !flow.seenWhere(segment) && !flow.fits(segment) && !namesakes.has(segment.key());
    }

    /** A segment of another connection has the addresses of one that is open: its ports are used again, or another network has them as well. */
    private void makeWay(Flow old, Segment segment) {
        boolean elsewhere = !keepDuplicates && !old.seenWhere(segment) && old.lastClock() + ALIVE_NANOS >= clock;
        if (elsewhere && !namesakes.has(segment.key())) {
            open.remove(old);
            old.key(namesakes.newKey(segment.key()));
            open.put(old);
            namesakes.add(segment.key(), old);
        } else {
            old.close(EndCause.IDLE, now());
            settle(old);
            holders.heard(old);
        }
    }

    /** @param key other addresses of a known connection. @return that connection, or a new one between them; null as above */
    private Flow aliased(FlowKey key, Segment segment) {
        Flow flow = aliases.get(key);
        if (!segment.syn() || flow.openedBy(segment)) return flow.ended() ? null : flow;
        aliases.remove(key);
        return opened(key, segment);
    }

    /** @return a new connection, or the one that this one is a copy of; null as above */
    private Flow opened(FlowKey key, Segment segment) {
        Flow past = closed.get(key);
        if (past != null) {
            if (segment.syn() ? past.openedBy(segment) : isLate(segment, past)) return null;
            closed.remove(past);
            forget(past);
        }
        Flow original = keepDuplicates ? null : copies.original(segment, true, clock);
        if (original != null) return alias(original, key, segment, copies.side(segment));
        Flow asked = answers.asked(segment, clock);
        if (asked != null) return alias(asked, key, segment, asked.lastSender().peer());
        makeRoom();
        Flow flow = new Flow(key, segment, sink, limits, store, counts, inLayers, rethrow, hints, endpoints);
        open.put(flow);
        if (!namesakes.none() && namesakes.has(segment.key())) namesakes.add(segment.key(), flow);
        return flow;
    }

    /** @return whether a segment belongs to a connection that has ended; else its ports are used again, and the capture lacks the SYN */
    private static boolean isLate(Segment segment, Flow past) {
        return segment.payloadLength() == 0 || past.distance(segment) <= (past.seenWhere(segment) ? MOST_LATE_BYTES : Flow.NEAR_BYTES);
    }

    private Flow alias(Flow flow, FlowKey key, Segment segment, Side sender) {
        flow.alias(key, segment, sender);
        aliases.put(key, flow);
        return flow.ended() ? null : flow;
    }

    /**
     * Where the first segments between two addresses are missing from the capture, a later one tells that this is a known connection.
     *
     * @param flow nothing of which was handed on so far
     * @return the connection that goes on
     */
    private Flow joined(Flow flow, Segment segment) {
        Flow twin = copies.original(segment, !flow.opened(), clock);
        if (twin == null || twin == flow || twin.ended()) return flow;
        if (open.get(flow.addresses()) != flow || open.get(twin.addresses()) != twin) return flow;
        open.used(twin);
        boolean sameRoles = copies.side(segment) == flow.sender(segment);
        boolean better = flow.opened() == twin.opened() ? flow.firstFrame() < twin.firstFrame() : flow.opened();
        boolean keepsFlow = twin.untouched() && better;
        Flow kept = keepsFlow ? flow : twin;
        Flow lost = keepsFlow ? twin : flow;
        kept.absorb(lost, sameRoles);
        if (trace != null) trace.joined(lost.firstFrame(), kept.firstFrame(), sameRoles);
        open.remove(lost);
        stopTimer(lost);
        holders.heard(lost);
        for (Flow.Alias alias : kept.aliases()) aliases.put(alias.key(), kept);
        return kept;
    }

    private void settle(Flow flow) {
        if (flow.ended()) {
            open.remove(flow);
            closed.put(flow);
            if (flow == mostIdle) openStayUntil = -1;
            stopTimer(flow);
            return;
        }
        long due = flow.deadline();
        if (flow.timer() == null ? due == Long.MAX_VALUE : due >= flow.timer().nanos) return;
        stopTimer(flow);
        flow.timer(new Timer(due, flow));
        if (timers.size() > 2 * limits.maxConnections()) timers.removeIf(timer -> timer.flow == null);
        timers.add(flow.timer());
    }

    private static void stopTimer(Flow flow) {
        if (flow.timer() != null) flow.timer().flow = null;
        flow.timer(null);
    }

    /** Nothing of the connection comes any more. */
    private void forget(Flow flow) {
        for (Flow.Alias alias : flow.aliases()) aliases.remove(alias.key(), flow);
        namesakes.remove(flow.addresses(), flow);
    }

    private void timePassed() {
        fireTimers();
        expire();
    }

    private void fireTimers() {
        while (!timers.isEmpty() && timers.peek().nanos <= clock) {
            Flow flow = timers.poll().flow;
            if (flow == null) continue;
            flow.timer(null);
            if (flow.deadline() <= clock) flow.advance(now(), clock);
            settle(flow);
            holders.heard(flow);
        }
    }

    private void expire() {
        while (!closed.isEmpty() && closed.eldest().lastClock() + LINGER_NANOS < clock) forgetEldest();
        if (clock > openStayUntil) {
            while (!open.isEmpty() && open.eldest().lastClock() + IDLE_NANOS < clock) giveUp(open.eldest());
            mostIdle = open.eldest();
            openStayUntil = (mostIdle == null ? clock : mostIdle.lastClock()) + IDLE_NANOS;
        }
    }

    /** For one connection more. */
    private void makeRoom() {
        while (open.size() + closed.size() >= limits.maxConnections()) {
            if (closed.isEmpty()) giveUp(open.eldest());
            else forgetEldest();
        }
    }

    private void forgetEldest() {
        Flow eldest = closed.eldest();
        closed.remove(eldest);
        forget(eldest);
    }

    /** Reports what an open connection has, and forgets it; should it go on, it is another one. */
    private void giveUp(Flow flow) {
        flow.close(EndCause.IDLE, now());
        open.remove(flow);
        stopTimer(flow);
        holders.heard(flow);
        forget(flow);
    }

    /** The capture has ended: all connections end with it. */
    public void close() {
        for (Flow flow = open.eldest(); flow != null; flow = open.eldest()) {
            flow.close(EndCause.CAPTURE_END, now());
            open.remove(flow);
        }
        while (!closed.isEmpty()) forgetEldest();
        aliases.clear();
        timers.clear();
    }
}
