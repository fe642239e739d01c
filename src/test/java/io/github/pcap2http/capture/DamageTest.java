package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.CaptureWriter;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.samples.SnoopWriter;
import io.github.pcap2http.samples.Tape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are cut, damaged or made to do harm: all that is readable is read, and the rest is told. */
@Timeout(60)
class DamageTest {
    private static final int PACKETS = 20;

    static Stream<Supplier<CaptureWriter>> writers() {
        return Stream.of(PcapWriter::new, () -> new PcapWriter().bigEndian().nanos(),
            () -> new PcapngWriter().addInterface(1), () -> new PcapngWriter().section(ByteOrder.BIG_ENDIAN).addInterface(1), () -> new SnoopWriter(4));
    }

    /** Packets of a conversation; {@code ends[i]} is where the record of packet i ends, {@code ends[0]} the end of the head. */
    private record Sample(byte[] file, int[] ends, List<String> texts) {
        static Sample of(Supplier<CaptureWriter> writers) throws IOException {
            CaptureWriter writer = writers.get();
            int[] ends = new int[PACKETS + 1];
            ends[0] = writer.toBytes().length;
            Random random = new Random(7);
            for (int i = 1; i <= PACKETS; i++) {
                byte[] packet = new byte[40 + random.nextInt(80)];
                random.nextBytes(packet);
                ends[i] = writer.packet(Tape.START + i * 1_000_000L, packet).toBytes().length;
            }
            return new Sample(writer.toBytes(), ends, Captured.of(writer.toBytes()).texts());
        }
    }

    @ParameterizedTest
    @MethodSource("writers")
    void cutAtEveryByte(Supplier<CaptureWriter> writers) throws IOException {
        Sample sample = Sample.of(writers);
        assertEquals(PACKETS, sample.texts.size());
        for (int length = sample.ends[0]; length < sample.file.length; length++) {
            Captured captured = Captured.of(Arrays.copyOf(sample.file, length));
            int end = Arrays.binarySearch(sample.ends, length);
            int whole = end >= 0 ? end : -end - 2;
            assertEquals(sample.texts.subList(0, whole), captured.texts(), "cut at " + length);
            assertFalse(captured.damaged());
            assertEquals(end >= 0 ? 0 : 1, captured.remarks().size(), "cut at " + length);
            assertEquals(length, captured.bytesRead());
        }
    }

    @Test
    void aCutFileSaysWhere() throws IOException {
        byte[] file = new PcapWriter().packet(Tape.START, new byte[10]).packet(Tape.START, new byte[80]).toBytes();
        assertEquals(List.of("test: ends inside the record after packet 1 (offset 50): 56 of 96 bytes are there; read up to it"),
            Captured.of(Arrays.copyOf(file, file.length - 40)).remarks());
    }

    /** Bytes that make no sense between two records. */
    @ParameterizedTest
    @MethodSource("writers")
    void garbageBetweenRecordsIsPassedOver(Supplier<CaptureWriter> writers) throws IOException {
        Sample sample = Sample.of(writers);
        byte[] garbage = new byte[1001];
        new Random(3).nextBytes(garbage);
        Arrays.fill(garbage, 0, 20, (byte) 0xff);
        for (int i = 0; i < PACKETS; i++) {
            Captured captured = Captured.of(inserted(sample.file, sample.ends[i], garbage));
            assertEquals(sample.texts, captured.texts(), "garbage after packet " + i);
            assertTrue(captured.damaged());
            assertEquals(1, captured.remarks().size());
            assertTrue(captured.remarks().get(0).startsWith("test: damaged after packet " + i + " (offset " + sample.ends[i] + ")"),
                captured.remarks().get(0));
            assertTrue(captured.remarks().get(0).endsWith("; 1001 bytes were passed over"), captured.remarks().get(0));
        }
    }

    /** What looks like the start of a record is none when no other follows. */
    @ParameterizedTest
    @MethodSource("writers")
    void garbageThatLooksLikeARecord(Supplier<CaptureWriter> writers) throws IOException {
        Sample sample = Sample.of(writers);
        byte[] garbage = new byte[2000];
        Arrays.fill(garbage, (byte) 0xff);
        System.arraycopy(sample.file, sample.ends[7], garbage, 500, 40);
        System.arraycopy(new byte[] {0x0a, 0x0d, 0x0d, 0x0a}, 0, garbage, 100, 4);
        Captured captured = Captured.of(inserted(sample.file, sample.ends[9], garbage));
        assertEquals(sample.texts, captured.texts());
        assertEquals(1, captured.remarks().size());
    }

    /** A length that claims what would be most of the rest of the file, or far more: only that record is lost. */
    @ParameterizedTest
    @MethodSource("writers")
    void aWrongLengthCostsOneRecord(Supplier<CaptureWriter> writers) throws IOException {
        Sample sample = Sample.of(writers);
        boolean pcapng = sample.file[0] == 0x0a;
        boolean snoop = sample.file[0] == 's';
        boolean big = sample.file[0] == (byte) 0xa1 || sample.file[8] == 0x1a || snoop;
        for (int claimed : new int[] {200_000, 12_000_000, 0x7fffffff, 0xfffffffc}) {
            byte[] file = sample.file.clone();
            putInt(file, sample.ends[4] + (pcapng || snoop ? 4 : 8), claimed, big);
            Captured captured = Captured.of(file);
            List<String> expected = new ArrayList<>(sample.texts);
            expected.remove(4);
            assertEquals(expected, captured.texts(), "claimed " + claimed);
            assertTrue(captured.damaged());
            assertEquals(file.length, captured.bytesRead());
        }
    }

    @Test
    void zerosAtTheEndAreNoPackets() throws IOException {
        byte[] file = new PcapWriter().packet(Tape.START, new byte[40]).toBytes();
        Captured captured = Captured.of(Arrays.copyOf(file, file.length + 100_000));
        assertEquals(1, captured.packets().size());
        assertEquals(List.of("test: damaged after packet 1 (offset 80): zeros instead of a record; "
            + "100000 bytes were passed over, to the end"), captured.remarks());
    }

    @ParameterizedTest
    @MethodSource("writers")
    void flippedBytesNeverThrowAndRarelyCost(Supplier<CaptureWriter> writers) throws IOException {
        Sample sample = Sample.of(writers);
        long lost = 0;
        int runs = 2000;
        for (int seed = 0; seed < runs; seed++) {
            Random random = new Random(seed);
            byte[] file = sample.file.clone();
            int at = sample.ends[0] + random.nextInt(file.length - sample.ends[0]);
            file[at] ^= (byte) (1 << random.nextInt(8));
            Captured captured = Captured.of(file);
            assertEquals(file.length, captured.bytesRead(), "seed " + seed);
            lost += PACKETS - captured.packets().size();
        }
        assertTrue(lost < runs, "packets lost by " + runs + " flipped bits: " + lost);
    }

    @ParameterizedTest
    @MethodSource("writers")
    void randomBytesBehindAGoodHead(Supplier<CaptureWriter> writers) throws IOException {
        byte[] head = writers.get().toBytes();
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(2000)];
            for (int i = 0; i < noise.length; i++) noise[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(8));
            Captured captured = Captured.of(inserted(head, head.length, noise));
            assertEquals(head.length + noise.length, captured.bytesRead(), "seed " + seed);
        }
    }

    /** A file that is damaged all over says so in a few lines. */
    @Test
    void remarksAreBounded() throws IOException {
        PcapngWriter writer = new PcapngWriter().addInterface(1);
        for (int i = 0; i < 1000; i++) writer.block(6, new byte[4]);
        List<String> remarks = Captured.of(writer.toBytes()).remarks();
        assertEquals(21, remarks.size());
        assertEquals("test: and 980 remarks more like these", remarks.get(20));
    }

    @Test
    void interfacesAreBounded() throws IOException {
        PcapngWriter writer = new PcapngWriter();
        for (int i = 0; i < 70_000; i++) writer.addInterface(1);
        assertTrue(Captured.of(writer.toBytes()).damaged());
    }

    /** What a length claims is not allocated before it has come. */
    @Test
    void theWindowGrowsOnlyForWhatHasCome() throws IOException {
        Window window = new Window(new Endless(1000));
        assertFalse(window.has(1 << 30));
        assertEquals(1000, window.available());
        assertTrue(window.array().length <= 1 << 20);
    }

    @Test
    void theWindowShrinksAgain() throws IOException {
        Window window = new Window(new Endless(100_000_000));
        assertTrue(window.has(16 << 20));
        window.skip(16 << 20);
        for (int i = 0; i < 1000; i++) {
            assertTrue(window.has(50_000));
            window.skip(50_000);
        }
        assertTrue(window.array().length <= 1 << 20);
    }

    /** Every eight bytes look like the start of a block of many megabytes, none of which is one. */
    @Test
    void aSearchThatIsLedAstrayEverywhereIsStillLinear() throws IOException {
        byte[] trap = new byte[40 << 20];
        for (int i = 0; i + 8 <= trap.length; i += 8) {
            trap[i] = 6;
            trap[i + 4] = (byte) 0xf0;   // length, little-endian: 16,777,200
            trap[i + 5] = trap[i + 6] = (byte) 0xff;
        }
        byte[] head = new PcapngWriter().addInterface(1).toBytes();
        Captured captured = Captured.of(inserted(head, head.length, trap));
        assertTrue(captured.damaged());
        assertEquals(0, captured.packets().size());
    }

    private static final class Endless extends InputStream {
        private long left;

        Endless(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) return -1;
            int count = (int) Math.min(left, length);
            left -= count;
            return count;
        }
    }

    private static byte[] inserted(byte[] file, int at, byte[] more) {
        byte[] all = Arrays.copyOf(file, file.length + more.length);
        System.arraycopy(more, 0, all, at, more.length);
        System.arraycopy(file, at, all, at + more.length, file.length - at);
        return all;
    }

    private static void putInt(byte[] file, int at, int value, boolean big) {
        for (int i = 0; i < 4; i++) file[at + i] = (byte) (value >> 8 * (big ? 3 - i : i));
    }
}
