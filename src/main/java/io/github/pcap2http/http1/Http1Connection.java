package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Inner;
import io.github.pcap2http.stream.Layer;

/**
 * One HTTP/1 connection: each side is a reader that cuts its bytes into messages; what they find goes to the {@link Pairs} of requests and
 * responses, and what is inside a tunnel to the layer that the connection's owner makes for it.
 */
public final class Http1Connection implements Layer {
    private final Inner inner;
    private final Pairs pairs;
    private final RequestSide requests;
    private final ResponseSide responses;
    private Layer tunnel;
    private Side lastSpoke;
    private Moment lastSeen;
    private boolean requestsEnded;
    private boolean responsesEnded;

    /** @param inner makes the layer for what runs inside a tunnel or behind an upgrade */
    public Http1Connection(Journal journal, Inner inner) {
        this.inner = inner;
        this.pairs = new Pairs(journal);
        this.requests = new RequestSide(this, journal, pairs);
        this.responses = new ResponseSide(this, journal, pairs);
    }

    @Override
    public void data(Side from, Bytes bytes, Moment now) {
        MessageReader reader = reader(from);
        spoke(from, reader);
        reader.data(bytes, now);
    }

    @Override
    public long unread(Side from) {
        if (from != lastSpoke) return 0;
        MessageReader reader = reader(from);
        return reader.inTunnel() ? tunnel.unread(from) : reader.unread();
    }

    @Override
    public void passed(Side from, long count, Moment last) {
        if (reader(from).inTunnel()) tunnel.passed(from, count, last);
        else reader(from).passed(count, last);
    }

    @Override
    public void gap(Side from, long length, Moment now) {
        MessageReader reader = reader(from);
        spoke(from, reader);
        reader.gap(length, now);
    }

    @Override
    public void end(Side from, EndCause cause, Moment now) {
        if (cause == EndCause.RST) pairs.reset();
        if (from == Side.CLIENT && !responsesEnded && (cause == EndCause.RST || cause == EndCause.FIN)) pairs.clientGone(now);
        reader(from).end(cause, now);
        if (tunnel != null) tunnel.end(from, cause, now);
        if (from == Side.CLIENT) requestsEnded = true;
        else responsesEnded = true;
        if (from == Side.SERVER && (cause == EndCause.RST || cause == EndCause.FIN)) pairs.serverGone(now);
        if (!requestsEnded || !responsesEnded) return;
        requests.abandon();
        pairs.giveUp(null, now);
    }

    @Override
    public void letGo(Moment now) {
        requests.abandon();
        requests.letGo(now);
        responses.letGo(now);
        if (tunnel != null) tunnel.letGo(now);
    }

    private MessageReader reader(Side side) {
        return side == Side.CLIENT ? requests : responses;
    }

    private void spoke(Side from, MessageReader reader) {
        if (from != lastSpoke) reader.turn();
        if (from == Side.SERVER) pairs.heard();
        lastSpoke = from;
    }

    // ---- what one side has to say to the other

    /** Bytes of a message came, or are missing, at {@code now}. */
    void seen(Moment now) {
        lastSeen = now;
    }

    /** A request is about to begin: the answers to those before it may all be there. */
    void asks(Moment now) {
        if (!pairs.answersAreIn()) return;
        responses.giveUp(now);
        pairs.giveUp(responses.current, now);
    }

    /** A response is about to begin though no request waits: one may be on its way. */
    void answersUnasked() {
        requests.answered();
    }

    /** The head of a response is there. */
    void answers(Pairs.Pair request) {
        requests.answered(request);
    }

    /** @return whether the framing of the request at hand is lost, so that its end cannot be seen */
    boolean requestLost() {
        return requests.lost();
    }

    /** There will be no tunnel: more requests follow. */
    void refused(Moment now) {
        requests.resume(now);
    }

    /** @return what is inside the tunnel, once that is open */
    Layer tunnel() {
        return tunnel;
    }

    /** The tunnel opens where the last byte of a message was. */
    void openTunnel() {
        openTunnel(lastSeen);
    }

    /** From here on both sides' bytes are inside a tunnel, those of the client that waited for it included. */
    void openTunnel(Moment now) {
        if (tunnel == null) tunnel = inner.open();
        requests.enterTunnel(now);
        responses.enterTunnel(now);
        if (requestsEnded) tunnel.end(Side.CLIENT, EndCause.FIN, now);
        if (responsesEnded) tunnel.end(Side.SERVER, EndCause.FIN, now);
    }
}
