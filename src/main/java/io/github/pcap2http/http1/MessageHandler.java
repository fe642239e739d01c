package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.stream.EndCause;

/**
 * What {@link MessageReader} asks and tells of the messages of one side, in order: begin; head, partOfHead or noHead; body and lost; trailers;
 * end. This is all that it knows of who listens, which is {@link RequestSide} or {@link ResponseSide}.
 *
 * <p>Those extend the reader, and the reader extends this: so one object is both, since each message touches all of it. Whoever looks for what
 * a call does finds it below the reader, and never in it.
 */
abstract class MessageHandler {
    /** Where bytes stand that may begin a message. */
    enum Place {
        /** Right behind a message: nothing but the next one can be here. */
        EXPECTED,
        /** Where framing was lost, or behind garbage or a hole, which may have swallowed the first bytes of the message. */
        POSSIBLE
    }

    abstract StartLine.Look lookForStart(Bytes bytes, Place place);

    /** @return the first line, where that can be nothing but the start of a message, and is as the grammar wants it; else null */
    abstract StartLine.Line plainLine(PlainLines lines);

    /**
     * @param part what may be a start line, at a {@link Place#POSSIBLE} place, and how it goes on is not known
     * @param turn whether the peer spoke right before it
     * @return whether it is so like a start line that it is believed
     */
    abstract boolean isCutStart(Bytes part, boolean turn);

    /** A message begins. @param now when its first bytes came: they need not be told to be {@link #seen} */
    abstract void begin(Moment now);

    /** Bytes of the message, of whatever kind. */
    abstract void seen(Moment now);

    /** @return where the body ends */
    abstract BodyFraming head(Head head);

    /** @return whether the message, nothing of whose body has come, may end without it */
    abstract boolean mayLeaveOutBody();

    /** The head is not whole; {@code head} has the lines that are. @param cause why its sender stopped; null: bytes are missing */
    abstract void partOfHead(Head head, EndCause cause);

    /** The message is a body that ends with the connection. */
    abstract void noHead();

    abstract void body(Bytes bytes, Moment now);

    /** @return whether somebody wants more of the body than to know how long it is */
    abstract boolean keepsBody();

    /** As {@link #body}, where nobody keeps it. @param last when the last of them came */
    abstract void bodyPassed(long count, Moment last);

    /** Where the message ends cannot be seen any more, so others may have begun unseen. */
    abstract void framingLost();

    /** Bytes of the message that was begun are missing. @param inBody false: of its head, chunk framing or trailers */
    abstract void lost(long count, boolean inBody);

    abstract void trailers(Head trailers);

    /** @param whole it ended as its framing says, though bytes may be missing inside */
    abstract void end(boolean whole, Moment now);

    /** Bytes between messages are missing: there may have been messages of which nothing is known. */
    abstract void lostBetween(long count, Moment now);

    /** Bytes that belong to no message. */
    abstract void garbage(long count);

    abstract void note(Code code, String detail);

    /** Bytes behind {@link BodyFraming.Tunnel}; so {@code tunnelGap}. */
    abstract void tunnel(Bytes bytes, Moment now);

    abstract void tunnelGap(long length, Moment now);
}
