package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Draft;

/** Where the content of messages is kept, while they are read and then. The core keeps it on the heap; who runs it may do better. */
public interface BodyStore {
    /** @return for the content of one message */
    Draft open();
}
