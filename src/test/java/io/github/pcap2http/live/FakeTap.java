package io.github.pcap2http.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** An interface on which packets come when the test's clock says so. */
final class FakeTap implements Tap {
    /** @param due when the kernel hands it over */
    private record Due(long due, long nanos, String text) { }

    private final String name;
    private final FakeClock clock;
    private final Deque<Due> coming = new ArrayDeque<>();
    private Due current;
    private long goneAt = Long.MAX_VALUE;
    boolean closed;

    FakeTap(String name, FakeClock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** @param millis its time, by the clock of the day; it is handed over {@code late} milliseconds after that */
    FakeTap packet(long millis, long late, String text) {
        coming.add(new Due((millis + late) * 1_000_000, millis * 1_000_000, text));
        return this;
    }

    FakeTap goneAt(long millis) {
        goneAt = millis * 1_000_000;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int linkType() {
        return 1;
    }

    @Override
    public boolean next() throws LiveException {
        if (clock.today() >= goneAt) throw new LiveException(name + ": gone");
        if (coming.isEmpty() || coming.peek().due > clock.today()) return false;
        current = coming.poll();
        return true;
    }

    @Override
    public long nanos() {
        return current.nanos;
    }

    @Override
    public byte[] bytes() {
        return current.text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public long originalLength() {
        return current.text.length();
    }

    @Override
    public Counts counts(long captured) {
        return new Counts(name, captured, captured + 7, 7, 0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
