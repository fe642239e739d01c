package io.github.pcap2http.live;

import java.io.Closeable;

/** One interface that is listened to. Belongs to one thread. */
interface Tap extends Closeable {
    String name();

    /** @return LINKTYPE number of all its packets */
    int linkType();

    /**
     * Takes the next packet, and does not wait for one.
     *
     * @return false when there is none now
     * @throws LiveException when there will be none any more
     */
    boolean next() throws LiveException;

    /** @return time of the packet taken last, in nanoseconds since 1970 UTC */
    long nanos();

    /** @return what was captured of the packet taken last; good for ever */
    byte[] bytes();

    /** @return bytes that the packet taken last had on the wire */
    long originalLength();

    /** @param captured packets that were read of it */
    Counts counts(long captured);

    @Override
    void close();
}
