package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.stream.EndCause;

/**
 * Cuts the bytes of one side into messages.
 *
 * <p><b>Operations</b>: bytes, a hole of known length, the end, and a turn (the peer spoke in between). <b>Plan</b>: a message that
 * begins right behind the one before, and whose head is plain and came in one piece, is read at once, as most are. All others are for a state
 * machine: {@link StartSearch} finds where a message starts, {@link HeadReader} its head, and {@link BodyReader} its end. Where damage loses the
 * framing, the search goes on inside the message: it ends where the next one starts. Both ways tell the same of the same bytes; tests feed
 * each message whole and in pieces.
 */
abstract class MessageReader extends MessageHandler {
    /** Of what is either a start line or a body, so many bytes are waited for: all of them are looked at each time when more come. */
    private static final int MAX_UNDECIDED = 8 << 10;

    /** What the next byte belongs to. */
    private enum At {
        SEARCH,     // to no message; or, when inMessage, to one whose framing is lost: in both cases the next one is searched for
        HEAD,
        BODY,
        AWAITING,   // to what follows a CONNECT (RFC 9110, section 9.3.6): the answer will tell whether that is a tunnel or a request
        TUNNEL
    }

    /** Bytes that may wait for the answer to a CONNECT; a client that speaks first sends a TLS hello, not more. */
    private static final int MAX_AWAITING = 1 << 20;

    private final int maxHead;
    private final Held held;
    private StartSearch search;   // null: right behind a message, as before the first one
    private HeadReader head;      // null: no head has come in pieces so far
    private BodyReader body;      // null: not in a body that goes on
    private int mostFields;       // that a plain head had: for so many there is room at once
    private int firstField;       // where FieldTable has the first of the last plain head: the next one mostly begins with the same
    private ByteQueue awaiting = ByteQueue.NONE;   // what came while AWAITING, or where a body begins that may have been left out
    private Moment awaitingSince;     // of the latter: when the first of it came
    private boolean bodyAhead;        // nothing of the body at hand has come
    private long content;             // bytes of it, if it says so itself; else more than any
    private long awaitingLost;    // bytes before that which are missing
    private EndCause ended;       // AWAITING: the side has ended meanwhile
    private At at = At.SEARCH;
    private boolean inMessage;    // between begin and end
    private boolean turned;       // the peer has spoken since the last byte of this side
    private Moment now;

    /** @param maxHead bytes of a header section to read; @param held counts what is held */
    MessageReader(int maxHead, Held held) {
        this.maxHead = maxHead;
        this.held = held;
    }

    private StartSearch search() {
        if (search == null) search = new StartSearch(this, held);
        return search;
    }

    private HeadReader headReader() {
        if (head == null) head = new HeadReader(maxHead, held);
        return head;
    }

    void data(Bytes bytes, Moment moment) {
        now = moment;
        Bytes rest = bytes;
        while (!rest.isEmpty()) {
            int used = step(rest);
            turned = false;
            rest = used == rest.length() ? Bytes.EMPTY : rest.from(used);
        }
    }

    /** @return how many of the next bytes are of the body at hand, do not end it, and are kept by nobody */
    long unread() {
        return at == At.BODY && awaiting.isEmpty() ? body.unread() : 0;
    }

    /** So many of those bytes have come, the last of them at {@code moment}. */
    void passed(long count, Moment moment) {
        now = moment;
        turned = false;
        bodyAhead = false;
        body.passed(count, moment);
    }

    boolean inTunnel() {
        return at == At.TUNNEL;
    }

    /** @return how many bytes of {@code in} were used; each call uses some or changes the state */
    private int step(Bytes in) {
        if (search == null && at == At.SEARCH) {
            int used = readPlain(in);
            if (used > 0) return used;
        }
        return switch (at) {
            case SEARCH -> readStart(in);
            case HEAD -> readHead(in);
            case BODY -> bodyAhead && mayLeaveOutBody() ? readBodyOrStart(in) : readBody(in);
            case AWAITING -> await(in);
            case TUNNEL -> {
                tunnel(in, now);
                yield in.length();
            }
        };
    }

    private int await(Bytes in) {
        if (awaiting.length() + in.length() > MAX_AWAITING) {
            garbage(in.length());
        } else {
            awaiting = awaiting.or(held);
            awaiting.append(in);
        }
        return in.length();
    }

    // ---- what goes on at the peer

    /** The peer has spoken: what comes next is said in answer to that. */
    void turn() {
        if (at == At.SEARCH && search != null) search.mayStart();
        if (at == At.BODY && !awaiting.isEmpty()) beginBody(false);
        turned = true;
    }

    /** The peer answers before there is a whole start line: what there is of it is a start, then, if it can be little else. */
    void answered() {
        if (at != At.SEARCH || search == null || !search.holdsLikelyStart()) return;
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
        boolean waited = at == At.AWAITING || at == At.SEARCH && (search == null || search.inOrder());
        if (!waited) end(EndCause.GAVE_UP, moment);
        Bytes first = at == At.AWAITING ? takeAwaiting() : search == null ? Bytes.EMPTY : search.takeHeld();
        at = At.TUNNEL;
        replay(first, moment);
    }

    /** The CONNECT was refused: more requests follow. */
    void resume(Moment moment) {
        if (at != At.AWAITING) return;
        at = At.SEARCH;
        replay(takeAwaiting(), moment);
        if (ended != null) end(ended, moment);
    }

    private void replay(Bytes waited, Moment moment) {
        long missing = awaitingLost;
        awaitingLost = 0;
        if (missing > 0) gap(missing, moment);
        data(waited, moment);
    }

    private Bytes takeAwaiting() {
        Bytes all = awaiting.view().copy();
        awaiting = awaiting.cleared();
        return all;
    }

    // ---- start, head, body

    /**
     * The short way of a message, whose steps stand below: reads its head, and its body when all of that came with it.
     * @return how many bytes were used; 0 when they do not begin with a plain head: then nothing was done
     */
    private int readPlain(Bytes in) {
        Head plain = plainHead(in);
        if (plain == null) return 0;
        inMessage = true;
        at = At.HEAD;   // already, as it may be asked in begin() whether its framing is lost
        begin(now);
        int used = (int) plain.length();
        BodyFraming framing = head(plain);
        long content = framing == BodyFraming.NONE ? 0 : framing instanceof BodyFraming.Length counted ? counted.bytes() : Long.MAX_VALUE;
        if (content > in.length() - used) {
            frame(framing);
            return used;
        }
        int end = used + (int) content;
        if (content > 0) body(in.slice(used, end), now);
        endMessage(true);
        return end;
    }

    /** @return the head that {@code bytes} begin with, when it is plain and whole; else null */
    private Head plainHead(Bytes bytes) {
        PlainLines lines = new PlainLines(bytes, firstField, mostFields);
        StartLine.Line line = plainLine(lines);
        Head plain = line == null ? null : lines.head(line);
        if (plain == null) return null;
        firstField = lines.firstKnown();
        if (lines.count() > mostFields) mostFields = lines.count();
        return plain;
    }

    private int readStart(Bytes in) {
        StartSearch start = search();
        int used = start.feed(in, turned, now);
        Bytes again = start.again();
        if (start.found() != null) beginMessage(start.found(), start.foundSince());
        data(again, now);
        return used;
    }

    private void beginMessage(StartLine.Look look, Moment first) {
        if (inMessage) endMessage(false);
        inMessage = true;
        at = At.HEAD;
        headReader().begin(look == StartLine.Look.LINE ? HeadReader.Kind.LINE : HeadReader.Kind.MESSAGE);
        begin(first);
        if (look == StartLine.Look.HEADLESS) {
            noHead();
            frame(new BodyFraming.UntilClose());
        }
    }

    private int readHead(Bytes in) {
        seen(now);
        int used = headReader().feed(in);
        Bytes section = headReader().whole();
        if (section != null) {
            Head plain = plainHead(section);
            Head whole = plain == null ? Head.read(section, true) : plain;
            headReader().clear();
            frame(head(whole));
        } else if (headReader().full()) {
            note(Code.HEAD_LIMIT, headReader().part().length() + " bytes");
            partOfHead(headReader().takePart(), null);
            lose(false, false);
            return Math.max(used, 1);
        }
        return used;
    }

    /** The head was read: goes on with the body, or ends the message when it has none. */
    private void frame(BodyFraming framing) {
        body = BodyReader.of(framing, this, maxHead, held);
        if (body != null) {
            at = At.BODY;
            bodyAhead = true;
            content = framing instanceof BodyFraming.Length counted ? counted.bytes() : Long.MAX_VALUE;
        } else {
            endMessage(true);
            if (framing instanceof BodyFraming.Awaiting && at == At.SEARCH) at = At.AWAITING;
        }
    }

    /** The answer came first: either the next message begins here, or the body all the same. */
    private int readBodyOrStart(Bytes in) {
        if (awaiting.isEmpty()) awaitingSince = now;
        awaiting = awaiting.or(held);
        awaiting.append(in);
        StartLine.Look look = lookForStart(awaiting.view(), Place.POSSIBLE);
        boolean undecided = look == StartLine.Look.MAYBE && awaiting.length() < MAX_UNDECIDED;
        if (!undecided) beginBody(look == StartLine.Look.YES && !startsBehindBody());
        return in.length();
    }

    /** @return whether the next message begins in the same line as the body, as far behind that as it is long */
    private boolean startsBehindBody() {
        Bytes waits = awaiting.view();
        return content < waits.length() && lookForStart(waits.from((int) content), Place.POSSIBLE) == StartLine.Look.YES;
    }

    /** Of what waits in front of a body it is known now what it is, or never will be. */
    private void beginBody(boolean leftOut) {
        bodyAhead = false;
        Moment last = now;
        Bytes first = takeAwaiting();
        if (leftOut) endMessage(false);
        data(first, awaitingSince);
        now = last;
    }

    private int readBody(Bytes in) {
        bodyAhead = false;
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
        dropBody();
        inMessage = false;
        if (search != null && search.behindMessage()) search = null;
        end(whole, now);
    }

    private void lose(boolean chunked, boolean mayStart) {
        at = At.SEARCH;
        dropBody();
        search().insideMessage(chunked, mayStart);
        framingLost();
    }

    private void dropBody() {
        if (body != null) body.drop();
        body = null;
    }

    // ---- holes and the end

    /** Holds nothing any more: what there is of a head is all of it, and is cut short, too. */
    void letGo(Moment moment) {
        answered();
        now = moment;
        switch (at) {
            case SEARCH -> {
                if (search != null) search.passOverHeld();
            }
            case HEAD -> {
                note(Code.HELD_LIMIT, headReader().part().length() + " bytes of a header section");
                partOfHead(headReader().takeBeginning(), null);
                lose(false, false);
            }
            case BODY -> {
                if (!awaiting.isEmpty()) beginBody(false);
                if (at != At.BODY) return;
                body.letGo();
                bodyGoesOn(false);
            }
            case AWAITING -> {
                awaitingLost += awaiting.length();
                awaiting = awaiting.cleared();
            }
            case TUNNEL -> { }
        }
    }

    void gap(long length, Moment moment) {
        now = moment;
        if (at == At.BODY && !awaiting.isEmpty()) beginBody(false);
        switch (at) {
            case SEARCH -> gapInSearch(length);
            case HEAD -> gapInHead(headReader().takePart(), length);
            case BODY -> gapInBody(length);
            case AWAITING -> lostBetween(length, now);
            case TUNNEL -> tunnelGap(length, now);
        }
        turned = false;
    }

    private void gapInSearch(long length) {
        StartSearch start = search();
        if (start.holdsStart()) {
            gapInHead(takeCutHead(), length);
            return;
        }
        start.dropHeld();
        if (inMessage) {
            lost(length, true);
            start.mayStart();
        } else {
            start.behindHole();
            lostBetween(length, now);
        }
    }

    private void gapInHead(Head part, long length) {
        partOfHead(part, null);
        lost(length, false);
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
        if (at == At.BODY && !awaiting.isEmpty()) beginBody(false);
        switch (at) {
            case SEARCH -> endInSearch(cause);
            case HEAD -> {
                if (cause == EndCause.FIN && looseEnd()) end(cause, moment);
                else endInHead(headReader().takePart(), cause);
            }
            case BODY -> endMessage(body.end(cause));
            case AWAITING -> ended = cause;
            case TUNNEL -> { }
        }
    }

    private void endInSearch(EndCause cause) {
        if (search != null && search.holdsStart()) endInHead(takeCutHead(), cause);
        else if (search != null) search.dropHeld();
        if (inMessage) endMessage(false);
    }

    private void endInHead(Head part, EndCause cause) {
        partOfHead(part, cause);
        endMessage(false);
    }

    /** @return whether the head has an end after all, for a lenient reader; what is behind it was read */
    private boolean looseEnd() {
        int length = headReader().looseEnd();
        if (length < 0) return false;
        Bytes all = headReader().part().copy();
        headReader().clear();
        frame(head(Head.read(all.slice(0, length), true)));
        data(all.from(length), now);
        return true;
    }
}
