package io.github.pcap2http.flow;

import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.packet.Segment;

/**
 * Recognises the answers to a connection of which the capture has one side only between its addresses, since an address translation was
 * undone on the way back before they were captured. That is what {@code REDIRECT} looks like on the loopback interface, and source address
 * translation on a bridge. The numbers prove it: an answer acknowledges what the other side just sent, and begins where that one expects.
 *
 * <p>Remembers the last segment of some thousand connections that nobody answered so far.
 */
final class Answers {
    /** How much later an answer comes at most, in nanoseconds of capture time. */
    private static final long NEAR_NANOS = 3_000_000_000L;
    private static final int SLOTS = 2048;   // a power of two

    private final long[] prints = new long[SLOTS];
    private final long[] clocks = new long[SLOTS];
    private final int[] timestamps = new int[SLOTS];
    private final Flow[] flows = new Flow[SLOTS];

    /** @param flow of the segment, which one side of only has been seen */
    void expect(Segment segment, Flow flow, long clock) {
        if (segment.rst()) return;
        int end = segment.seq() + segment.payloadLength() + segment.missing() + (segment.syn() ? 1 : 0) + (segment.fin() ? 1 : 0);
        long print = print(segment.hasAck() ? segment.ack() : 0, end);
        int slot = slot(print);
        if (prints[slot] == print && clock - clocks[slot] <= NEAR_NANOS && waits(flows[slot])) return;
        prints[slot] = print;
        clocks[slot] = clock;
        timestamps[slot] = segment.timestamp();
        flows[slot] = flow;
    }

    /**
     * @param opening the first segment between two addresses
     * @return the connection that it is an answer on, by the side that did not send so far; null when there is none
     */
    Flow asked(Segment opening, long clock) {
        if (!opening.hasAck()) return null;
        boolean toSyn = opening.syn() || opening.rst();
        long print = print(toSyn ? 0 : opening.seq(), opening.ack());
        int slot = slot(print);
        Flow flow = prints[slot] == print && clock - clocks[slot] <= NEAR_NANOS ? flows[slot] : null;
        if (!waits(flow) || !flow.hasRoom()) return null;
        boolean fromServer = flow.lastSender() == Side.CLIENT;
        Endpoint client = fromServer ? opening.destination() : opening.source();
        Endpoint server = fromServer ? opening.source() : opening.destination();
        boolean echo = timestamps[slot] != 0 && opening.timestampEcho() == timestamps[slot];
        return echo || flow.knowsClient(client) || flow.knowsServer(server) ? flow : null;
    }

    /** Of copies that wait for the same answer, the first is the one that does not hear it where it was seen: others have heard theirs. */
    private static boolean waits(Flow flow) {
        return flow != null && !flow.ended() && flow.oneSided();
    }

    private static long print(int seq, int ack) {
        return (long) seq << 32 | ack & 0xffff_ffffL;
    }

    private static int slot(long print) {
        return (int) ((print ^ print >>> 32) * 0x9e3779b97f4a7c15L >>> 40) & SLOTS - 1;
    }
}
