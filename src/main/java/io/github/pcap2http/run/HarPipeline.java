package io.github.pcap2http.run;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.harfile.HarReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What a {@link Pipeline} is for captures, for HARs and JSON lines: gives their exchanges to a sink, as they are linked there. One input
 * keeps its order; several are merged by the starts of their next exchanges. One thread reads; {@link #end} may be called by another one.
 */
public final class HarPipeline implements Closeable {
    private static final int TICK = 64;   // exchanges

    private final Options options;
    private final ExchangeSink sink;
    private final BodySpool bodies;
    private final List<HarReader> inputs = new ArrayList<>();
    private final HarCounts counts = new HarCounts();
    private volatile long exchanges;
    private volatile long beganNanos;
    private boolean ended;

    private record Head(HarReader reader, int place, Exchange exchange) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            int order = Long.compare(exchange.timing().started(), other.exchange.timing().started());
            return order == 0 ? Integer.compare(place, other.place) : order;
        }
    }

    /** @param sink is called by one thread at a time, and is not closed; contents of bodies are only lent to it, for its call */
    public HarPipeline(Options options, ExchangeSink sink) {
        this.options = options;
        this.sink = sink;
        this.bodies = BodySpool.forThisHeap(true, options.maxSpool());
    }

    /** Before {@link #read}. @param in is closed by {@link #close} */
    public void add(InputStream in, String name) throws IOException {
        inputs.add(new HarReader(in, name, inputs.size(), bodies, options.limits()));
    }

    /**
     * Reads all inputs to their ends.
     *
     * @param tick is called every {@value #TICK} exchanges
     * @throws IOException when an input or the sink fails
     */
    public void read(Runnable tick) throws IOException {
        try {
            PriorityQueue<Head> heads = new PriorityQueue<>();
            for (int i = 0; i < inputs.size(); i++) add(inputs.get(i), i, heads);
            while (!heads.isEmpty()) {
                Head head = heads.poll();
                if (!give(head.exchange, head.reader)) return;
                if (exchanges % TICK == 0) tick.run();
                add(head.reader, head.place, heads);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            end();
        }
    }

    private static void add(HarReader reader, int place, PriorityQueue<Head> heads) throws IOException {
        Exchange next = reader.next();
        if (next != null) heads.add(new Head(reader, place, next));
    }

    private synchronized boolean give(Exchange exchange, HarReader from) throws IOException {
        if (ended) return false;
        boolean done = false;
        try {
            if (exchanges == 0) beganNanos = exchange.timing().started();
            exchanges++;   // by one thread at a time; read by any
            counts.add(exchange);
            sink.finished(exchange);
            exchange.release();
            if (options.live() && from.mayWait()) sink.pause();
            done = true;
        } finally {
            ended |= !done;
        }
        return true;
    }

    /** The sink gets no more. A second call does nothing. */
    public synchronized void end() {
        ended = true;
    }

    /** @return start of the first exchange, in nanoseconds since 1970 UTC; 0 before there is one */
    public long beganNanos() {
        return beganNanos;
    }

    /** @return exchanges given to the sink so far; may be asked by any thread */
    public long exchanges() {
        return exchanges;
    }

    /** @return how many bytes of the inputs, as they are stored, were read */
    public long bytesRead() {
        long sum = 0;
        for (HarReader input : inputs) sum += input.bytesRead();
        return sum;
    }

    /** @return how many inputs are no HARs after all; at the end */
    public int foreign() {
        return (int) inputs.stream().filter(HarReader::isForeign).count();
    }

    /** @param name of the inputs. @param unread remarks on those that could not be opened */
    public HarSummary summary(String name, List<String> unread) {
        List<String> remarks = new ArrayList<>(unread);
        for (HarReader input : inputs) remarks.addAll(input.remarks());
        boolean damaged = !unread.isEmpty() || inputs.stream().anyMatch(HarReader::damaged);
        return new HarSummary(name, inputs.stream().map(HarReader::facts).toList(), exchanges, counts.byAnswer(), damaged, remarks);
    }

    @Override
    public void close() throws IOException {
        try (bodies) {
            for (HarReader input : inputs) input.close();
        }
    }
}
