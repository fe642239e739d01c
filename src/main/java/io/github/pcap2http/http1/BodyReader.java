package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.stream.EndCause;
import java.util.function.Consumer;

/**
 * Reads the body of a message, trailers included. A hole within content of known length only counts; any other loses
 * the framing, so that the end of the message cannot be seen. A body that is no chunked one, though its head says so, is read as browsers
 * do: the bytes that were taken for its first size line are read again.
 */
final class BodyReader implements Consumer<Bytes> {
    /** How far the body is. */
    enum State { OPEN, WHOLE, FRAMING_LOST }

    private enum At { LENGTH, CHUNKED, TRAILERS, CLOSE }

    private final MessageHandler handler;
    private final int maxTrailers;
    private final Held counted;
    private HeadReader trailers;         // null: the last chunk has not come
    private ByteQueue sizeLine = ByteQueue.NONE;   // of the first chunk, until that is whole
    private At at = At.CLOSE;
    private State state = State.OPEN;
    private long left;                   // LENGTH
    private ChunkedBody chunked;         // null: it is not
    private BodyFraming unlessChunked;
    private Bytes again = Bytes.EMPTY;
    private Moment now;

    private BodyReader(MessageHandler handler, int maxTrailers, Held counted) {
        this.handler = handler;
        this.maxTrailers = maxTrailers;
        this.counted = counted;
    }

    /**
     * @param maxTrailers bytes of a trailer section to read
     * @param counted counts what is held
     * @return null when there is no body to read; {@link BodyFraming.None} and others that are none end the message
     */
    static BodyReader of(BodyFraming framing, MessageHandler handler, int maxTrailers, Held counted) {
        boolean any = framing instanceof BodyFraming.Length || framing instanceof BodyFraming.Chunked || framing instanceof BodyFraming.UntilClose;
        if (!any) return null;
        BodyReader body = new BodyReader(handler, maxTrailers, counted);
        body.begin(framing);
        return body;
    }

    private void begin(BodyFraming framing) {
        state = State.OPEN;
        chunked = null;
        sizeLine = sizeLine.cleared();
        if (framing instanceof BodyFraming.Length length) {
            left = length.bytes();
            at = At.LENGTH;
        } else if (framing instanceof BodyFraming.Chunked sized) {
            chunked = new ChunkedBody(this);
            unlessChunked = sized.otherwise();
            at = At.CHUNKED;
        } else {
            at = At.CLOSE;
        }
    }

    /** How far the body that was begun is. */
    State state() {
        return state;
    }

    /** @return whether it is in chunks, as far as is known */
    boolean isChunked() {
        return chunked != null;
    }

    /** @return bytes that are to be read again, before those that follow; mostly none */
    Bytes again() {
        return again;
    }

    /** @return how many bytes of {@code in} belong to the body; all of them while its state is open and none are to be read again */
    int feed(Bytes in, Moment moment) {
        now = moment;
        again = Bytes.EMPTY;
        return switch (at) {
            case LENGTH -> readLength(in);
            case CHUNKED -> readChunked(in);
            case TRAILERS -> readTrailers(in);
            case CLOSE -> {
                handler.body(in, now);
                yield in.length();
            }
        };
    }

    /** A piece of what is in chunks. */
    @Override
    public void accept(Bytes piece) {
        handler.body(piece, now);
    }

    /** @return how many of the next bytes are content that nobody keeps, and not the last of it */
    long unread() {
        if (state != State.OPEN || handler.keepsBody()) return 0;
        return switch (at) {
            case LENGTH -> left - 1;
            case CHUNKED -> Math.max(0, chunked.left() - 1);
            case TRAILERS -> 0;
            case CLOSE -> Long.MAX_VALUE;
        };
    }

    /** @param count bytes of content, at most {@link #unread} @param last when the last of them came */
    void passed(long count, Moment last) {
        if (at == At.LENGTH) left -= count;
        if (at == At.CHUNKED) {
            handler.seen(last);
            chunked.skip(count);
        }
        handler.bodyPassed(count, last);
    }

    private int readLength(Bytes in) {
        int n = (int) Math.min(left, in.length());
        handler.body(in.slice(0, n), now);
        left -= n;
        if (left == 0) state = State.WHOLE;
        return n;
    }

    private int readChunked(Bytes in) {
        handler.seen(now);
        try {
            int used = chunked.feed(in);
            if (!chunked.begun()) keepSizeLine(in);
            else if (!sizeLine.isEmpty()) sizeLine = sizeLine.cleared();
            if (chunked.done()) {
                at = At.TRAILERS;
                trailers = new HeadReader(maxTrailers, counted);
                trailers.begin(HeadReader.Kind.TRAILER);
            }
            return used;
        } catch (Malformed e) {
            handler.note(e.code(), "");
            if (chunked.begun() || unlessChunked instanceof BodyFraming.None) {
                state = State.FRAMING_LOST;
                return 1;
            }
            again = sizeLine.view().copy();
            begin(unlessChunked);
            return 0;
        }
    }

    private void keepSizeLine(Bytes part) {
        sizeLine = sizeLine.or(counted);
        sizeLine.append(part);
    }

    private int readTrailers(Bytes in) {
        handler.seen(now);
        int used = trailers.feed(in);
        if (trailers.whole() != null) {
            handler.trailers(Head.read(trailers.whole(), false));
            trailers.clear();
            state = State.WHOLE;
        } else if (trailers.full()) {
            handler.note(Code.HEAD_LIMIT, "trailers");
            trailers.clear();
            state = State.FRAMING_LOST;
            return Math.max(used, 1);
        }
        return used;
    }

    /** @return how many of {@code length} missing bytes belong to the body, if its end is known; all of them when it is not */
    long gap(long length) {
        switch (at) {
            case LENGTH -> {
                return gapInLength(length);
            }
            case CHUNKED -> {
                handler.lost(length, true);
                if (length <= chunked.left()) chunked.skip(length);
                else state = State.FRAMING_LOST;
            }
            case TRAILERS -> {
                readPartOfTrailers();
                handler.lost(length, false);
                state = State.FRAMING_LOST;
            }
            case CLOSE -> handler.lost(length, true);
        }
        return length;
    }

    private long gapInLength(long length) {
        long inside = Math.min(length, left);
        handler.lost(inside, true);
        left -= inside;
        if (left == 0) state = State.WHOLE;
        return inside;
    }

    /** No more bytes come. @return whether the message is whole with that */
    boolean end(EndCause cause) {
        if (at == At.TRAILERS) readPartOfTrailers();
        return at == At.CLOSE && cause == EndCause.FIN;
    }

    private void readPartOfTrailers() {
        handler.trailers(Head.read(trailers.part(), false));
        trailers.clear();
    }

    /** Nobody reads on. */
    void drop() {
        sizeLine = sizeLine.cleared();
    }

    /** Holds nothing any more: trailers that are not whole are lost, and a first size line cannot be read in another way. */
    void letGo() {
        if (at == At.TRAILERS && !trailers.part().isEmpty()) {
            handler.note(Code.HELD_LIMIT, "trailers");
            trailers.clear();
            state = State.FRAMING_LOST;
        }
        if (at == At.CHUNKED && !sizeLine.isEmpty()) {
            sizeLine = sizeLine.cleared();
            unlessChunked = BodyFraming.NONE;
        }
    }
}
