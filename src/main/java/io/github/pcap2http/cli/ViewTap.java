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
import java.io.UncheckedIOException;

/** An output that is written while packets are read. When it fails, or its reader has seen enough, the other outputs go on. */
final class ViewTap implements PacketTap {
    private final String name;
    private final PacketView view;
    private final Outputs outputs;
    private boolean over;

    /** @param outputs all of the run, this one among them */
    ViewTap(String name, PacketView view, Outputs outputs) {
        this.name = name;
        this.view = view;
        this.outputs = outputs;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) throws OutputException {
        if (over) return;
        try {
            step.run();
        } catch (UncheckedIOException e) {
            failed(e.getCause());
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException e) throws OutputException {
        over = true;
        view.abandon();
        OutputException failure = new OutputException(name, e);
        if (!outputs.goesOnWithout(failure)) throw failure;
    }

    @Override
    public void packet(Packet packet, Segment segment, Object datagram) throws IOException {
        guarded(() -> view.packet(packet, segment, datagram));
    }

    @Override
    public void placed(long connection, Side from, Standing standing, boolean copy, boolean outside) {
        try {
            guarded(() -> view.placed(connection, from, standing, copy, outside));
        } catch (OutputException e) {
            throw new UncheckedIOException(e);
        }
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
