package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.stream.EndCause;

/**
 * Cuts the bytes of one side into messages.
 *
 * <p><b>Operations</b>: bytes, a hole of known length, the end, and a turn (the peer spoke in between). <b>Plan</b>: a state machine;
 * only a start line that is not whole yet is looked at again. Damage within a body of known length only counts. Any other damage
 * loses the framing; the reader then is {@code LOST} and waits for a place where a message can start: the first byte behind the hole,
 * the first after a turn, or the first behind the end of a chunked body. Between messages, where no body can be mistaken for one, it
 * looks at every line.
 */
final class MessageReader {
    private enum At { START, HEAD, LENGTH, CHUNKED, TRAILERS, CLOSE, AWAITING, TUNNEL, LOST }

    /** Bytes that may wait for the answer to a CONNECT; a client that speaks first sends a TLS hello, not more. */
    private static final int MAX_AWAITING = 1 << 20;
    private static final int MAX_SIZE_LINE = 256;
    /** A start line that is longer, and not whole, is looked at again when it has doubled: else single bytes would cost a look each. */
    private static final int LOOK_ALWAYS = 1024;

    private final MessageHandler handler;
    private final HeadReader head;
    private final ByteQueue held = new ByteQueue();   // a start that is not certain yet, or what waits for the answer to a CONNECT
    private At at = At.START;
    private Moment heldSince;
    private int nextLook;
    private boolean inMessage;        // LOST: bytes still count for the message that was begun
    private boolean mayStart = true;  // the next byte may begin a message
    private boolean seekLines;        // so may the first byte of any line
    private boolean turned;           // the peer has spoken since the last byte of this side
    private boolean heldAtTurn;       // it had when what is held began
    private long tail;                // the last 8 bytes that were passed over
    private long passed;              // bytes that were passed over and not accounted for yet
    private ChunkedBody chunked;
    private BodyFraming unlessChunked;
    private final ByteQueue sizeLine = new ByteQueue();   // of the first chunk, until that is whole
    private long left;
    private EndCause ended;           // AWAITING: the side has ended
    private Moment now;

    MessageReader(MessageHandler handler, int maxHead) {
        this.handler = handler;
        this.head = new HeadReader(maxHead);
    }

    void data(Bytes bytes, Moment moment) {
        now = moment;
        Bytes rest = bytes;
        while (!rest.isEmpty()) {
            rest = rest.from(step(rest));
            turned = false;
        }
    }

    /** The peer has spoken: what comes next is said in answer to that. */
    void turn() {
        mayStart |= at == At.LOST || at == At.START;
        turned = true;
    }

    /** @return whether the framing of the message that was begun is lost, so that its end cannot be seen */
    boolean lost() {
        return at == At.LOST && inMessage;
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
        boolean waited = at == At.AWAITING || at == At.START;
        if (!waited) end(EndCause.GAVE_UP, moment);
        at = At.TUNNEL;
        replay(moment);
    }

    /** The CONNECT was refused: more requests follow. */
    void resume(Moment moment) {
        if (at != At.AWAITING) return;
        at = At.START;
        replay(moment);
        if (ended != null) end(ended, moment);
    }

    private void replay(Moment moment) {
        Bytes waited = held.view().copy();
        held.clear();
        data(waited, moment);
    }

    void gap(long length, Moment moment) {
        now = moment;
        switch (at) {
            case START -> gapBetween(length);
            case HEAD, TRAILERS -> gapInSection(length);
            case LENGTH -> gapInLength(length);
            case CHUNKED -> gapInChunked(length);
            case CLOSE -> handler.lost(length, true);
            case AWAITING -> handler.lostBetween(length, now);
            case TUNNEL -> handler.tunnelGap(length, now);
            case LOST -> gapWhereLost(length);
        }
        turned = false;
    }

    void end(EndCause cause, Moment moment) {
        now = moment;
        switch (at) {
            case START -> endInStart(cause);
            case HEAD -> {
                if (cause == EndCause.FIN && looseEnd()) {
                    end(cause, moment);
                    return;
                }
                handler.partOfHead(Head.read(head.part(), true), cause);
                endMessage(false);
            }
            case LENGTH, CHUNKED -> endMessage(false);
            case TRAILERS -> {
                handler.trailers(Head.read(head.part(), false));
                endMessage(false);
            }
            case CLOSE -> endMessage(cause == EndCause.FIN);
            case LOST -> {
                if (heldIsStart()) endInStart(cause);
                else dropHeld();
                if (inMessage) endMessage(false);
            }
            case AWAITING -> ended = cause;
            case TUNNEL -> { }
        }
    }

    /** @return how many bytes of {@code in}, at least one, were used; each call may change the state */
    private int step(Bytes in) {
        return switch (at) {
            case START, LOST -> search(in);
            case HEAD -> readHead(in);
            case LENGTH -> readLength(in);
            case CHUNKED -> readChunked(in);
            case TRAILERS -> readTrailers(in);
            case CLOSE -> {
                handler.body(in, now);
                yield in.length();
            }
            case AWAITING -> {
                if (held.length() + in.length() <= MAX_AWAITING) held.append(in);
                else handler.garbage(in.length());
                yield in.length();
            }
            case TUNNEL -> {
                handler.tunnel(in, now);
                yield in.length();
            }
        };
    }

    // ---- finding the next message

    private int search(Bytes in) {
        if (!held.isEmpty()) return searchHeld(in);
        int i = 0;
        while (i < in.length()) {
            if (canStartAt(in, i)) {
                StartLine.Look look = handler.lookForStart(in.from(i), place());
                switch (look) {
                    case YES, LINE, HEADLESS -> {
                        account();
                        beginMessage(look, now);
                        return i > 0 ? i : step(in);
                    }
                    case MAYBE -> {
                        account();
                        held.append(in.from(i));
                        heldSince = now;
                        heldAtTurn = turned && i == 0;
                        return in.length();
                    }
                    case NO -> { }
                }
            }
            passOver(in.at(i++));
        }
        account();
        return i;
    }

    /** No message starts at this byte. */
    private void passOver(byte b) {
        mayStart = false;
        tail = tail << 8 | b & 0xff;
        boolean empty = at == At.START && !seekLines && (b == '\r' || b == '\n');
        if (empty) {
            mayStart = true;   // empty lines before a message (RFC 9112, section 2.2)
        } else {
            seekLines |= at == At.START;
            passed++;
        }
    }

    private MessageHandler.Place place() {
        return at == At.START && !seekLines ? MessageHandler.Place.EXPECTED : MessageHandler.Place.POSSIBLE;
    }

    /** A start was possible but not certain: decides with what came now. */
    private int searchHeld(Bytes in) {
        held.append(in);
        if (in.indexOf('\n', 0) < 0 && held.length() > LOOK_ALWAYS && held.length() < nextLook) return in.length();
        nextLook = 2 * held.length();
        Bytes all = held.view();
        StartLine.Look look = handler.lookForStart(all, place());
        if (look == StartLine.Look.MAYBE) return in.length();
        Bytes copy = all.copy();
        held.clear();
        if (look == StartLine.Look.NO) {
            passOver(copy.at(0));
            account();
            data(copy.from(1), now);
        } else {
            beginMessage(look, heldSince);
            data(copy, now);
        }
        return in.length();
    }

    private boolean canStartAt(Bytes in, int i) {
        if (mayStart) return true;
        byte before = (byte) tail;
        if (at == At.START) return before == '\n' || in.at(i) == 'H';   // a status line may follow garbage at once
        if (!inMessage) return before == '\n';
        return chunked != null && endsChunked();
    }

    /** CR LF 0 CR LF CR LF went before. */
    private boolean endsChunked() {
        return (tail & 0xffff_ffff_ffffffL) == 0x0d0a_300d_0a0d0aL;
    }

    /** Accounts for the bytes that were passed over on the way to the next message. */
    private void account() {
        if (passed == 0) return;
        if (at == At.LOST && inMessage) handler.seen(now);
        else handler.garbage(passed);
        passed = 0;
    }

    private void beginMessage(StartLine.Look look, Moment first) {
        if (at == At.LOST && inMessage) endMessage(false);
        boolean headless = look == StartLine.Look.HEADLESS;
        at = headless ? At.CLOSE : At.HEAD;
        head.begin(look == StartLine.Look.LINE ? HeadReader.Kind.LINE : HeadReader.Kind.MESSAGE);
        inMessage = true;
        handler.begin(first);
        if (headless) handler.noHead();
    }

    private void endMessage(boolean whole) {
        at = At.START;
        inMessage = false;
        mayStart = true;
        seekLines = false;
        tail = 0;
        chunked = null;
        handler.end(whole, now);
    }

    private void lose() {
        at = At.LOST;
        mayStart = false;
        tail = 0;
        handler.framingLost();
    }

    private void dropHeld() {
        if (!inMessage) handler.garbage(held.length());
        held.clear();
    }

    /** @return whether what is held, and will not go on, is the start of a message all the same */
    private boolean heldIsStart() {
        if (held.isEmpty()) return false;
        return place() == MessageHandler.Place.EXPECTED ? held.view().indexOf(' ', 0) > 0 : handler.isCutStart(held.view(), heldAtTurn);
    }

    private Head takeCutHead() {
        Bytes part = held.view().copy();
        held.clear();
        beginMessage(StartLine.Look.YES, heldSince);
        return Head.read(part, true);
    }

    private void endInStart(EndCause cause) {
        if (heldIsStart()) {
            handler.partOfHead(takeCutHead(), cause);
            endMessage(false);
        } else {
            dropHeld();
        }
    }

    // ---- holes

    private void gapBetween(long length) {
        if (heldIsStart()) {
            gapInStart(length);
        } else {
            dropHeld();
            at = At.LOST;
            tail = 0;
            handler.lostBetween(length, now);
            mayStart = true;
        }
    }

    private void gapInStart(long length) {
        handler.partOfHead(takeCutHead(), null);
        handler.lost(length, false);
        lose();
        mayStart = true;
    }

    private void gapWhereLost(long length) {
        if (heldIsStart()) {
            gapInStart(length);
        } else {
            dropHeld();
            if (inMessage) handler.lost(length, true);
            else handler.lostBetween(length, now);
            mayStart = true;
        }
    }

    private void gapInSection(long length) {
        if (at == At.HEAD) handler.partOfHead(Head.read(head.part(), true), null);
        else handler.trailers(Head.read(head.part(), false));
        handler.lost(length, false);
        lose();
        mayStart = true;
    }

    private void gapInLength(long length) {
        long inside = Math.min(length, left);
        handler.lost(inside, true);
        left -= inside;
        if (left > 0) return;
        endMessage(true);
        if (length > inside) gapBetween(length - inside);
    }

    private void gapInChunked(long length) {
        handler.lost(length, true);
        if (length <= chunked.left()) {
            chunked.skip(length);
        } else {
            lose();
            mayStart = true;
        }
    }

    // ---- inside a message

    private int readHead(Bytes in) {
        handler.seen(now);
        int used = head.feed(in);
        if (head.section() != null) {
            frame(handler.head(Head.read(head.section(), true)));
        } else if (head.full()) {
            handler.note(Code.HEAD_LIMIT, head.part().length() + " bytes");
            handler.partOfHead(Head.read(head.part(), true), null);
            lose();
            return Math.max(used, 1);
        }
        return used;
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

    private void frame(BodyFraming framing) {
        if (framing instanceof BodyFraming.Length length) {
            left = length.bytes();
            at = At.LENGTH;
        } else if (framing instanceof BodyFraming.Chunked sized) {
            chunked = new ChunkedBody(piece -> handler.body(piece, now));
            unlessChunked = sized.otherwise();
            sizeLine.clear();
            at = At.CHUNKED;
        } else if (framing instanceof BodyFraming.UntilClose) {
            at = At.CLOSE;
        } else {
            endMessage(true);
            if (framing instanceof BodyFraming.Awaiting && at == At.START) at = At.AWAITING;
        }
    }

    private int readLength(Bytes in) {
        int n = (int) Math.min(left, in.length());
        handler.body(in.slice(0, n), now);
        left -= n;
        if (left == 0) endMessage(true);
        return n;
    }

    private int readChunked(Bytes in) {
        handler.seen(now);
        if (!chunked.begun()) sizeLine.append(in.slice(0, Math.min(in.length(), MAX_SIZE_LINE)));
        boolean begun = chunked.begun();
        try {
            int used = chunked.feed(in);
            if (chunked.done()) {
                at = At.TRAILERS;
                head.begin(HeadReader.Kind.TRAILER);
            }
            return used;
        } catch (Malformed e) {
            handler.note(e.code(), "");
            if (begun || chunked.begun() || unlessChunked instanceof BodyFraming.None) {
                lose();
                return 1;
            }
            return readUnchunked(in);
        }
    }

    /** The head says chunked, the body is not: it is read as browsers do. */
    private int readUnchunked(Bytes in) {
        int before = sizeLine.length() - Math.min(in.length(), MAX_SIZE_LINE);
        Bytes earlier = sizeLine.view().slice(0, before).copy();
        sizeLine.clear();
        chunked = null;
        frame(unlessChunked);
        if (!earlier.isEmpty()) data(earlier, now);
        return 0;
    }

    private int readTrailers(Bytes in) {
        handler.seen(now);
        int used = head.feed(in);
        if (head.section() != null) {
            handler.trailers(Head.read(head.section(), false));
            endMessage(true);
        } else if (head.full()) {
            handler.note(Code.HEAD_LIMIT, "trailers");
            lose();
            return Math.max(used, 1);
        }
        return used;
    }
}
