package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.Layer;

/**
 * The short way of a connection's segments, which nearly all go: those that bring the next bytes, or none, while both sides go on, nothing is
 * missing, and nothing waits. All that it needs to know stands here, next to each other in memory; the assemblers are told when it ends.
 */
abstract class ShortWay {
    private static final int PSH = 0x08;
    /** A TCP window is below 1 GiB (RFC 7323, section 2.3): what is farther off is no part of this connection. */
    static final long FAR = 1L << 30;

    private boolean open;
    private long clientNext;   // positions of the next bytes, as Standing has them; of meaning while it is open
    private long serverNext;
    private Layer reader;      // whom the layer above has calls for bytes go to; null while it is not open
    private Side reading;      // whose next bytes the layer above only counts, as many as the next number says; null: nobody's
    private long unread;
    private long passed;       // of these, how many have come and were not told yet, and the last packet of them
    private long passedFrame;
    private long passedNanos;
    private int clientRuns;    // how many runs of bytes were delivered
    private int serverRuns;
    private RecentCopies clientCopies;   // null: of none
    private RecentCopies serverCopies;
    private final Layer upper;

    ShortWay(Layer upper) {
        this.upper = upper;
    }

    /**
     * The short way of {@link TcpConnection#segment}.
     *
     * @param array has {@code length} bytes of payload from {@code offset} on
     * @return false when the segment has to go the long way; then nothing was done
     */
    public final boolean inOrder(Side from, int seq, int ack, int flags, byte[] array, int offset, int length, long frame, long nanos) {
        if (!open || (flags & ~PSH) != TcpConnection.ACK) return false;
        boolean byClient = from == Side.CLIENT;
        int behind = (int) (byClient ? serverNext : clientNext) - ack;
        if (behind < 0 || behind > FAR) return false;
        if (length == 0) return true;
        if (seq != (int) (byClient ? clientNext : serverNext)) return false;
        if (byClient) clientNext += length;
        else serverNext += length;
        Bytes bytes = Bytes.of(array, offset, length);
        remember(from, seq, bytes);
        if (from == reading && length <= unread) {
            unread -= length;
            passed += length;
            passedFrame = frame;
            passedNanos = nanos;
        } else {
            deliver(reader, from, bytes, new Moment(frame, nanos));
        }
        return true;
    }

    /** Opens it, once all is in order and each side has acknowledged something. */
    final void open(StreamAssembler client, StreamAssembler server) {
        open = true;
        clientNext = client.position(client.next());
        serverNext = server.position(server.next());
        reader = upper.reader();
    }

    final boolean isOpen() {
        return open;
    }

    /** Tells the assemblers how far it has come. */
    final void tell(StreamAssembler client, StreamAssembler server) {
        if (!open) return;
        client.reached(clientNext);
        server.reached(serverNext);
    }

    /** Not before {@link #tell}. */
    final void shut() {
        open = false;
        reader = null;
    }

    // ---- what both ways do

    final void deliver(Side from, Bytes bytes, Moment at) {
        deliver(upper, from, bytes, at);
    }

    private void deliver(Layer to, Side from, Bytes bytes, Moment at) {
        tellPassed();
        to.data(from, bytes, at);
        unread = to.unread(from);
        if (unread > 0) reading = from;
    }

    /** Before anything else is told to the layer above. */
    final void tellPassed() {
        if (reading == null) return;
        Side from = reading;
        long count = passed;
        reading = null;
        passed = 0;
        if (count > 0) upper.passed(from, count, new Moment(passedFrame, passedNanos));
    }

    final void remember(Side from, int seq, Bytes bytes) {
        if (from == Side.CLIENT) {
            if (clientCopies == null) clientCopies = new RecentCopies();
            RecentCopies.remember(clientCopies, clientRuns++, seq, bytes);
        } else {
            if (serverCopies == null) serverCopies = new RecentCopies();
            RecentCopies.remember(serverCopies, serverRuns++, seq, bytes);
        }
    }

    /** @return whether other bytes than these were delivered at the same place */
    final boolean differsFromDelivered(Side from, int seq, Bytes again) {
        RecentCopies copies = from == Side.CLIENT ? clientCopies : serverCopies;
        return copies != null && copies.differs(seq, again);
    }

    /** Nothing more of {@code from} is delivered. */
    final void forget(Side from) {
        if (from == Side.CLIENT) clientCopies = null;
        else serverCopies = null;
    }
}
