package io.github.pcap2http.exchange;

import java.io.IOException;

/** Takes exchanges: the joint behind all protocols. Calls come from one thread at a time. */
public interface ExchangeSink {
    /** An exchange began. Each is finished later. */
    default void started(String id, Connection connection, Moment at) { }

    /** @throws IOException when the environment fails (disk full, closed pipe), which ends the run */
    void finished(Exchange exchange) throws IOException;
}
