package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Draft;
import java.util.function.Supplier;

/** Where the content of messages is kept, while they are read and then. The core keeps it on the heap; who runs it may do better. */
public interface BodyStore extends Supplier<Draft> {
    /** @return for the content of one message */
    Draft open();

    /** The same, for whoever knows no messages. */
    @Override
    default Draft get() {
        return open();
    }
}
