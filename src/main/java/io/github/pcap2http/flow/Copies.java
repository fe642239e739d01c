package io.github.pcap2http.flow;

import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.packet.Segment;

/**
 * Recognises a connection that is a known one, seen once more behind an address translation: a segment of it is the copy of one that was
 * captured a moment ago between other addresses. Sequence numbers, options and payload are what a translation leaves as they are.
 *
 * <p>Remembers the last few thousand segments by their fingerprints. What it says depends on the segments before, in the order of the
 * capture: so it belongs to the thread that reads, before connections are handed to anybody.
 */
final class Copies {
    /** How much later the copy of a packet is captured at most, in nanoseconds of capture time. */
    private static final long NEAR_NANOS = 100_000_000;
    /** The same for captures of several hosts, whose clocks differ, where a router proves that it is a copy. */
    private static final long SKEW_NANOS = 3_000_000_000L;
    private static final int MOST_HOPS = 32;   // routers between two places of a capture
    private static final int SLOTS = 8192;   // a power of two
    private static final int LATEST = 32;
    private static final long BY_CLIENT = 1L << 32;
    private static final long COUNTS = 1L << 33;   // a second one is counted

    /** Of each segment its fingerprint, when it was captured, and in one number what is taken apart below. */
    private final long[] slots = new long[SLOTS * 3];
    private final Flow[] flows = new Flow[SLOTS];
    /** As the slots have it, of the last few segments: they get their slots together, since each is far from the others in memory. */
    private final long[] latest = new long[LATEST * 3];
    private final Flow[] latestFlows = new Flow[LATEST];
    private int waiting;
    private long repeated;

    /** @param side of {@code flow} that sent the segment */
    void remember(Segment segment, Flow flow, Side side, long clock) {
        if (waiting == LATEST) settle();
        int at = waiting * 3;
        boolean counts = segment.payloadLength() > 0 || segment.syn() || segment.fin();
        latest[at] = segment.fingerprint();
        latest[at + 1] = clock;
        latest[at + 2] = (counts ? COUNTS : 0) | (side == Side.CLIENT ? BY_CLIENT : 0) | (segment.ttl() & 0xffL) << 16 | segment.ipId() & 0xffffL;
        latestFlows[waiting++] = flow;
    }

    private void settle() {
        for (int i = 0; i < waiting; i++) {
            long print = latest[i * 3];
            long clock = latest[i * 3 + 1];
            long more = latest[i * 3 + 2];
            int slot = slot(print);
            int at = slot * 3;
            boolean copy = slots[at] == print && flows[slot] == latestFlows[i] && clock - slots[at + 1] <= NEAR_NANOS;
            if (copy && (more & COUNTS) != 0) repeated++;
            slots[at] = print;
            slots[at + 1] = clock;
            slots[at + 2] = more;
            flows[slot] = latestFlows[i];
        }
        waiting = 0;
    }

    /** @return whether a segment of {@code flow} is, by all that shows, a packet that was captured a moment ago */
    boolean isCopy(Segment segment, Flow flow, long clock) {
        settle();
        long print = segment.fingerprint();
        int slot = slot(print);
        boolean near = slots[slot * 3] == print && flows[slot] == flow && clock - clockOf(slot) <= NEAR_NANOS;
        return near && (short) segment.ipId() == (short) slots[slot * 3 + 2];
    }

    /**
     * @param segment one of the first between two addresses
     * @param synMissing whether there was no SYN between them before it
     * @return the connection that it is a copy from, which {@link #side} of it sent; null when it is none
     */
    Flow original(Segment segment, boolean synMissing, long clock) {
        settle();
        long print = segment.fingerprint();
        int slot = slot(print);
        Flow flow = slots[slot * 3] == print && clock - clockOf(slot) <= SKEW_NANOS ? flows[slot] : null;
        if (flow == null || !flow.hasRoom()) return null;
        Side from = sideOf(slot);
        boolean near = clock - clockOf(slot) <= NEAR_NANOS && flow.lastSender() == from;
        boolean sure = near || segment.ipId() > 0 && routed(segment, slot);
        return sure && related(flow, segment, synMissing, slot) ? flow : null;
    }

    /** @return which side sent the segment that {@link #original} just found */
    Side side(Segment copy) {
        return sideOf(slot(copy.fingerprint()));
    }

    /**
     * Programs that make captures use the same sequence numbers again and again, and many clients send the same words. So the peer must not
     * have answered yet, unless a router is the proof, and the addresses must look like a translation: of the server's end only, the client's address and port being known;
     * of the client's end, where the server agrees to a connect that the capture lacks; or of any end, where the sender's timestamp is in the
     * segments, or the packet went through a router.
     */
    private boolean related(Flow flow, Segment copy, boolean synMissing, int slot) {
        boolean fromClient = sideOf(slot) == Side.CLIENT;
        Endpoint client = fromClient ? copy.source() : copy.destination();
        Endpoint server = fromClient ? copy.destination() : copy.source();
        boolean answerWithoutSyn = synMissing && copy.syn() && copy.hasAck() && flow.knowsServer(server);
        if (flow.knowsClient(client) || answerWithoutSyn) return true;
        boolean portsOnly = client.address().equals(flow.client().address()) && server.address().equals(flow.server().address());
        return !portsOnly && (copy.timestamp() != 0 || routed(copy, slot));
    }

    /** A router lowers the time to live and keeps the identification (RFC 791, section 3.2), which is 0 or absent where it tells nothing. */
    private boolean routed(Segment copy, int slot) {
        int hops = Math.abs(copy.ttl() - (int) (slots[slot * 3 + 2] >> 16 & 0xff));
        boolean telling = copy.ipId() > 0;
        return (short) copy.ipId() == (short) slots[slot * 3 + 2] && hops > 0 && hops <= (telling ? MOST_HOPS : 1);
    }

    private long clockOf(int slot) {
        return slots[slot * 3 + 1];
    }

    private Side sideOf(int slot) {
        return (slots[slot * 3 + 2] & BY_CLIENT) != 0 ? Side.CLIENT : Side.SERVER;
    }

    private static int slot(long print) {
        return (int) print & SLOTS - 1;
    }

    /** @return segments with data, SYN or FIN that were captured more than once, by their fingerprints */
    long repeated() {
        settle();
        return repeated;
    }
}
