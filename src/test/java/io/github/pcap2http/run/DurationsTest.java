package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void quantilesAreNearThoseOfAllValues() {
        Random random = new Random(1);
        for (int size : new int[] {1, 2, 3, 10, 100, 5000}) {
            long[] values = new long[size];
            Durations durations = new Durations();
            for (int i = 0; i < size; i++) {
                values[i] = random.nextLong() >>> 1 + random.nextInt(62);
                durations.add(values[i]);
            }
            Arrays.sort(values);
            for (double share : new double[] {0, 0.01, 0.5, 0.9, 0.99, 1}) {
                long truth = values[(int) Math.max(0, Math.ceil(share * size) - 1)];
                long told = durations.quantile(share);
                assertTrue(Math.abs(told - truth) <= truth * 0.02, told + " instead of " + truth);
            }
        }
    }

    @Test
    void theEndsOfTheRange() {
        Durations durations = new Durations();
        assertEquals(-1, durations.quantile(0.5));
        durations.add(-5);
        assertEquals(0, durations.quantile(0.5));
        durations.add(Long.MAX_VALUE);
        assertEquals(1, (double) durations.quantile(1) / Long.MAX_VALUE, 0.02);
    }
}
