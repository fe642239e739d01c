package io.github.pcap2http.run;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.CodedExchange;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Lets a {@link Delivery} work in a thread of its own, while the one that reads goes on. All that the reader says is said again there, in
 * the same order; so the result is the same as without. It goes in batches, of which a few may wait; then the reader waits. A failure
 * there is thrown to the reader when time passes or the end comes, not in the midst of a connection's work.
 */
final class Relay implements ExchangeSink {
    private static final int BATCH = 512;   // events
    private static final int WAITING = 4;   // batches
    /** Bytes of bodies and header sections that may wait, but for one batch: a share of the heap. */
    private static final long WAITING_BYTES = Runtime.getRuntime().maxMemory() / 32;
    private static final int LONG = 1 << 16;   // bytes of a coded body
    private static final int HEAD_WEIGHT = 8;   // a header section needs so many times its length
    private static final int FILED = 16;   // so many bytes of bodies that lie in a file, or are counted elsewhere, are as bad as one

    /** Something that the reader said. */
    private interface Event {
        void repeat(Delivery delivery) throws IOException;
    }

    private record Connecting(Connection connection) implements Event {
        @Override
        public void repeat(Delivery delivery) {
            delivery.connecting(connection);
        }
    }

    private record Connected(Connection connection) implements Event {
        @Override
        public void repeat(Delivery delivery) {
            delivery.connected(connection);
        }
    }

    private record Started(String id, Connection connection, Moment at, Request head) implements Event {
        @Override
        public void repeat(Delivery delivery) {
            delivery.started(id, connection, at, head);
        }
    }

    private record Finished(Exchange exchange) implements Event {
        @Override
        public void repeat(Delivery delivery) throws IOException {
            delivery.finished(exchange);
        }
    }

    private record Ended(CodedExchange exchange) implements Event {
        @Override
        public void repeat(Delivery delivery) throws IOException {
            delivery.finished(exchange.decoded());
        }
    }

    private record SeveralClocks(boolean several) implements Event {
        @Override
        public void repeat(Delivery delivery) {
            delivery.severalClocks(several);
        }
    }

    private record End() implements Event {
        @Override
        public void repeat(Delivery delivery) throws IOException {
            delivery.end();
        }
    }

    /**
     * @param times when each event was said, as {@link #timePassed} has it
     * @param end so, when all were handed over
     * @param bytes of bodies and header sections
     */
    private record Batch(Event[] events, long[] times, long end, long bytes) { }

    private final Delivery delivery;
    private final Thread thread;
    private final ArrayDeque<Batch> queue = new ArrayDeque<>();   // guarded by itself, and so are the next three
    private long queuedBytes;
    private boolean busy;
    private boolean closed;
    private volatile Throwable failure;
    private final Event[] events = new Event[BATCH];
    private final long[] times = new long[BATCH];   // of each event: as events of their own there would be about as many as all others
    private int count;
    private long bytes;
    private long clock;       // capture time that has passed, in nanoseconds
    private long saidClock;   // as it was handed over last
    private long toldClock;   // as the delivery was told last, by its thread

    Relay(Delivery delivery) {
        this.delivery = delivery;
        thread = new Thread("delivery") {
            @Override
            public void run() {
                work();
            }
        };
        thread.setDaemon(true);
        thread.start();
    }

    // ---- the reader's side

    @Override
    public void connecting(Connection connection) {
        add(new Connecting(connection));
    }

    @Override
    public void connected(Connection connection) {
        add(new Connected(connection));
    }

    @Override
    public void started(String id, Connection connection, Moment at, Request head) {
        add(new Started(id, connection, at, head));
    }

    @Override
    public void finished(Exchange exchange) {
        weigh(exchange);
        add(new Finished(exchange));
    }

    /** The other thread decodes what is long, if it has nothing else to do. */
    @Override
    public void ended(CodedExchange exchange) {
        if (exchange.sent().response().body().kept().length() < LONG || isBusy()) {
            finished(exchange.decoded());
        } else {
            weigh(exchange.sent());
            add(new Ended(exchange));
            flush();
        }
    }

    private void weigh(Exchange exchange) {
        if (exchange.request() != null) bytes += weight(exchange.request().headLength(), exchange.request().body());
        if (exchange.response() != null) bytes += weight(exchange.response().headLength(), exchange.response().body());
    }

    /** As {@link Delivery#severalClocks}. */
    void severalClocks(boolean several) {
        add(new SeveralClocks(several));
    }

    private static long weight(long headLength, Body body) {
        return headLength * HEAD_WEIGHT + (body.kept().onHeap() ? body.kept().length() : body.kept().length() / FILED);
    }

    /** As {@link Delivery#timePassed}; said there before the next thing that is, or at {@link #flush}. Throws what has failed there. */
    void timePassed(long nanos) throws IOException {
        if (failure != null) throwFailure();
        clock = nanos;
    }

    private void add(Event event) {
        events[count] = event;
        times[count++] = clock;
        if (count == BATCH || bytes >= WAITING_BYTES) handOver();
    }

    /** Hands over what there is, when the other thread has nothing to do. */
    void flush() {
        if (!isBusy() && (count > 0 || clock != saidClock)) handOver();
    }

    private boolean isBusy() {
        synchronized (queue) {
            return busy || !queue.isEmpty();
        }
    }

    private void handOver() {
        Batch batch = batch();
        synchronized (queue) {
            while (failure == null && !queue.isEmpty() && (queue.size() >= WAITING || queuedBytes + batch.bytes() > WAITING_BYTES)) await();
            queue.add(batch);
            queuedBytes += batch.bytes();
            queue.notifyAll();
        }
    }

    private Batch batch() {
        Batch batch = new Batch(Arrays.copyOf(events, count), Arrays.copyOf(times, count), clock, bytes);
        Arrays.fill(events, 0, count, null);
        count = 0;
        bytes = 0;
        saidClock = clock;
        return batch;
    }

    /** No more comes: waits until all of it is done. Throws what failed. */
    void close() throws IOException {
        add(new End());
        stop();
        throwFailure();
    }

    /** Waits until what was said so far is done, without fail: then the sink is not called any more. What fails in that is not thrown. */
    void stop() {
        synchronized (queue) {
            queue.add(batch());
            closed = true;
            queue.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void throwFailure() throws IOException {
        Throwable thrown = failure;
        if (thrown instanceof IOException broken) throw broken;
        if (thrown instanceof RuntimeException bug) throw bug;
        if (thrown instanceof Error error) throw error;
    }

    // ---- the other thread

    private void work() {
        for (Batch batch = next(); batch != null; batch = next()) {
            if (failure != null) continue;
            try {
                repeat(batch);
                if (failure == null && idle()) delivery.pause();
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    private void repeat(Batch batch) throws IOException {
        Event[] said = batch.events();
        long[] when = batch.times();
        for (int i = 0; i < said.length && failure == null; i++) {
            tellTime(when[i]);
            said[i].repeat(delivery);
        }
        if (failure == null) tellTime(batch.end());
    }

    private void tellTime(long nanos) throws IOException {
        if (nanos == toldClock) return;
        toldClock = nanos;
        delivery.timePassed(nanos);
    }

    private boolean idle() {
        synchronized (queue) {
            return queue.isEmpty();
        }
    }

    /** @return null after the last one */
    private Batch next() {
        synchronized (queue) {
            busy = false;
            queue.notifyAll();
            while (queue.isEmpty() && !closed && failure == null) await();
            Batch batch = queue.poll();
            busy = batch != null;
            if (busy) queuedBytes -= batch.bytes();
            return batch;
        }
    }

    private void await() {
        try {
            queue.wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new InterruptedIOException("interrupted while results were handed over");
        }
    }
}
