package io.github.pcap2http.stream;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;

/**
 * Both sides of one connection as ordered bytes: what TCP gives to TLS, TLS to HTTP, HTTP to what is inside a tunnel. Calls come
 * from one thread at a time and in causal order: what a side sent after it had received n bytes of its peer comes after
 * those n bytes, or after the gap that stands for them. A layer that cannot go on keeps quiet; it never throws for what a
 * peer sent.
 */
public interface Layer {
    /**
     * Next bytes sent by {@code from}, at least one. The view is valid during the call only. A call never joins bytes of
     * two segments, so each starts where a segment (or what was not yet seen of it) starts.
     *
     * @param now the packet that first carried them
     */
    void data(Side from, Bytes bytes, Moment now);

    /**
     * Bytes that this layer would only count, such as those of a body that nobody keeps, need not be shown to it: {@link #passed} is enough.
     *
     * @return how many of the next bytes of {@code from} are such ones, as long as nothing else is told to this layer
     */
    default long unread(Side from) {
        return 0;
    }

    /**
     * Stands for calls of {@link #data} one after the other.
     *
     * @param count of bytes, at most what {@link #unread} allowed
     * @param last the packet that carried the last of them
     */
    default void passed(Side from, long count, Moment last) {
        throw new IllegalStateException("all bytes are to be shown");
    }

    /**
     * A layer that only hands bytes on need not be asked each time.
     *
     * @return the layer that calls of {@link #data}, {@link #unread} and {@link #passed} may go to in place of this one, until this one is told
     *     of a gap or an end; this one, when it must see them itself
     */
    default Layer reader() {
        return this;
    }

    /**
     * {@code length} bytes of {@code from}, at least one, are missing from the capture and will never come.
     *
     * @param now the packet that decided it
     */
    void gap(Side from, long length, Moment now);

    /**
     * Memory is short: lets go of all bytes that were held back, and has the layers inside do so. What was not whole is reported as cut, or
     * as nothing, and what follows is read as if the bytes before it were missing.
     *
     * @param now the packet that decided it
     */
    default void letGo(Moment now) { }

    /** No more bytes from {@code from}. Called once a side, for both sides of every connection. */
    void end(Side from, EndCause cause, Moment now);
}
