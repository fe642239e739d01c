package io.github.pcap2http.live;

/** A clock that goes on by five milliseconds when somebody waits; what is to happen at a time happens then. */
final class FakeClock implements Clock {
    private long millis = 1000;
    private long eventAt = Long.MAX_VALUE;
    private Runnable event;

    void at(long millis, Runnable event) {
        eventAt = millis;
        this.event = event;
    }

    @Override
    public long today() {
        return millis * 1_000_000;
    }

    @Override
    public long ticks() {
        return today();
    }

    @Override
    public void pause() {
        if (millis > 100_000) throw new AssertionError("waits for ever");
        millis += 5;
        if (millis < eventAt) return;
        eventAt = Long.MAX_VALUE;
        event.run();
    }
}
