package io.github.pcap2http.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CaptureClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;

    private final CaptureClock clock = new CaptureClock();

    @Test
    void aLatePacketMovesNothing() {
        assertEquals(0, clock.at(100 * SECOND));
        assertEquals(2 * SECOND, clock.at(102 * SECOND));
        assertEquals(2 * SECOND, clock.at(101 * SECOND));
        assertEquals(3 * SECOND, clock.at(103 * SECOND));
    }

    @Test
    void timeGoesOnFromAClockThatWasSetBack() {
        clock.at(1000 * SECOND);
        assertEquals(0, clock.at(10 * SECOND));
        assertEquals(SECOND, clock.at(11 * SECOND));
    }

    @Test
    void aStepIsADayAtMost() {
        clock.at(-5);
        assertEquals(DAY, clock.at(400 * DAY));
        assertEquals(DAY, clock.at(Long.MIN_VALUE));
        assertEquals(2 * DAY, clock.at(Long.MAX_VALUE));   // the difference is no long
    }
}
