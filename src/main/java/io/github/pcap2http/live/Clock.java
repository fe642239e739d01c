package io.github.pcap2http.live;

/** Time, as a capture needs it. */
interface Clock {
    Clock SYSTEM = new Clock() {
        private static final int PAUSE = 5;   // milliseconds; half of the idle time that a reader may sleep off unseen

        @Override
        public long today() {
            return System.currentTimeMillis() * 1_000_000;
        }

        @Override
        public long ticks() {
            return System.nanoTime();
        }

        @Override
        public void pause() throws InterruptedException {
            Thread.sleep(PAUSE);
        }
    };

    /** @return nanoseconds since 1970 UTC, by the clock that packets are stamped with */
    long today();

    /** @return nanoseconds since some time, by a clock that is never set */
    long ticks();

    /** Waits for packets: some milliseconds. */
    void pause() throws InterruptedException;
}
