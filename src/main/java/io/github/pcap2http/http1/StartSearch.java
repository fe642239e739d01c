package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.http1.MessageHandler.Place;
import io.github.pcap2http.http1.StartLine.Look;

/**
 * Finds where the next message of one side starts.
 *
 * <p><b>Operations</b>: bytes in which it may start, a hole among them, a turn (the peer spoke in between), and the end. <b>Plan</b>:
 * places where a message can start are looked at; a start line that is not whole yet is held, and looked at again when there is more of
 * it. Where a message ended in order, that is the next byte, and behind garbage every line. Behind a hole between messages too it is
 * every line, since no body can be mistaken for a message there. Inside a message whose framing is lost it is only the first byte behind
 * a hole, the first after a turn, and the first behind what looks like the end of a chunked body.
 */
final class StartSearch {
    private enum In { ORDER, HOLE, MESSAGE }

    /** A start line that is longer, and not whole, is looked at again when it has doubled: else single bytes would cost a look each. */
    private static final int LOOK_ALWAYS = 1024;

    private final MessageHandler handler;
    private final Held counted;
    private ByteQueue held = ByteQueue.NONE;   // a start that is not certain yet
    private Moment heldSince;
    private boolean heldAtTurn;       // the peer had spoken when what is held began
    private int nextLook;
    private In in = In.ORDER;
    private boolean mayStart = true;  // the next byte may begin a message
    private boolean seekLines;        // ORDER: so may the first byte of any line
    private boolean chunked;          // MESSAGE: so may the first byte behind a last chunk
    private long tail;                // the last 8 bytes that were passed over
    private long passed;              // bytes that were passed over and not accounted for yet
    private Look found;
    private Moment foundSince;
    private Bytes again = Bytes.EMPTY;

    /** @param counted counts what is held */
    StartSearch(MessageHandler handler, Held counted) {
        this.handler = handler;
        this.counted = counted;
    }

    /** A message has ended as its framing says, or its sender ended it: the next one begins here. @return whether a new search would do the same */
    boolean behindMessage() {
        enter(In.ORDER, true);
        return held.isEmpty();
    }

    /** Bytes between messages are missing. */
    void behindHole() {
        enter(In.HOLE, true);
    }

    /** @param chunked whether its body is; @param mayStart whether the next byte may begin a message */
    void insideMessage(boolean chunked, boolean mayStart) {
        enter(In.MESSAGE, mayStart);
        this.chunked = chunked;
    }

    private void enter(In where, boolean start) {
        in = where;
        mayStart = start;
        seekLines = false;
        chunked = false;
        tail = 0;
    }

    /** The peer has spoken, or bytes are missing: a message may begin here. */
    void mayStart() {
        mayStart = true;
    }

    /** @return whether the message before has ended, and nothing is missing since */
    boolean inOrder() {
        return in == In.ORDER;
    }

    /**
     * @param turned whether the peer has spoken since the last byte of this side
     * @return how many bytes of {@code bytes} were used; see {@link #found} and {@link #again}, which are to be read before them
     */
    int feed(Bytes bytes, boolean turned, Moment now) {
        found = null;
        again = Bytes.EMPTY;
        return held.isEmpty() ? search(bytes, turned, now) : searchHeld(bytes, now);
    }

    /** @return what starts at {@link #again}, or at the first byte that was not used; null when there is no start yet */
    Look found() {
        return found;
    }

    /** @return when the first byte of what was found came */
    Moment foundSince() {
        return foundSince;
    }

    /** @return bytes that were held, and have to be read now; mostly none */
    Bytes again() {
        return again;
    }

    private int search(Bytes bytes, boolean turned, Moment now) {
        int i = 0;
        while (i < bytes.length()) {
            Look look = canStartAt(bytes, i) ? handler.lookForStart(bytes.from(i), place()) : Look.NO;
            if (look == Look.MAYBE) {
                account(now);
                held = held.or(counted);
                held.append(bytes.from(i));
                heldSince = now;
                heldAtTurn = turned && i == 0;
                return bytes.length();
            }
            if (look != Look.NO) {
                account(now);
                found = look;
                foundSince = now;
                return i;
            }
            passOver(bytes.at(i++));
        }
        account(now);
        return i;
    }

    private boolean canStartAt(Bytes bytes, int i) {
        if (mayStart) return true;
        byte before = (byte) tail;
        return switch (in) {
            case ORDER -> before == '\n' || bytes.at(i) == 'H';   // a status line may follow garbage at once
            case HOLE -> before == '\n';
            case MESSAGE -> chunked && endsChunked();
        };
    }

    /** CR LF 0 CR LF CR LF went before. */
    private boolean endsChunked() {
        return (tail & 0xffff_ffff_ffffffL) == 0x0d0a_300d_0a0d0aL;
    }

    /** No message starts at this byte. */
    private void passOver(byte b) {
        mayStart = false;
        tail = tail << 8 | b & 0xff;
        boolean empty = in == In.ORDER && !seekLines && (b == '\r' || b == '\n');
        if (empty) {
            mayStart = true;   // empty lines before a message (RFC 9112, section 2.2)
        } else {
            seekLines |= in == In.ORDER;
            passed++;
        }
    }

    private Place place() {
        return in == In.ORDER && !seekLines ? Place.EXPECTED : Place.POSSIBLE;
    }

    /** Accounts for the bytes that were passed over on the way to the next message. */
    private void account(Moment now) {
        if (passed == 0) return;
        if (in == In.MESSAGE) handler.seen(now);
        else handler.garbage(passed);
        passed = 0;
    }

    // ---- what is held

    /** A start was possible but not certain: decides with what came now. */
    private int searchHeld(Bytes bytes, Moment now) {
        held.append(bytes);
        if (bytes.indexOf('\n', 0) < 0 && held.length() > LOOK_ALWAYS && held.length() < nextLook) return bytes.length();
        nextLook = 2 * held.length();
        Look look = handler.lookForStart(held.view(), place());
        if (look == Look.MAYBE) return bytes.length();
        again = takeHeld();
        if (look == Look.NO) {
            passOver(again.at(0));
            account(now);
            again = again.from(1);
        } else {
            found = look;
            foundSince = heldSince;
        }
        return bytes.length();
    }

    /** @return whether what is held, and will not go on, is the start of a message all the same */
    boolean holdsStart() {
        if (held.isEmpty()) return false;
        return place() == Place.EXPECTED ? held.view().indexOf(' ', 0) > 0 : holdsLikelyStart();
    }

    /** @return whether what is held can be little else than the start of a message */
    boolean holdsLikelyStart() {
        return !held.isEmpty() && handler.isCutStart(held.view(), heldAtTurn);
    }

    /** @return when the first byte of what is held came */
    Moment heldSince() {
        return heldSince;
    }

    Bytes takeHeld() {
        Bytes all = held.view().copy();
        held = held.cleared();
        return all;
    }

    /** What is held is no start, and neither is what follows, up to the next place where one can be. */
    void passOverHeld() {
        if (held.isEmpty()) return;
        dropHeld();
        mayStart = false;
        seekLines |= in == In.ORDER;
        tail = 0;
    }

    /** What is held is no start. */
    void dropHeld() {
        if (in != In.MESSAGE) handler.garbage(held.length());
        held = held.cleared();
    }
}
