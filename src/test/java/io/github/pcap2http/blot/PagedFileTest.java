package io.github.pcap2http.blot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PagedFileTest {
    /** More than stays in memory, written and read here and there. */
    @Test
    void isWhatWasWritten() throws IOException {
        byte[] model = new byte[24 << 20];
        Random random = new Random(7);
        byte[] some = new byte[40_000];
        try (PagedFile file = new PagedFile()) {
            for (int i = 0; i < 1500; i++) {
                int at = random.nextInt(model.length - some.length);
                int length = random.nextInt(i % 10 == 0 ? some.length : 300);
                if (i % 3 == 0) {
                    byte value = (byte) random.nextInt();
                    Arrays.fill(model, at, at + length, value);
                    file.fill(at, length, value);
                } else {
                    random.nextBytes(some);
                    System.arraycopy(some, 0, model, at, length);
                    file.write(at, some, 0, length);
                }
                int from = random.nextInt(model.length - some.length);
                file.read(from, some, 0, some.length);
                assertArrayEquals(Arrays.copyOfRange(model, from, from + some.length), some);
            }
            byte[] all = new byte[model.length];
            file.read(0, all, 0, all.length);
            assertArrayEquals(model, all);
        }
    }

    @Test
    void whereNothingWasWrittenThereAreZeros() throws IOException {
        try (PagedFile file = new PagedFile()) {
            for (int i = 0; i < 3000; i++) file.fill((long) i << 20, 1, (byte) 1);   // most of them are in the file, with holes between
            for (int i = 0; i < 3000; i++) {
                assertEquals(1, file.at((long) i << 20));
                assertEquals(0, file.at(((long) i << 20) + 1));
                assertEquals(0, file.at(((long) i << 20) + (1 << 19)));
            }
            assertEquals(0, file.at(1L << 40));
        }
    }
}
