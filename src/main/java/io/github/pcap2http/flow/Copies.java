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
    private static final int SEGMENTS = 8192;   // a power of two; so are the slots, which are as many
    private static final int LAST = SEGMENTS - 1;
    private static final int BY_CLIENT = 1 << 24;

    /** The last segments, one after the other and then from the start again: places that are far apart are slow to write. */
    private final long[] prints = new long[SEGMENTS];
    private final long[] clocks = new long[SEGMENTS];   // when each was captured
    private final int[] traits = new int[SEGMENTS];     // from the last bit on: 16 bits IP identification, 8 time to live, 1 who sent it
    private final Flow[] flows = new Flow[SEGMENTS];
    private int next;   // the place that is written next

    /** By the last bits of a fingerprint: the place of the last one that has them, in the last bits, and in the others as many more of its own. */
    private final int[] slots = new int[SEGMENTS];
    private long repeated;

    /** A segment that may be a repeated one, and was not remembered yet; none that brings the next bytes of its side is. */
    void count(Segment segment, Flow flow, long clock) {
        boolean counts = segment.payloadLength() > 0 || segment.syn() || segment.fin();
        int before = counts ? find(segment.fingerprint()) : -1;
        if (before >= 0 && flows[before] == flow && clock - clocks[before] <= NEAR_NANOS) repeated++;
    }

    /** @param side of {@code flow} that sent the segment */
    void remember(Segment segment, Flow flow, Side side, long clock) {
        long print = segment.fingerprint();
        int place = next;
        next = place + 1 & LAST;
        prints[place] = print;
        clocks[place] = clock;
        traits[place] = (side == Side.CLIENT ? BY_CLIENT : 0) | segment.ttl() << 16 | segment.ipId() & 0xffff;
        flows[place] = flow;
        slots[(int) print & LAST] = (int) (print >>> 32) & ~LAST | place;
    }

    /** The client of {@code flow} turned out to be its server. */
    void turn(Flow flow) {
        for (int place = 0; place < SEGMENTS; place++) {
            if (flows[place] == flow) traits[place] ^= BY_CLIENT;
        }
    }

    /** @return the place of the last segment with this fingerprint, if none that has the same slot came after it; -1 when there is none */
    private int find(long print) {
        int slot = slots[(int) print & LAST];
        int place = slot & LAST;
        return ((slot ^ (int) (print >>> 32)) & ~LAST) == 0 && prints[place] == print && flows[place] != null ? place : -1;
    }

    /** @return whether a segment of {@code flow} is, by all that shows, a packet that was captured a moment ago */
    boolean isCopy(Segment segment, Flow flow, long clock) {
        int place = find(segment.fingerprint());
        boolean near = place >= 0 && flows[place] == flow && clock - clocks[place] <= NEAR_NANOS;
        return near && (short) segment.ipId() == (short) traits[place];
    }

    /**
     * @param segment one of the first between two addresses
     * @param synMissing whether there was no SYN between them before it
     * @return the connection that it is a copy from, which {@link #side} of it sent; null when it is none
     */
    Flow original(Segment segment, boolean synMissing, long clock) {
        int place = find(segment.fingerprint());
        Flow flow = place >= 0 && clock - clocks[place] <= SKEW_NANOS ? flows[place] : null;
        if (flow == null || !flow.hasRoom()) return null;
        boolean near = clock - clocks[place] <= NEAR_NANOS && flow.lastSender() == side(place);
        boolean sure = near || segment.ipId() > 0 && routed(segment, place);
        return sure && related(flow, segment, synMissing, place) ? flow : null;
    }

    /** @return which side sent the segment that {@link #original} just found */
    Side side(Segment copy) {
        return side(find(copy.fingerprint()));
    }

    private Side side(int place) {
        return (traits[place] & BY_CLIENT) != 0 ? Side.CLIENT : Side.SERVER;
    }

    /**
     * Programs that make captures use the same sequence numbers again and again, and many clients send the same words. So the peer must not
     * have answered yet, unless a router is the proof, and the addresses must look like a translation: of the server's end only, the client's
     * address and port being known; of the client's end, where the server agrees to a connect that the capture lacks; or of any end, where the
     * sender's timestamp is in the segments, or the packet went through a router.
     */
    private boolean related(Flow flow, Segment copy, boolean synMissing, int place) {
        boolean fromClient = side(place) == Side.CLIENT;
        Endpoint client = fromClient ? copy.source() : copy.destination();
        Endpoint server = fromClient ? copy.destination() : copy.source();
        boolean answerWithoutSyn = synMissing && copy.syn() && copy.hasAck() && flow.knowsServer(server);
        if (flow.knowsClient(client) || answerWithoutSyn) return true;
        boolean portsOnly = client.address().equals(flow.client().address()) && server.address().equals(flow.server().address());
        return !portsOnly && (copy.timestamp() != 0 || routed(copy, place));
    }

    /** A router lowers the time to live and keeps the identification (RFC 791, section 3.2), which is 0 or absent where it tells nothing. */
    private boolean routed(Segment copy, int place) {
        int hops = Math.abs(copy.ttl() - (traits[place] >> 16 & 0xff));
        boolean telling = copy.ipId() > 0;
        return (short) copy.ipId() == (short) traits[place] && hops > 0 && hops <= (telling ? MOST_HOPS : 1);
    }

    /** @return segments with data, SYN or FIN that were captured more than once, by their fingerprints */
    long repeated() {
        return repeated;
    }
}
