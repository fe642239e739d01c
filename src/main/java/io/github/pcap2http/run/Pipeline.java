package io.github.pcap2http.run;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.capture.Secrets;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.flow.FlowEngine;
import io.github.pcap2http.packet.PacketDecoder;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.slice.PacketTap;
import io.github.pcap2http.tls.KeyLog;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * All stages from a capture to a sink, and the one loop that drives them. One thread reads; {@link #end} may be called by
 * another one while the reader waits for its input, and then takes the place of the capture's end.
 */
public final class Pipeline implements Closeable {
    private static final int TICK = 1024;   // packets
    /** So much later than its timestamp says a packet of a live capture may come, or earlier. */
    private static final long LATE_NANOS = 5_000_000_000L;

    private final PacketDecoder decoder = new PacketDecoder();
    private final BodySpool bodies;
    private final Delivery delivery;
    private final Relay relay;   // null: exchanges are delivered by the thread that reads
    private final FlowEngine engine;
    private final FilterStage filter;   // null: all packets pass
    private final PacketTap tap;   // null: nobody looks at packets
    private final KeyLog keys;
    private final boolean live;
    private long packets;
    private long lastNanos;     // timestamp of the last packet
    private long lastArrival;   // when it came, as System.nanoTime() has it
    private boolean current;    // whether its timestamp was the time of day when it came
    private Exception failure;   // of the heartbeat, for the reader to throw
    private boolean severalClocks;   // whether several files take turns
    private boolean ended;

    /** @param sink is called by one thread at a time, and is not closed. What it is given is its own, for good */
    public Pipeline(Options options, ExchangeSink sink) {
        this(options, sink, false);
    }

    /** As {@link #Pipeline(Options, ExchangeSink)}. @param lending whether contents of bodies are only lent to the sink, for its call: then long ones need no memory */
    public Pipeline(Options options, ExchangeSink sink, boolean lending) {
        this(options, sink, lending, null);
    }

    /** As above. @param tap sees all packets that the filter lets pass; null: nobody does */
    public Pipeline(Options options, ExchangeSink sink, boolean lending, PacketTap tap) {
        this.tap = tap;
        bodies = BodySpool.forThisHeap(lending, options.maxSpool());
        delivery = new Delivery(options, sink);
        relay = options.threads() > 1 ? new Relay(delivery) : null;
        ExchangeSink first = relay == null ? delivery : relay;
        engine = new FlowEngine(tap == null ? first : new TappedSink(tap, first), options.limits(), bodies, options.strict(),
            options.keepDuplicates(), options.hints(), tap);
        filter = options.filter() == null ? null : new FilterStage(options.filter());
        keys = options.keys();
        live = options.live();
    }

    /**
     * Reads to the end of the capture. When the capture fails, what it gave so far is reported before the exception is thrown; when
     * the sink fails, it is not called again.
     *
     * @param tick is called every {@value #TICK} packets
     */
    public void read(Capture capture, Runnable tick) throws IOException {
        if (capture.severalFiles()) delivery.severalFiles();
        Heartbeat heart = live ? new Heartbeat(this::beat) : null;
        try {
            while (readOne(capture)) {
                if (packets % TICK == 0) tick.run();
            }
        } finally {
            if (heart != null) heart.stop();
            end();
        }
        if (failure instanceof IOException broken) throw broken;
        if (failure instanceof RuntimeException bug) throw bug;
    }

    /**
     * The packet may take long to come: the heartbeat, and who asks for a summary, does not have to wait meanwhile.
     *
     * @return false when there is none, or no use in more packets
     */
    private boolean readOne(Capture capture) throws IOException {
        Packet packet = capture.next();
        if (packet == null) return false;
        synchronized (this) {
            return push(packet, capture.mixed());
        }
    }

    /** @param mixed whether several files take turns. @return false when there is no use in more packets */
    private boolean push(Packet packet, boolean mixed) throws IOException {
        if (ended) return false;
        if (mixed != severalClocks) tellOfClocks(mixed);
        packets++;
        if (live) arrived(packet.nanos());
        if (filter != null && !filter.passes(packet)) return true;
        Segment segment = decoder.decode(packet);
        if (tap != null) guarded(() -> tap.packet(packet, segment, decoder.datagram()));
        if (segment != null) decoded(segment);
        else if (filter != null) filter.incomplete(packet);
        return true;
    }

    /** As {@link #guarded}, written out: a {@link Step} would be an object for each packet, and one more class to load at the start. */
    private void decoded(Segment segment) throws IOException {
        boolean done = false;
        try {
            engine.segment(segment);
            tellTime();
            done = true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!done) fail();
        }
    }

    private void timePassed(long nanos) throws IOException {
        engine.timePassed(nanos);
        tellTime();
    }

    private void tellTime() throws IOException {
        if (tap != null) tap.timePassed(engine.clock());
        if (relay == null) delivery.timePassed(engine.clock());
        else relay.timePassed(engine.clock());
        if (live) show();
    }

    /** Whoever watches is to see what there is. */
    private void show() throws IOException {
        if (tap != null) tap.caughtUp();
        if (relay == null) delivery.pause();
        else relay.flush();
    }

    private void tellOfClocks(boolean several) {
        severalClocks = several;
        if (relay == null) delivery.severalClocks(several);
        else relay.severalClocks(several);
    }

    private void arrived(long nanos) {
        lastNanos = nanos;
        lastArrival = System.nanoTime();
        current = Math.abs(System.currentTimeMillis() * 1_000_000 - nanos) < LATE_NANOS;
    }

    /** No packet may come for long, and what only waits for time to pass is not to wait for it. A recording that is replayed waits. */
    private synchronized void beat() {
        if (ended) return;
        try {
            if (current) guarded(() -> timePassed(lastNanos + (System.nanoTime() - lastArrival)));
            else guarded(this::show);
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    /** No more packets: everything that is open is finished and given to the sink. A second call does nothing. */
    public synchronized void end() throws IOException {
        if (ended) return;
        boolean done = false;
        try {
            engine.close();
            if (relay == null) delivery.end();
            else relay.close();
            done = true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!done) fail();
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
            if (!done) fail();
        }
    }

    /** After {@link #end}: contents that were lent to the sink, and retained by it, are gone. */
    @Override
    public void close() throws IOException {
        bodies.close();
    }

    private void fail() {
        ended = true;
        if (relay != null) relay.stop();
    }

    /** @return exchanges given to the sink so far; may be asked by any thread */
    public long exchanges() {
        return delivery.exchanges();
    }

    /** @return what came of it so far */
    public synchronized Summary summary(Capture capture) {
        long withKeys = withKeys(capture);
        Filtered filtered = filter == null ? null : filter.result();
        return new Summary(capture.name(), capture.facts(), packets, filtered, decoder.counts(), engine.counts(), withKeys, engine.duplicates(),
            delivery.exchanges(), delivery.summedUp(), delivery.proxies(), capture.damaged(), capture.remarks());
    }

    /** @return TLS connections for which there are secrets */
    private long withKeys(Capture capture) {
        KeyLog inside = new KeyLog();
        for (Secrets secrets : capture.secrets()) {
            if (secrets.type() == Secrets.TLS_KEY_LOG) inside.add(secrets.bytes());
        }
        long known = 0;
        for (Bytes random : engine.counts().clientRandoms()) {
            if (keys.has(random) || inside.has(random)) known++;
        }
        return known;
    }
}
