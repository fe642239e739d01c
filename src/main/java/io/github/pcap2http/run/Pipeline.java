package io.github.pcap2http.run;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.flow.FlowEngine;
import io.github.pcap2http.packet.PacketDecoder;
import io.github.pcap2http.packet.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * All stages from a capture to a sink, and the one loop that drives them. One thread reads; {@link #end} may be called by
 * another one while the reader waits for its input, and then takes the place of the capture's end.
 */
public final class Pipeline {
    private static final int TICK = 1024;   // packets

    private final PacketDecoder decoder = new PacketDecoder();
    private final BodySpool bodies = new BodySpool(BodySpool.HEAP_BYTES);
    private final FailedConnects connects;
    private final FlowEngine engine;
    private long packets;
    private volatile long exchanges;
    private boolean ended;

    /** @param sink is called by one thread at a time, and is not closed */
    public Pipeline(Options options, ExchangeSink sink) {
        ExchangeSink counting = exchange -> count(sink, exchange);
        connects = options.everyConnect() ? null : new FailedConnects(counting);
        engine = new FlowEngine(connects == null ? counting : connects, options.limits(), bodies, options.strict(),
            options.keepDuplicates());
    }

    private void count(ExchangeSink sink, Exchange exchange) throws IOException {
        exchanges++;
        sink.finished(exchange);
    }

    /**
     * Reads to the end of the capture. When the capture fails, what it gave so far is reported before the exception is thrown; when
     * the sink fails, it is not called again.
     *
     * @param tick is called every {@value #TICK} packets
     */
    public void read(Capture capture, Runnable tick) throws IOException {
        try {
            for (Packet packet = capture.next(); packet != null && push(packet); packet = capture.next()) {
                if (packets % TICK == 0) tick.run();
            }
        } finally {
            end();
        }
    }

    /** @return false when there is no use in more packets */
    private synchronized boolean push(Packet packet) throws IOException {
        if (ended) return false;
        packets++;
        Segment segment = decoder.decode(packet);
        if (segment != null) guarded(() -> engine.segment(segment));
        return true;
    }

    /** No more packets: everything that is open is finished and given to the sink. A second call does nothing. */
    public synchronized void end() throws IOException {
        if (ended) return;
        try (bodies) {
            guarded(engine::close);
            if (connects != null) guarded(connects::end);
        }
        ended = true;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Whatever fails, the sink included, is not to be called again. */
    private void guarded(Step step) throws IOException {
        boolean done = false;
        try {
            step.run();
            done = true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!done) ended = true;
        }
    }

    /** @return exchanges given to the sink so far; may be asked by any thread */
    public long exchanges() {
        return exchanges;
    }

    /** @return what came of it so far */
    public synchronized Summary summary(Capture capture) {
        long summedUp = connects == null ? 0 : connects.summedUp();
        return new Summary(capture.name(), packets, exchanges, summedUp, decoder.counts(), engine.counts(), capture.damaged(), capture.remarks());
    }
}
