package io.github.pcap2http.flow;

import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.tcp.Standing;

/** Is told what each segment is to its connection, for those that look at packets. Calls come from the thread that reads. */
public interface Trace {
    /**
     * What is about to be done with the segment at hand. A segment that belongs to no connection is not told of.
     *
     * @param connection number of its first frame, as exchange ids have it
     * @param from who sent it; the client is who opened the connection, or sent the first packet that was seen
     * @param copy whether it is a packet that was captured a moment ago, at this or another place
     * @param outside whether no bytes of the connection were seen before, or none can follow
     */
    void placed(long connection, Side from, Standing standing, boolean copy, boolean outside);

    /**
     * Segments that were told of as those of one connection belong to another one, of which they are copies.
     *
     * @param sameRoles whether the client of the one is that of the other
     */
    void joined(long connection, long with, boolean sameRoles);
}
