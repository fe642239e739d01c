package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the definition, computed with numbers of any size. */
class TicksTest {
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);

    private static long exact(long count, int resolution) {
        BigInteger ticks = new BigInteger(Long.toUnsignedString(count));
        BigInteger perSecond = BigInteger.valueOf((resolution & 0x80) != 0 ? 2 : 10).pow(resolution & 0x7f);
        return ticks.multiply(SECOND).divide(perSecond).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    @Test
    void everyResolution() {
        Random random = new Random(1);
        for (int resolution = 0; resolution < 256; resolution++) {
            if ((resolution & 0x80) != 0 && (resolution & 0x7f) > 63) continue;
            for (int i = 0; i < 200; i++) {
                long count = random.nextLong() >>> random.nextInt(64);
                assertEquals(exact(count, resolution), new Ticks(resolution).nanos(count), count + " ticks, resolution " + resolution);
            }
        }
    }

    /** 2 to the power of 66 ticks a second: 2 to the power of 63 of them are an eighth of a second. */
    @Test
    void finerThan64Bits() {
        assertEquals(125_000_000, new Ticks(0x80 | 66).nanos(1L << 63));
        assertEquals(0, new Ticks(0x80 | 127).nanos(1L << 62));
    }

    @Test
    void offsetsThatNoNanosecondsCanHold() {
        assertEquals(Long.MAX_VALUE, Ticks.saturatedNanos(Long.MAX_VALUE));
        assertEquals(Long.MIN_VALUE, Ticks.saturatedNanos(Long.MIN_VALUE));
        assertEquals(-5_000_000_000L, Ticks.saturatedNanos(-5));
    }
}
