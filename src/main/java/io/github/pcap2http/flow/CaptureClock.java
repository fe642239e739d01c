package io.github.pcap2http.flow;

/**
 * Capture time that has passed, made of timestamps. Those may run backwards, a little where packets change places, much where another file
 * begins or a clock was set; the time that has passed never does.
 */
final class CaptureClock {
    /** A timestamp so much earlier than the latest is no late packet: time goes on from there. */
    private static final long STEP_BACK_NANOS = 60_000_000_000L;
    /** What passes between two timestamps at most: a day, which is more than anybody waits for. */
    private static final long LONGEST_STEP_NANOS = 86_400_000_000_000L;

    private boolean started;
    private long latest;   // the timestamp that it stands at
    private long passed;

    /** @param nanos the next timestamp, of any value. @return nanoseconds that have passed since the first; never less than before */
    long at(long nanos) {
        if (!started) {
            started = true;
            latest = nanos;
        } else if (nanos > latest) {
            long step = nanos - latest;
            passed += step < 0 ? LONGEST_STEP_NANOS : Math.min(step, LONGEST_STEP_NANOS);   // below 0: more than 292 years
            latest = nanos;
        } else if (latest - nanos > STEP_BACK_NANOS || latest - nanos < 0) {
            latest = nanos;
        }
        return passed;
    }
}
