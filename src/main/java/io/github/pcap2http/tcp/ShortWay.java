package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.Layer;

/**
 * The short way of a connection's segments, which nearly all go: those that bring the next bytes, or none, while both sides go on, nothing is
 * missing, and nothing waits. {@link TcpConnection} extends it and is the long way, so that all that such a segment touches lies next to each
 * other in memory.
 *
 * <p><b>Plan</b>: while it is open, how far both sides have come is known here only, and the assemblers are behind: whoever asks them
 * anything calls {@link #update} first, or knows that it is not open. Nothing else that the long way looks at can be changed by what is let
 * through here: there is no deadline, the handshake is over, and an acknowledgement says no more than that what was delivered has arrived.
 *
 * <p>Below are also the steps that both ways share, as handing bytes on, since they go on where the other one stopped.
 */
abstract class ShortWay {
    private static final int PSH = 0x08;
    /** A TCP window is below 1 GiB (RFC 7323, section 2.3): what is farther off is no part of this connection. */
    static final long FAR = 1L << 30;

    private boolean open;
    private long clientNext;   // positions of the next bytes, as Standing has them; of meaning while it is open
    private long serverNext;
    private Layer reader;      // Layer.reader() of the layer above; null while it is not open

    private Side reading;      // whose bytes, and no others, the layer above only counts now; null: nobody's
    private long unread;       // how many more of them it only counts
    private long passed;       // how many have come of which it was not told yet, and the last packet of them
    private long passedFrame;
    private long passedNanos;

    private int clientRuns;    // how many runs of bytes were delivered
    private int serverRuns;
    private DeliveredRuns clientDelivered;   // the last of them; null: of none
    private DeliveredRuns serverDelivered;
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
            handOn(reader, from, bytes, new Moment(frame, nanos));
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

    /** Tells the assemblers how far it has come, if it is open. */
    final void update(StreamAssembler client, StreamAssembler server) {
        if (!open) return;
        client.reached(clientNext);
        server.reached(serverNext);
    }

    /** All goes the long way from now on. */
    final void leave(StreamAssembler client, StreamAssembler server) {
        update(client, server);
        open = false;
        reader = null;
    }

    // ---- what both ways do

    /** Gives bytes, which are the next of {@code from}, to the layer above. */
    final void handOn(Side from, Bytes bytes, Moment at) {
        handOn(upper, from, bytes, at);
    }

    private void handOn(Layer to, Side from, Bytes bytes, Moment at) {
        tellPassed();
        to.data(from, bytes, at);
        unread = to.unread(from);
        if (unread > 0) reading = from;
    }

    /** Tells the layer above of bytes that it only counts: before anything else is. */
    final void tellPassed() {
        if (reading == null) return;
        Side from = reading;
        long count = passed;
        reading = null;
        passed = 0;
        if (count > 0) upper.passed(from, count, new Moment(passedFrame, passedNanos));
    }

    /** Before the bytes are handed on. @param seq sequence number of the first of them */
    final void remember(Side from, int seq, Bytes bytes) {
        if (from == Side.CLIENT) {
            if (clientDelivered == null) clientDelivered = new DeliveredRuns();
            DeliveredRuns.remember(clientDelivered, clientRuns++, seq, bytes);
        } else {
            if (serverDelivered == null) serverDelivered = new DeliveredRuns();
            DeliveredRuns.remember(serverDelivered, serverRuns++, seq, bytes);
        }
    }

    /** @return whether other bytes than these were delivered at the same place */
    final boolean differsFromDelivered(Side from, int seq, Bytes again) {
        DeliveredRuns delivered = from == Side.CLIENT ? clientDelivered : serverDelivered;
        return delivered != null && delivered.differs(seq, again);
    }

    /** Nothing more of {@code from} is delivered. */
    final void forget(Side from) {
        if (from == Side.CLIENT) clientDelivered = null;
        else serverDelivered = null;
    }
}
