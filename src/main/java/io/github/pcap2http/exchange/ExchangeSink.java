package io.github.pcap2http.exchange;

import java.io.IOException;

/** Takes exchanges: the joint behind all protocols. Calls come from one thread at a time. */
public interface ExchangeSink {
    /**
     * A SYN was sent. What becomes of it is said by {@link #connected}, or by an exchange on that connection which is
     * {@link #finished} as a failed connect.
     */
    default void connecting(Connection connection) { }

    /**
     * The server agreed to connect; it may still reset the connection at once. Or this is a connection that is older than the capture, and
     * its first bytes were seen.
     */
    default void connected(Connection connection) { }

    /**
     * An exchange began. Each is {@link #finished} later, or {@link #summedUp}.
     *
     * @param at its first byte
     * @param head of the request, without body and trailers; null when this is a response without a request, or a failed connect
     */
    default void started(String id, Connection connection, Moment at, Request head) { }

    /** @throws IOException when the environment fails (disk full, closed pipe), which ends the run */
    void finished(Exchange exchange) throws IOException;

    /** As {@link #finished}; whoever wants to may decode it later, or have another thread do it. */
    default void ended(CodedExchange exchange) throws IOException {
        finished(exchange.decoded());
    }

    /** A failed connect is not finished by itself: one that began before it will be, and {@link Exchange#count counts} it. */
    default void summedUp(Exchange exchange) { }

    /** Nothing more comes for now: whoever watches should see what was finished. @throws IOException as {@link #finished} */
    default void pause() throws IOException { }
}
