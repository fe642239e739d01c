package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WriteBehindTest {
    private static final int LONG = 5_000_000;   // bytes: more than can wait

    /** Keeps what it gets, and knows from whom. */
    private static class Kept extends OutputStream {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final Set<Thread> writers = ConcurrentHashMap.newKeySet();
        boolean closed;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            writers.add(Thread.currentThread());
            bytes.write(some, offset, length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Like a disk that gets full. */
    private static final class Full extends Kept {
        private final int room;

        Full(int room) {
            this.room = room;
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            if (bytes.size() + length > room) throw new IOException("no room");
            super.write(some, offset, length);
        }
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    private static void writeInParts(byte[] all, OutputStream out) throws IOException {
        Random random = new Random(7);
        for (int at = 0; at < all.length;) {
            int count = Math.min(all.length - at, random.nextInt(4) == 0 ? random.nextInt(700_000) : random.nextInt(3000));
            out.write(all, at, count);
            at += count;
            if (count > 0 && at < all.length) out.write(all[at++]);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allArrivesInOrder(boolean aside) throws IOException {
        byte[] all = noise(LONG);
        Kept kept = new Kept();
        try (OutputStream out = new WriteBehind(kept, aside)) {
            writeInParts(all, out);
        }
        assertArrayEquals(all, kept.bytes.toByteArray());
        assertTrue(kept.closed);
        if (aside) assertNotEquals(Set.of(Thread.currentThread()), kept.writers);
        else assertEquals(Set.of(Thread.currentThread()), kept.writers);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, LONG})
    void whatWasFlushedIsThere(int length) throws IOException {
        byte[] all = noise(length);
        Kept kept = new Kept();
        try (OutputStream out = new WriteBehind(kept, true)) {
            for (int round = 1; round < 5; round++) {
                out.write(all);
                out.flush();
                assertEquals(round * length, kept.bytes.size());
            }
        }
    }

    @Test
    void whatIsShortIsWrittenByWhoGaveIt() throws IOException {
        Kept kept = new Kept();
        try (OutputStream out = new WriteBehind(kept, true)) {
            out.write(noise(100_000));
        }
        assertEquals(Set.of(Thread.currentThread()), kept.writers);
        assertEquals(100_000, kept.bytes.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailureIsToldAndNothingIsWrittenBehindIt(boolean aside) throws IOException {
        byte[] all = noise(LONG);
        Full full = new Full(1_000_000);
        WriteBehind out = new WriteBehind(full, aside);
        IOException failure = assertThrows(IOException.class, () -> writeInParts(all, out));
        assertEquals("no room", failure.getMessage());
        int written = full.bytes.size();
        if (aside) assertThrows(IOException.class, out::flush);
        if (aside) assertThrows(IOException.class, out::close);
        else out.close();
        assertTrue(full.closed);
        assertEquals(written, full.bytes.size());
    }

    @Test
    void aFailureThatComesLateIsToldAtTheEnd() throws IOException {
        WriteBehind out = new WriteBehind(new Full(300_000), true);
        out.write(noise(500_000));
        assertEquals("no room", assertThrows(IOException.class, out::close).getMessage());
    }

    @Test
    void anInterruptLosesNothing() throws IOException {
        byte[] all = noise(LONG);
        Kept kept = new Kept();
        try (OutputStream out = new WriteBehind(kept, true)) {
            Thread.currentThread().interrupt();
            writeInParts(all, out);
            out.flush();
            assertTrue(Thread.interrupted());
        }
        assertArrayEquals(all, kept.bytes.toByteArray());
    }
}
