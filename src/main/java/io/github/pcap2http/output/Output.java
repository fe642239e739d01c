package io.github.pcap2http.output;

import io.github.pcap2http.exchange.ExchangeSink;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A document in the making. Exchanges come in the order of their ends; {@link #close} completes it. */
public interface Output extends ExchangeSink, Closeable {
    /**
     * Completes the document, whatever came so far, so that it is well-formed. After a failure of {@link #finished} or
     * {@link #abandon} it only releases what is held. A second call does nothing.
     */
    @Override
    void close() throws IOException;

    /** Gives the document up: a file that would have appeared when whole does not appear; what was written in place stays. */
    void abandon();

    /** @param notes what there is to say of all that was read, a line each, not escaped; given before {@link #close}, if at all */
    default void about(List<String> notes) { }

    /** @return what the user should be told of the document, a sentence each; complete after {@link #close} */
    default List<String> remarks() {
        return List.of();
    }
}
