package io.github.pcap2http.flow;

import io.github.pcap2http.exchange.BodyStore;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.packet.FlowKey;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.stream.EndCause;
import java.util.Iterator;
import java.util.LinkedHashMap;
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

    /** A timestamp so much earlier than the one before is no late packet: time goes on from there. */
    private static final long STEP_BACK_NANOS = 60_000_000_000L;
    private static final long LONGEST_STEP_NANOS = 24 * IDLE_NANOS;

    private record Timer(long nanos, Flow flow) { }

    private final ExchangeSink sink;
    private final Limits limits;
    private final BodyStore store;
    private final boolean rethrow;
    private final FlowCounts counts = new FlowCounts();
    private final Map<FlowKey, Flow> open = new LinkedHashMap<>(256, 0.75f, true);   // least recently used first
    private final Map<FlowKey, Flow> closed = new LinkedHashMap<>();                 // first closed first
    private final PriorityQueue<Timer> timers = new PriorityQueue<>((a, b) -> Long.compare(a.nanos(), b.nanos()));
    private Moment now = new Moment(0, 0);
    private long latest;   // the timestamp that the clock stands at
    private long clock;    // capture time that has passed since the first packet, in nanoseconds

    /** @param rethrow whether a bug ends the run and not only its connection: for tests and {@code --strict} */
    public FlowEngine(ExchangeSink sink, Limits limits, BodyStore store, boolean rethrow) {
        this.sink = sink;
        this.store = store;
        this.limits = limits;
        this.rethrow = rethrow;
    }

    /** @return counts so far; complete after {@link #close} */
    public FlowCounts counts() {
        return counts;
    }

    /** @param segment not kept */
    public void segment(Segment segment) {
        if (now.frame() == 0) latest = segment.nanos();
        now = new Moment(segment.frame(), segment.nanos());
        tick(segment.nanos());
        fireTimers();
        expire();
        FlowKey key = segment.key();
        Flow flow = flow(key, segment);
        if (flow == null) return;
        flow.segment(segment, now, clock);
        settle(key, flow);
    }

    /** Timestamps may run backwards: a little where packets change places, much where another file begins or a clock was set. */
    private void tick(long nanos) {
        if (nanos > latest) {
            long passed = nanos - latest;
            clock += passed < 0 ? LONGEST_STEP_NANOS : Math.min(passed, LONGEST_STEP_NANOS);   // below 0: more than 292 years
            latest = nanos;
        } else if (latest - nanos > STEP_BACK_NANOS || latest - nanos < 0) {
            latest = nanos;
        }
    }

    /** @return null when the segment is a late copy of a closed connection's */
    private Flow flow(FlowKey key, Segment segment) {
        Flow flow = open.get(key);
        if (flow != null && segment.syn() && !flow.openedBy(segment)) {
            flow.close(EndCause.IDLE, now);   // the ports are used again
            settle(key, flow);
            flow = null;
        }
        Flow past = flow == null ? closed.get(key) : null;
        if (past != null) {
            if (!segment.syn() || past.openedBy(segment)) return null;
            closed.remove(key);
        }
        if (flow == null) {
            flow = new Flow(segment, sink, limits, store, counts, rethrow);
            open.put(key, flow);
        }
        return flow;
    }

    private void settle(FlowKey key, Flow flow) {
        if (flow.ended()) {
            open.remove(key);
            closed.put(key, flow);
            return;
        }
        long due = flow.deadline();
        if (due < flow.timer()) {
            flow.timer(due);
            timers.add(new Timer(due, flow));
        }
    }

    private void fireTimers() {
        while (!timers.isEmpty() && timers.peek().nanos() <= clock) {
            Flow flow = timers.poll().flow();
            flow.timer(Long.MAX_VALUE);
            if (flow.ended()) continue;
            if (flow.deadline() <= clock) flow.advance(now, clock);
            settle(flow.key(), flow);
        }
    }

    private void expire() {
        Iterator<Flow> past = closed.values().iterator();
        while (past.hasNext() && past.next().lastClock() + LINGER_NANOS < clock) past.remove();
        while (!open.isEmpty()) {
            Flow eldest = open.values().iterator().next();
            if (eldest.lastClock() + IDLE_NANOS >= clock) return;
            eldest.close(EndCause.IDLE, now);
            open.remove(eldest.key());
        }
    }

    /** The capture has ended: all connections end with it. */
    public void close() {
        for (Flow flow : open.values()) flow.close(EndCause.CAPTURE_END, now);
        open.clear();
        closed.clear();
        timers.clear();
    }
}
