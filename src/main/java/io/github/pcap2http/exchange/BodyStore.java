package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;

/** Where the content of messages is kept while they are read. The core keeps it on the heap; who runs it may do better. */
public interface BodyStore {
    /** Content of one message, growing. */
    interface Content {
        /** @param bytes a view, copied */
        void append(Bytes bytes);

        /** @return all that was appended, owned by the caller; nothing may be called after that */
        Bytes take();
    }

    /** @return a new, empty content */
    Content open();
}
