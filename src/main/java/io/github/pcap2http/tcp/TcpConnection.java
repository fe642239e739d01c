package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Layer;
import io.github.pcap2http.tcp.StreamAssembler.Piece;
import java.util.function.Consumer;

/**
 * One TCP connection: puts the segments of both sides in order and delivers their bytes in causal order.
 *
 * <p><b>Order.</b> A segment that acknowledges n bytes of the peer waits until those are delivered. That holds whatever order the capture
 * has, so a response never overtakes its request. Two segments that wait for each other mean that one is a retransmission, whose
 * acknowledgement is younger than its bytes: the one captured later goes first.
 *
 * <p><b>Holes.</b> Bytes that the peer acknowledges but that are not there were lost by the capture, or come late: they have
 * {@link #SLACK_NANOS} of capture time. Bytes that the peer does not acknowledge were lost by the network and will be sent again: they are
 * waited for, to the limit of held bytes. Where the peer is not in the capture at all, time decides.
 */
public final class TcpConnection extends ShortWay {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int ACK = 0x10;

    /** How late a packet may stand in the capture, in nanoseconds of capture time. */
    private static final long SLACK_NANOS = 100_000_000;
    /** How long a hole is waited for when the receiver's acknowledgements are not in the capture. */
    private static final long UNHEARD_NANOS = 3_000_000_000L;
    /** In a capture that begins in mid-stream, how much may have been in flight before its first packet. */
    private static final long IN_FLIGHT = 1 << 20;
    /** What a SYN may carry, at most (RFC 7413). */
    private static final long FAST_OPEN = 1 << 16;

    private final Layer upper;
    private final Limits limits;
    private final Consumer<Code> note;
    private final Handshake handshake = new Handshake();
    private StreamAssembler client = new StreamAssembler();
    private StreamAssembler server = new StreamAssembler();
    private long clock;
    private Moment reset;
    private long resetClock;
    private boolean closing;

    /** @param note is told what is odd about the connection as a whole */
    public TcpConnection(Layer upper, Limits limits, Consumer<Code> note) {
        super(upper);
        this.upper = upper;
        this.limits = limits;
        this.note = note;
    }

    public Handshake handshake() {
        return handshake;
    }

    /** @return whether both sides have ended */
    public boolean ended() {
        return !isOpen() && client.ended() && server.ended();
    }

    /** @return whether a SYN with these numbers opened the connection, or may belong to it */
    public boolean openedBy(Side from, int seq, int ack, boolean acks) {
        update(client, server);
        StreamAssembler sender = side(from);
        StreamAssembler receiver = side(from.peer());
        boolean answers = acks && handshakeSeen(from.peer()) && receiver.started();   // a SYN, of this connection or another one
        if (answers && (receiver.sinceBegin(ack) < 0 || receiver.sinceBegin(ack) > FAST_OPEN)) return false;
        if (sender.started()) return (answers || handshakeSeen(from)) && sender.sinceBegin(seq + 1) == 0;
        return !sender.known() || Math.abs(sender.offset(seq + 1)) <= FAST_OPEN;
    }

    /**
     * Which side is the client is a guess until a SYN tells.
     *
     * @return whether a SYN with these numbers may belong to the connection if {@code from} is not the side that it was taken for
     */
    public boolean turnedBy(Side from, int seq, int ack, boolean acks) {
        StreamAssembler sender = side(from);
        StreamAssembler receiver = side(from.peer());
        if (handshake.syn() != null || handshake.accepted() || sender.started() || receiver.started()) return false;
        boolean near = !sender.known() || Math.abs(sender.offset(seq + 1)) <= FAST_OPEN;
        boolean nearPeer = !acks || !receiver.known() || Math.abs(receiver.offset(ack)) <= FAST_OPEN;
        return near && nearPeer && (sender.known() || acks && receiver.known());
    }

    /** The client turned out to be the server, before anything was delivered. */
    public void turn() {
        StreamAssembler other = client;
        client = server;
        server = other;
        handshake.turn();
    }

    /**
     * @return how far a segment's numbers are from those that this connection has reached, in bytes: of its sequence number and what it
     *     acknowledges the one that is farther off; {@code otherwise}, or what is more, where nothing is known of one of the sides
     */
    public long distance(Side from, int seq, int ack, boolean acks, long otherwise) {
        update(client, server);
        long sent = side(from).distance(seq, otherwise);
        return acks ? Math.max(sent, side(from.peer()).distance(ack, otherwise)) : sent;
    }

    /** @param length of its payload, what was cut off included. @return where a segment stands that {@link #segment} is about to be given */
    public Standing standing(Side from, int seq, int ack, int flags, int length) {
        update(client, server);
        StreamAssembler sender = side(from);
        int first = (flags & SYN) != 0 ? seq + 1 : seq;
        long offset = sender.known() ? sender.offset(first) : 0;
        long start = sender.known() ? sender.position(offset) : first & 0xffff_ffffL;
        boolean probe = length <= 1 && (flags & (SYN | FIN | RST)) == 0 && sender.started() && offset == sender.next() - 1;
        Standing.Data data = length == 0 ? Standing.Data.NONE : sender.known() ? sender.look(offset, offset + length) : Standing.Data.NEW;
        if (probe) data = Standing.Data.KEEP_ALIVE;
        StreamAssembler receiver = side(from.peer());
        long acknowledged = (flags & ACK) == 0 ? Standing.NOTHING
            : receiver.known() ? receiver.position(receiver.offset(ack)) : ack & 0xffff_ffffL;
        boolean heard = (flags & ACK) == 0 || !receiver.known() || receiver.started() && receiver.deliveredUpTo(receiver.offset(ack));
        boolean atOnce = data == Standing.Data.NEW && sender.started() && heard && client.calm() && server.calm();
        return new Standing(start, start + length, acknowledged, data, atOnce);
    }

    /**
     * What a side acknowledges with its first byte, or before it, is where the peer begins. Later segments may stand before that one in the
     * capture; they acknowledge more, and tell nothing.
     */
    private boolean isFirst(Side from, int seq) {
        StreamAssembler sender = side(from);
        return sender.started() && handshakeSeen(from) && sender.sinceBegin(seq) == 0;
    }

    private boolean handshakeSeen(Side from) {
        return handshake.accepted() || from == Side.CLIENT && handshake.syn() != null;
    }

    /** @return whether all is in order, so that the short way can be gone */
    private boolean isPlain() {
        boolean going = client.started() && server.started() && !client.anyFin() && !server.anyFin() && !client.ended() && !server.ended();
        return going && reset == null && handshake.settled() && client.anyAck() && server.anyAck() && client.calm() && server.calm();
    }

    /**
     * @param seq sequence number of the segment; so {@code ack}, which counts only with {@link #ACK} in {@code flags}
     * @param payload a view, copied where it must wait
     * @param missing bytes of payload that were sent behind it but not captured
     * @param clock nanoseconds of capture time that have passed, from any start; unlike {@code now}, never less than before
     */
    public void segment(Side from, int seq, int ack, int flags, Bytes payload, int missing, Moment now, long clock) {
        if (ended()) return;
        if (isOpeningKeepAlive(from, flags, payload, missing)) {
            segment(from, seq + 1, ack, flags, Bytes.EMPTY, 0, now, clock);
            return;
        }
        leave(client, server);
        advance(now, clock);
        handshake.segment(from, seq, ack, flags, now);
        StreamAssembler sender = side(from);
        StreamAssembler receiver = side(from.peer());
        if ((flags & RST) != 0) {
            if ((flags & ACK) != 0) receiver.know(ack, clock);
            reset(from, sender, seq, now);
            return;
        }
        boolean syn = (flags & SYN) != 0;
        int first = syn ? seq + 1 : seq;
        if (syn) {
            sender.know(first, clock);
            sender.start(sender.offset(first), clock);
        }
        boolean acks = (flags & ACK) != 0;
        if (acks) acknowledge(receiver, ack, syn || !receiver.known() && isFirst(from, first));
        if (payload.length() + missing > 0) bytes(sender, receiver, new Piece(place(sender, first), payload, missing, acks, ack, now), from);
        if ((flags & FIN) != 0) fin(sender, place(sender, first) + payload.length() + missing, acks, ack, now);
        pump(now);
        if (isPlain()) open(client, server);
    }

    /**
     * A capture that begins in mid-stream may begin with a keep-alive, whose octet is no data and stands in front of the next byte
     * (RFC 9293, 3.8.4). Later ones repeat a byte that was there. All known senders that put an octet there put a zero.
     */
    private boolean isOpeningKeepAlive(Side from, int flags, Bytes payload, int missing) {
        boolean octet = payload.length() == 1 && missing == 0 && payload.at(0) == 0 && flags == ACK;
        return octet && !side(from).started() && !handshakeSeen(from);
    }

    private long place(StreamAssembler sender, int seq) {
        sender.know(seq, clock);
        return sender.offset(seq);
    }

    private void acknowledge(StreamAssembler acknowledged, int ack, boolean start) {
        acknowledged.know(ack, clock);
        long offset = acknowledged.offset(ack);
        if (acknowledged.started() && Math.abs(offset - acknowledged.next()) > FAR) {
            note.accept(Code.FAR_SEQUENCE);
            return;
        }
        acknowledged.acknowledge(offset, clock);
        if (start) acknowledged.start(offset, clock);
    }

    private void fin(StreamAssembler sender, long place, boolean acks, int ack, Moment now) {
        boolean stale = sender.started() && (place < sender.next() || place - sender.next() > FAR);
        if (!stale) sender.fin(place, acks, ack, now);
        else if (!sender.ended()) note.accept(Code.FAR_SEQUENCE);
    }

    private void reset(Side from, StreamAssembler sender, int seq, Moment now) {
        if (reset != null) return;
        boolean far = sender.started() && Math.abs(sender.offset(seq) - sender.next()) > FAR >> 4;
        if (far) {
            note.accept(Code.FAR_SEQUENCE);
            return;
        }
        handshake.reset(from);
        reset = now;
        resetClock = clock;
    }

    private void bytes(StreamAssembler sender, StreamAssembler receiver, Piece piece, Side from) {
        long ahead = sender.started() ? piece.offset() - sender.next() : 0;
        if (Math.abs(ahead) > FAR) {
            note.accept(Code.FAR_SEQUENCE);
            return;
        }
        if (ahead < 0) {
            boolean probe = piece.bytes().length() <= 1 && piece.end() <= sender.next();   // keep-alive (RFC 9293, 3.8.4)
            if (!probe && differsFromDelivered(from, sender.sequence(piece.offset()), piece.bytes())) note.accept(Code.OVERLAP_DIFFERS);
            if (piece.end() <= sender.next()) return;
        }
        if (sender.started() && sender.empty() && ahead <= 0 && ready(piece, receiver)) {
            deliver(from, sender, ahead == 0 ? piece : piece.part(sender.next(), piece.end()));
        } else if (sender.insert(piece, clock)) {
            note.accept(Code.OVERLAP_DIFFERS);
        }
    }

    // ---- delivery

    /** Delivers all that can be delivered at {@code now}. */
    private void pump(Moment now) {
        boolean progress = closing || !client.calm() || !server.calm();
        while (progress) {
            progress = deliverHeads(Side.CLIENT) | deliverHeads(Side.SERVER);
            progress = progress || breakCircle() || decideHole(Side.CLIENT, now) || decideHole(Side.SERVER, now);
        }
        boolean serverFirst = answersFin(client, server) && !answersFin(server, client);
        endAtFin(serverFirst ? Side.SERVER : Side.CLIENT);
        endAtFin(serverFirst ? Side.CLIENT : Side.SERVER);
    }

    /** @return whether the FIN of {@code sender} acknowledges one of {@code receiver}, or bytes before it, that is not there yet */
    private boolean answersFin(StreamAssembler sender, StreamAssembler receiver) {
        if (!sender.atFin() || !sender.finHasAck() || !receiver.started() || receiver.ended()) return false;
        long offset = receiver.offset(sender.finAck());
        return offset > receiver.next() && offset - receiver.next() <= FAR && !receiver.isFinMissed(offset);
    }

    private boolean deliverHeads(Side from) {
        StreamAssembler sender = side(from);
        StreamAssembler receiver = side(from.peer());
        boolean any = false;
        for (Piece head = sender.head(); head != null && ready(head, receiver); head = sender.head()) {
            deliver(from, sender, sender.take());
            any = true;
        }
        return any;
    }

    /** @return whether everything that the sender of {@code piece} had received by then is delivered */
    private boolean ready(Piece piece, StreamAssembler receiver) {
        if (!piece.hasAck() || !receiver.known()) return true;
        if (!receiver.started()) return false;
        long offset = receiver.offset(piece.ack());
        return receiver.deliveredUpTo(offset) || offset - receiver.next() > FAR;
    }

    private void deliver(Side from, StreamAssembler sender, Piece piece) {
        if (!piece.bytes().isEmpty()) remember(from, sender.nextSeq(), piece.bytes());
        sender.skip(piece.end() - piece.offset(), clock);
        if (sender.ended()) return;
        if (!piece.bytes().isEmpty()) handOn(from, piece.bytes(), piece.at());
        if (piece.missing() > 0) {
            note.accept(Code.SNAPPED);
            tellPassed();
            upper.gap(from, piece.missing(), piece.at());
        }
    }

    private boolean breakCircle() {
        Piece one = client.head();
        Piece other = server.head();
        if (one == null || other == null) return closing && forceHead(one == null ? Side.SERVER : Side.CLIENT);
        return forceHead(one.at().frame() > other.at().frame() ? Side.CLIENT : Side.SERVER);
    }

    private boolean forceHead(Side from) {
        StreamAssembler sender = side(from);
        StreamAssembler receiver = side(from.peer());
        boolean peerCanGoOn = closing && receiver.started() && receiver.holeEnd() > receiver.next();
        if (sender.head() == null || peerCanGoOn && receiver.head() == null) return false;
        deliver(from, sender, sender.take());
        return true;
    }

    // ---- holes

    private boolean decideHole(Side from, Moment now) {
        StreamAssembler sender = side(from);
        if (!sender.started() || sender.head() != null) return false;
        long end = sender.holeEnd();
        if (end <= sender.next() || !closing && clock < holeDeadline(sender)) return false;
        if (sender.finUnseen()) {
            sender.missFin();
            return true;
        }
        boolean overLimit = sender.held() > limits.maxHeld();
        if (overLimit) note.accept(Code.HELD_LIMIT);
        long sure = closing || overLimit || !sender.anyAck() ? end : Math.min(end, sender.acked());
        long length = Math.min(sure, knownToWaiting(side(from.peer()).head(), sender, sure)) - sender.next();
        sender.skip(length, clock);
        tellPassed();
        if (!sender.ended()) upper.gap(from, length, now);
        return true;
    }

    /** @return what the peer had when it sent what waits next: bytes behind that may be the answer to it, and come after it */
    private static long knownToWaiting(Piece waiting, StreamAssembler sender, long otherwise) {
        long known = waiting == null || !waiting.hasAck() ? otherwise : sender.offset(waiting.ack());
        return known > sender.next() ? known : otherwise;
    }

    /** @return when, in capture time, the hole at the next byte is given up */
    private long holeDeadline(StreamAssembler sender) {
        if (sender.held() > limits.maxHeld()) return Long.MIN_VALUE;
        boolean lost = sender.anyAck() && sender.acked() > sender.next();
        boolean unheard = !sender.anyAck() && !sender.empty();
        if (!lost && !unheard) return Long.MAX_VALUE;   // the network lost them: whatever waits on the other side does not wait for these
        boolean peerOverLimit = client.held() > limits.maxHeld() || server.held() > limits.maxHeld();
        return peerOverLimit ? Long.MIN_VALUE : sender.waitingNanos() + (lost ? SLACK_NANOS : UNHEARD_NANOS);
    }

    // ---- time and end

    /** @return when, by the clock of {@link #segment}, {@link #advance} has something to do; {@link Long#MAX_VALUE} for never */
    public long deadline() {
        if (isOpen() || ended()) return Long.MAX_VALUE;
        long due = reset == null ? Long.MAX_VALUE : resetClock + SLACK_NANOS;
        return Math.min(due, Math.min(deadline(client), deadline(server)));
    }

    private long deadline(StreamAssembler sender) {
        if (!sender.known()) return Long.MAX_VALUE;
        if (!sender.started()) return sender.held() > limits.maxHeld() ? Long.MIN_VALUE : sender.firstHeardNanos() + SLACK_NANOS;
        boolean hole = sender.head() == null && sender.holeEnd() > sender.next();
        return hole ? holeDeadline(sender) : Long.MAX_VALUE;
    }

    /** Capture time has passed: decides what was only waiting for time to pass. */
    public void advance(Moment now, long clock) {
        this.clock = clock;
        if (deadline() > clock) return;
        startIfDue(client);
        startIfDue(server);
        pump(now);
        if (reset != null && resetClock + SLACK_NANOS <= clock) close(EndCause.RST, reset);
    }

    private void startIfDue(StreamAssembler sender) {
        if (sender.known() && !sender.started() && deadline(sender) <= clock) sender.startAtLowest(IN_FLIGHT, clock);
    }

    /** @return bytes of both sides that wait */
    public long held() {
        return isOpen() ? 0 : client.held() + server.held();
    }

    /** Delivers what waits, though bytes before it may still come. */
    public void letGo(Moment now) {
        tellPassed();
        if (ended() || held() == 0) return;
        note.accept(Code.HELD_LIMIT);
        closing = true;
        client.startAtLowest(IN_FLIGHT, clock);
        server.startAtLowest(IN_FLIGHT, clock);
        pump(now);
        closing = false;
    }

    /**
     * Nothing more comes: delivers what waits and ends both sides, first the one that reset the connection. A pending RST is the cause, whatever
     * {@code cause} says.
     */
    public void close(EndCause cause, Moment now) {
        if (ended()) return;
        leave(client, server);
        closing = true;
        client.startAtLowest(IN_FLIGHT, clock);
        server.startAtLowest(IN_FLIGHT, clock);
        pump(now);
        EndCause why = reset != null ? EndCause.RST : cause;
        Moment when = reset != null ? reset : now;
        Side first = reset != null ? handshake.resetBy() : Side.CLIENT;
        end(first, why, when);
        end(first.peer(), why, when);
    }

    private void endAtFin(Side from) {
        StreamAssembler sender = side(from);
        StreamAssembler receiver = side(from.peer());
        boolean waits = !closing && answersFin(sender, receiver) && !answersFin(receiver, sender);
        if (sender.atFin() && !waits) end(from, EndCause.FIN, sender.finAt());
    }

    private void end(Side from, EndCause cause, Moment now) {
        StreamAssembler sender = side(from);
        if (sender.ended()) return;
        sender.end();
        forget(from);
        tellPassed();
        upper.end(from, cause, now);
    }

    /** It has ended, also for a bug: the layers are not kept, but how far it has come stays known, as late segments are asked about. */
    public void forget() {
        leave(client, server);
    }

    private StreamAssembler side(Side side) {
        return side == Side.CLIENT ? client : server;
    }
}
