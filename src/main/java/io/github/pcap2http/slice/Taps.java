package io.github.pcap2http.slice;

import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.tcp.Standing;
import java.io.IOException;

/** Two that look at the same packets. */
public record Taps(PacketTap first, PacketTap second) implements PacketTap {
    @Override
    public void packet(Packet packet, Segment segment, Object datagram) throws IOException {
        first.packet(packet, segment, datagram);
        second.packet(packet, segment, datagram);
    }

    @Override
    public void placed(long connection, Side from, Standing standing, boolean copy, boolean outside) {
        first.placed(connection, from, standing, copy, outside);
        second.placed(connection, from, standing, copy, outside);
    }

    @Override
    public void joined(long connection, long with, boolean sameRoles) {
        first.joined(connection, with, sameRoles);
        second.joined(connection, with, sameRoles);
    }

    @Override
    public void began(String id, long connection, Moment at, long length) {
        first.began(id, connection, at, length);
        second.began(id, connection, at, length);
    }

    @Override
    public void ended(Exchange exchange) {
        first.ended(exchange);
        second.ended(exchange);
    }

    @Override
    public void timePassed(long nanos) throws IOException {
        first.timePassed(nanos);
        second.timePassed(nanos);
    }

    @Override
    public void caughtUp() throws IOException {
        first.caughtUp();
        second.caughtUp();
    }
}
