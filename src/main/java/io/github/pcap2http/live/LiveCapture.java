package io.github.pcap2http.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * A capture that is being made: a pcapng file that grows while it is read, and ends well-formed, with the counts of each interface. What
 * is read waits for packets, and for no more than the next one. Belongs to one thread; {@link #stop} may be called by any.
 */
public final class LiveCapture extends InputStream {
    private static final int ENOUGH = 1 << 16;   // bytes that are given at a time, when there are many packets

    private final Turns turns;
    private final LiveOptions options;
    private final OutputStream copy;   // null: nobody wants one
    private final Clock clock;
    private final Blocks blocks = new Blocks();
    private final long begin;   // ticks
    private ByteBuffer ready;
    private long packets;
    private volatile boolean stopped;
    private boolean ending;
    private long last = Long.MAX_VALUE;   // no packet after that, in nanoseconds since 1970 UTC
    private boolean ended;
    private boolean unflushed;
    private IOException copyFailure;

    LiveCapture(List<? extends Tap> taps, LiveOptions options, OutputStream copy, Consumer<String> trouble, Clock clock) {
        turns = new Turns(taps, clock, trouble);
        this.options = options;
        this.copy = copy;
        this.clock = clock;
        begin = clock.ticks();
        blocks.section();
        for (Tap tap : taps) blocks.describe(tap.name(), tap.linkType(), options.snaplen(), options.filter());
        ready = blocks.take();
        unflushed = true;
        keep();
    }

    /**
     * Begins to capture.
     *
     * @param copy gets the bytes that are read as well, and is not closed; null: nothing does
     * @param trouble told when an interface ends by itself while others go on or wait, in one line
     * @throws LiveException when that is not possible on one of the interfaces
     */
    public static LiveCapture begin(LiveOptions options, OutputStream copy, Consumer<String> trouble) throws LiveException {
        return new LiveCapture(Libpcap.open(options), options, copy, trouble, Clock.SYSTEM);
    }

    /** @return the interfaces that can be listened to, those first that are most likely meant */
    public static List<Device> devices() throws LiveException {
        return Libpcap.devices();
    }

    /** Ends the capture: what came until now is still given. */
    public void stop() {
        stopped = true;
    }

    /** @return what became of the packets of each interface, so far; after the end, of all */
    public List<Counts> counts() {
        return turns.counts();
    }

    /** @return whether an interface ended by itself */
    public boolean broken() {
        return turns.gone() > 0;
    }

    /** @return why the copy is not whole; null: it is */
    public IOException copyFailure() {
        return copyFailure;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) return 0;
        if (!ready.hasRemaining()) waitForMore();
        int count = Math.min(length, ready.remaining());
        if (count == 0) return -1;
        ready.get(into, offset, count);
        return count;
    }

    @Override
    public int read() {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    private void waitForMore() {
        while (!ended) {
            lookForTheEnd();
            while (blocks.size() < ENOUGH && packets < options.packets() && turns.next(last)) take();
            if (blocks.size() == 0) {
                if (isOver()) end();
                else pause();
            }
            if (blocks.size() == 0) continue;
            ready = blocks.take();
            keep();
            return;
        }
    }

    private void take() {
        Tap from = turns.current();
        blocks.packet(turns.place(), from.nanos(), from.bytes(), from.originalLength());
        packets++;
    }

    private void lookForTheEnd() {
        if (ending || !stopped && clock.ticks() - begin < options.nanos()) return;
        ending = true;
        last = clock.today();
    }

    private boolean isOver() {
        return packets >= options.packets() || turns.allGone() || ending && turns.isOver(last);
    }

    private void pause() {
        try {
            flush();
            clock.pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private void end() {
        ended = true;
        turns.close();
        int place = 0;
        for (Counts counts : turns.counts()) blocks.statistics(place++, clock.today(), counts);
    }

    private void keep() {
        if (copy == null || copyFailure != null) return;
        try {
            copy.write(ready.array(), ready.position(), ready.remaining());
            unflushed = true;
            if (ended) flush();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Somebody may follow the copy: what is there when no packet comes is shown. */
    private void flush() {
        if (copy == null || copyFailure != null || !unflushed) return;
        unflushed = false;
        try {
            copy.flush();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Packets that cannot be kept as they were to be are no reason to lose the exchanges so far. */
    private void giveUp(IOException failure) {
        copyFailure = failure;
        stopped = true;
    }

    @Override
    public void close() {
        turns.close();
    }
}
