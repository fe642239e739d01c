package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.stream.EndCause;

/**
 * Cuts the bytes of one side into messages.
 *
 * <p><b>Operations</b>: bytes, a hole of known length, the end, and a turn (the peer spoke in between). <b>Plan</b>: a state machine.
 * {@link StartSearch} finds where a message starts, {@link HeadReader} its head, and {@link BodyReader} its end. Where damage loses the
 * framing, the search goes on inside the message: it ends where the next one starts.
 */
final class MessageReader {
    private enum At { SEARCH, HEAD, BODY, AWAITING, TUNNEL }

    /** Bytes that may wait for the answer to a CONNECT; a client that speaks first sends a TLS hello, not more. */
    private static final int MAX_AWAITING = 1 << 20;

    private final MessageHandler handler;
    private final StartSearch search;
    private final HeadReader head;
    private final BodyReader body;
    private final ByteQueue awaiting = new ByteQueue();   // the answer to a CONNECT
    private At at = At.SEARCH;
    private boolean inMessage;
    private boolean turned;     // the peer has spoken since the last byte of this side
    private EndCause ended;     // AWAITING: the side has ended
    private Moment now;

    MessageReader(MessageHandler handler, int maxHead) {
        this.handler = handler;
        this.search = new StartSearch(handler);
        this.head = new HeadReader(maxHead);
        this.body = new BodyReader(handler, head);
    }

    void data(Bytes bytes, Moment moment) {
        now = moment;
        Bytes rest = bytes;
        while (!rest.isEmpty()) {
            rest = rest.from(step(rest));
            turned = false;
        }
    }

    /** @return how many bytes of {@code in} were used; each call uses some or changes the state */
    private int step(Bytes in) {
        return switch (at) {
            case SEARCH -> readStart(in);
            case HEAD -> readHead(in);
            case BODY -> readBody(in);
            case AWAITING -> {
                if (awaiting.length() + in.length() <= MAX_AWAITING) awaiting.append(in);
                else handler.garbage(in.length());
                yield in.length();
            }
            case TUNNEL -> {
                handler.tunnel(in, now);
                yield in.length();
            }
        };
    }

    // ---- what goes on at the peer

    /** The peer has spoken: what comes next is said in answer to that. */
    void turn() {
        if (at == At.SEARCH) search.mayStart();
        turned = true;
    }

    /** The peer answers before there is a whole start line: what there is of it is a start, then, if it can be little else. */
    void answered() {
        if (at != At.SEARCH || !search.holdsLikelyStart()) return;
        Moment since = search.heldSince();
        Bytes part = search.takeHeld();
        beginMessage(StartLine.Look.YES, since);
        data(part, since);
    }

    /** @return whether the framing of the message that was begun is lost, so that its end cannot be seen */
    boolean lost() {
        return at == At.SEARCH && inMessage;
    }

    /** Ends the message whose framing was lost. */
    void giveUp(Moment moment) {
        now = moment;
        if (lost()) endMessage(false);
    }

    /** What follows is inside a tunnel, what waited for that included. A message that was begun is cut. */
    void enterTunnel(Moment moment) {
        if (at == At.TUNNEL) return;
        now = moment;
        boolean waited = at == At.AWAITING || at == At.SEARCH && search.inOrder();
        if (!waited) end(EndCause.GAVE_UP, moment);
        Bytes first = at == At.AWAITING ? takeAwaiting() : search.takeHeld();
        at = At.TUNNEL;
        data(first, moment);
    }

    /** The CONNECT was refused: more requests follow. */
    void resume(Moment moment) {
        if (at != At.AWAITING) return;
        at = At.SEARCH;
        data(takeAwaiting(), moment);
        if (ended != null) end(ended, moment);
    }

    private Bytes takeAwaiting() {
        Bytes all = awaiting.view().copy();
        awaiting.clear();
        return all;
    }

    // ---- start, head, body

    private int readStart(Bytes in) {
        int used = search.feed(in, turned, now);
        Bytes again = search.again();
        if (search.found() != null) beginMessage(search.found(), search.foundSince());
        data(again, now);
        return used;
    }

    private void beginMessage(StartLine.Look look, Moment first) {
        if (inMessage) endMessage(false);
        inMessage = true;
        at = At.HEAD;
        head.begin(look == StartLine.Look.LINE ? HeadReader.Kind.LINE : HeadReader.Kind.MESSAGE);
        handler.begin(first);
        if (look == StartLine.Look.HEADLESS) {
            handler.noHead();
            frame(new BodyFraming.UntilClose());
        }
    }

    private int readHead(Bytes in) {
        handler.seen(now);
        int used = head.feed(in);
        if (head.section() != null) {
            frame(handler.head(Head.read(head.section(), true)));
        } else if (head.full()) {
            handler.note(Code.HEAD_LIMIT, head.part().length() + " bytes");
            handler.partOfHead(Head.read(head.part(), true), null);
            lose(false, false);
            return Math.max(used, 1);
        }
        return used;
    }

    private void frame(BodyFraming framing) {
        if (body.begin(framing)) {
            at = At.BODY;
        } else {
            endMessage(true);
            if (framing instanceof BodyFraming.Awaiting && at == At.SEARCH) at = At.AWAITING;
        }
    }

    private int readBody(Bytes in) {
        int used = body.feed(in, now);
        Bytes again = body.again();
        bodyGoesOn(false);
        data(again, now);
        return used;
    }

    /** @param mayStart whether the next byte may begin a message if the framing is lost */
    private void bodyGoesOn(boolean mayStart) {
        switch (body.state()) {
            case OPEN -> { }
            case WHOLE -> endMessage(true);
            case FRAMING_LOST -> lose(body.isChunked(), mayStart);
        }
    }

    private void endMessage(boolean whole) {
        at = At.SEARCH;
        inMessage = false;
        search.behindMessage();
        handler.end(whole, now);
    }

    private void lose(boolean chunked, boolean mayStart) {
        at = At.SEARCH;
        search.insideMessage(chunked, mayStart);
        handler.framingLost();
    }

    // ---- holes and the end

    void gap(long length, Moment moment) {
        now = moment;
        switch (at) {
            case SEARCH -> gapInSearch(length);
            case HEAD -> gapInHead(Head.read(head.part(), true), length);
            case BODY -> gapInBody(length);
            case AWAITING -> handler.lostBetween(length, now);
            case TUNNEL -> handler.tunnelGap(length, now);
        }
        turned = false;
    }

    private void gapInSearch(long length) {
        if (search.holdsStart()) {
            gapInHead(takeCutHead(), length);
            return;
        }
        search.dropHeld();
        if (inMessage) {
            handler.lost(length, true);
            search.mayStart();
        } else {
            search.behindHole();
            handler.lostBetween(length, now);
        }
    }

    private void gapInHead(Head part, long length) {
        handler.partOfHead(part, null);
        handler.lost(length, false);
        lose(false, true);
    }

    private void gapInBody(long length) {
        long inside = body.gap(length);
        bodyGoesOn(true);
        if (length > inside) gap(length - inside, now);
    }

    /** What the search holds is as much as there is of a head. */
    private Head takeCutHead() {
        Bytes part = search.takeHeld();
        beginMessage(StartLine.Look.YES, search.heldSince());
        return Head.read(part, true);
    }

    void end(EndCause cause, Moment moment) {
        now = moment;
        switch (at) {
            case SEARCH -> endInSearch(cause);
            case HEAD -> {
                if (cause == EndCause.FIN && looseEnd()) end(cause, moment);
                else endInHead(Head.read(head.part(), true), cause);
            }
            case BODY -> endMessage(body.end(cause));
            case AWAITING -> ended = cause;
            case TUNNEL -> { }
        }
    }

    private void endInSearch(EndCause cause) {
        if (search.holdsStart()) endInHead(takeCutHead(), cause);
        else search.dropHeld();
        if (inMessage) endMessage(false);
    }

    private void endInHead(Head part, EndCause cause) {
        handler.partOfHead(part, cause);
        endMessage(false);
    }

    /** @return whether the head has an end after all, for a lenient reader; what is behind it was read */
    private boolean looseEnd() {
        int length = head.looseEnd();
        if (length < 0) return false;
        Bytes all = head.part().copy();
        frame(handler.head(Head.read(all.slice(0, length), true)));
        data(all.from(length), now);
        return true;
    }
}
