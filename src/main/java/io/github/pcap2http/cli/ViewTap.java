package io.github.pcap2http.cli;

import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.slice.PacketTap;
import io.github.pcap2http.tcp.Standing;
import io.github.pcap2http.view.PacketView;
import java.io.IOException;

/** An output that is written while packets are read. When its reader has seen enough, the other outputs go on. */
final class ViewTap implements PacketTap {
    private final String name;
    private final PacketView view;
    private final boolean only;
    private boolean over;

    /** @param only whether there is no other output */
    ViewTap(String name, PacketView view, boolean only) {
        this.name = name;
        this.view = view;
        this.only = only;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) throws OutputException {
        if (over) return;
        try {
            step.run();
        } catch (IOException e) {
            over = true;
            view.abandon();
            OutputException failure = new OutputException(name, e);
            if (only || !failure.closedPipe()) throw failure;
        }
    }

    @Override
    public void packet(Packet packet, Segment segment, Object datagram) throws IOException {
        guarded(() -> view.packet(packet, segment, datagram));
    }

    @Override
    public void placed(long connection, Side from, Standing standing, boolean copy, boolean outside) {
        if (!over) view.placed(connection, from, standing, copy, outside);
    }

    @Override
    public void joined(long connection, long with, boolean sameRoles) {
        if (!over) view.joined(connection, with, sameRoles);
    }

    @Override
    public void began(String id, long connection, Moment at, long length) {
        if (!over) view.began(id, connection, at, length);
    }

    @Override
    public void ended(Exchange exchange) {
        if (!over) view.ended(exchange);
    }

    @Override
    public void timePassed(long nanos) throws IOException {
        guarded(() -> view.timePassed(nanos));
    }

    @Override
    public void caughtUp() throws IOException {
        guarded(view::caughtUp);
    }
}
