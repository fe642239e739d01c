package io.github.pcap2http.slice;

import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.flow.Trace;
import io.github.pcap2http.packet.Segment;
import java.io.IOException;

/** Sees the packets of a run while they are read, in the thread that reads. */
public interface PacketTap extends Trace {
    /**
     * The next packet. What its segment is to its connection is told right after that, if it belongs to one.
     *
     * @param packet valid during the call and that of {@link #placed}; so {@code segment}
     * @param segment null where the packet has none
     * @param datagram names the datagram that the packet is a piece of, equal for all pieces; null when it is whole
     */
    void packet(Packet packet, Segment segment, Object datagram) throws IOException;

    /** Length of what began, where no request is known: a response alone, or a connect that failed. */
    long NO_REQUEST = 0;
    long UNKNOWN = -1;

    /** An exchange began on a connection. @param at its first byte; @param length of its request on the wire, where that is said at its beginning */
    default void began(String id, long connection, Moment at, long length) { }

    /** An exchange ended, of which it is not known yet whether it is chosen, or linked to others. Its bodies may not be read. */
    default void ended(Exchange exchange) { }

    /** @param nanos of capture time that have passed since the first segment; may be told though no packet came */
    default void timePassed(long nanos) throws IOException { }

    /** Of a live capture: all that has come was told, and who watches should see it. */
    default void caughtUp() throws IOException { }
}
