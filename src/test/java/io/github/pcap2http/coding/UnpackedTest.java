package io.github.pcap2http.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.bzip2.BZip2HadoopStreams;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.github.pcap2http.coding.Decoded.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The files lines.* hold the same text, packed by zstd 1.5.4, lz4 1.9.4, bzip2 1.0.8 and xz 5.4.1. */
@Timeout(60)
class UnpackedTest {
    private static final String FILES = "lines.zst lines.lz4 lines-linked.lz4 lines-legacy.lz4 lines.bz2 lines.xz";
    private static final byte[] LINES = lines();

    private record Content(byte[] bytes, Problem problem, String detail, boolean leftOver) {
        static Content of(byte[] file) {
            Unpacked in = unpacked(file, new ByteArrayInputStream(file));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[1000];
            for (int n = in.read(piece, 0, piece.length); n >= 0; n = in.read(piece, 0, piece.length)) {
                assertTrue(n > 0);
                out.write(piece, 0, n);
            }
            in.close();
            return new Content(out.toByteArray(), in.problem(), in.detail(), in.leftOver());
        }
    }

    private static Unpacked unpacked(byte[] start, InputStream in) {
        return Unpacked.of(ByteBuffer.wrap(start).getInt(), in);
    }

    private static byte[] lines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30_000; i++) text.append("line ").append(i).append('\n');
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** @param format a name of a file, or of a format that is packed here */
    private static byte[] packed(String format) throws IOException {
        if (format.contains(".")) {
            try (InputStream in = UnpackedTest.class.getResourceAsStream(format)) {
                return in.readAllBytes();
            }
        }
        return packed(format, LINES);
    }

    private static byte[] packed(String format, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (format) {
            case "gzip" -> write(new GZIPOutputStream(out), content);
            case "bzip2" -> write(new BZip2HadoopStreams().createOutputStream(out), content);
            case "xz" -> write(new XZOutputStream(out, new LZMA2Options(1)), content);
            case "zstd" -> {
                ZstdCompressor compressor = new ZstdCompressor();
                byte[] packed = new byte[compressor.maxCompressedLength(content.length)];
                out.write(packed, 0, compressor.compress(content, 0, content.length, packed, 0, packed.length));
            }
            default -> lz4(out, content);
        }
        return out.toByteArray();
    }

    private static void write(OutputStream out, byte[] content) throws IOException {
        try (out) {
            out.write(content);
        }
    }

    /** A frame of independent blocks, with all checksums. */
    private static void lz4(ByteArrayOutputStream out, byte[] content) {
        Lz4Compressor compressor = new Lz4Compressor();
        byte[] head = {0x74, 0x40};
        out.writeBytes(new byte[] {0x04, 0x22, 0x4d, 0x18, head[0], head[1], (byte) (Xxh32.of(head, 0, 2) >> 8)});
        byte[] packed = new byte[compressor.maxCompressedLength(64 << 10)];
        for (int at = 0; at < content.length; at += 64 << 10) {
            int size = compressor.compress(content, at, Math.min(64 << 10, content.length - at), packed, 0, packed.length);
            out.writeBytes(int32(size));
            out.write(packed, 0, size);
            out.writeBytes(int32(Xxh32.of(packed, 0, size)));
        }
        out.writeBytes(int32(0));
        out.writeBytes(int32(Xxh32.of(content, 0, content.length)));
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    private static void assertWhole(byte[] expected, byte[] file) {
        Content content = Content.of(file);
        assertEquals("", content.detail);
        assertEquals(Problem.NONE, content.problem);
        assertArrayEquals(expected, content.bytes);
    }

    @Test
    void everyFile() throws IOException {
        for (String file : FILES.split(" ")) assertWhole(LINES, packed(file));
    }

    /** The compressor for bzip2 makes blocks of a kind given up in 1997 of content that is all the same; bzip2 itself never does. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "lz4", "bzip2", "xz"})
    void manyKindsOfContent(String format) throws IOException {
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 2, 255, 5000, 70_000, 400_000}) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            byte[] few = noise.clone();
            for (int i = 0; i < size; i++) few[i] &= 3;
            for (byte[] content : new byte[][] {noise, few, new byte[size], Arrays.copyOf(LINES, size)}) {
                if (format.equals("bzip2") && size > 255 && content[0] == content[1] && content[1] == content[2]) continue;
                assertWhole(content, packed(format, content));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip,gzip", "lines.zst,zstd", "lines.lz4,lines-linked.lz4", "lines-legacy.lz4,lines.lz4", "lines-linked.lz4,lines-legacy.lz4",
        "lines.bz2,bzip2", "lines.xz,xz"})
    void severalOneAfterTheOther(String first, String second) throws IOException {
        assertWhole(join(LINES, LINES), join(packed(first), packed(second)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines.zst", "lines.lz4"})
    void skippableFrames(String file) throws IOException {
        byte[] skippable = {0x5a, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5};
        assertWhole(join(LINES, LINES), join(packed(file), skippable, packed(file), skippable));
    }

    @Test
    void aSkippableFrameFirst() throws IOException {
        assertWhole(LINES, join(new byte[] {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9}, packed("zstd")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "lz4", "lines.bz2"})
    void whatIsBehindIsPassedOver(String format) throws IOException {
        for (byte[] rest : new byte[][] {new byte[1], new byte[1000], "something else".getBytes(StandardCharsets.US_ASCII)}) {
            Content content = Content.of(join(packed(format), rest));
            assertArrayEquals(LINES, content.bytes);
            assertTrue(content.leftOver);
            assertEquals(Problem.NONE, content.problem);
        }
    }

    /** What is there of a file that ends early is the start of its content, and much of it. */
    @ParameterizedTest
    @CsvSource({"gzip,0.85", "lines.zst,0.3", "lines.lz4,0.85", "lines-linked.lz4,0.85", "lines-legacy.lz4,0.85", "lines.bz2,0.3", "lines.xz,0"})
    void cutFiles(String format, double share) throws IOException {
        byte[] file = packed(format);
        for (int i = 1; i < 20; i++) {
            int length = Math.max(4, file.length * i / 20);
            Content content = Content.of(Arrays.copyOf(file, length));
            boolean legacyEnd = format.contains("legacy") && content.problem == Problem.NONE;
            if (!legacyEnd) assertEquals(Problem.TRUNCATED, content.problem, () -> length + ": " + content.detail);
            assertArrayEquals(Arrays.copyOf(LINES, content.bytes.length), content.bytes);
            assertTrue(i < 18 || content.bytes.length >= share * LINES.length, length + " of " + file.length + ": " + content.bytes.length);
        }
    }

    /** Whatever a file holds, it is read to an end in bounded memory; a checksum that is right means content that is right. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "lines.zst", "lz4", "lines-linked.lz4", "lines-legacy.lz4", "lines.bz2", "xz"})
    void damagedFiles(String format) throws IOException {
        byte[] file = packed(format);
        int unharmed = 0;
        for (int seed = 0; seed < 80; seed++) {
            Random random = new Random(seed);
            byte[] damaged = file.clone();
            for (int i = random.nextInt(4); i >= 0; i--) damaged[4 + random.nextInt(seed % 2 == 0 ? 100 : file.length - 4)] = (byte) random.nextInt();
            Content content = Content.of(damaged);
            if (content.problem == Problem.NONE && !content.leftOver && Arrays.equals(content.bytes, LINES)) unharmed++;
            else if (!format.contains("legacy")) assertTrue(content.problem != Problem.NONE || content.leftOver, "seed " + seed);
        }
        assertTrue(unharmed < 25, "unharmed: " + unharmed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1f8b0800", "28b52ffd", "04224d18", "02214c18", "fd377a58", "425a6839"})
    void noise(String magic) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[4 + random.nextInt(3000)];
            random.nextBytes(noise);
            ByteBuffer.wrap(noise).putInt(Integer.parseUnsignedInt(magic, 16));
            if (seed % 2 == 0) for (int i = 4; i < noise.length; i++) noise[i] &= 7;
            Content content = Content.of(noise);
            assertTrue(content.problem != Problem.NONE || content.leftOver, "seed " + seed);
        }
    }

    /** 128 KiB of zeros in four bytes, 2000 times over: it ends, and the memory does not grow with it. */
    @Test
    void aBombIsRead() {
        byte[] block = {0x02, 0x00, 0x10, 0};   // RLE, 131072 bytes
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0x68});   // a window of 8 MiB
        for (int i = 0; i < 2000; i++) file.writeBytes(block);
        byte[] bytes = file.toByteArray();
        Unpacked in = unpacked(bytes, new ByteArrayInputStream(bytes));
        long size = 0;
        byte[] piece = new byte[1 << 20];
        for (int n = in.read(piece, 0, piece.length); n >= 0; n = in.read(piece, 0, piece.length)) size += n;
        assertEquals(2000L << 17, size);
        assertEquals(Problem.TRUNCATED, in.problem());
    }

    @Test
    void aWindowThatIsTooLargeIsRefused() {
        assertTrue(Content.of(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) 0x90, 1, 0, 0}).detail.contains("128 MiB"));
    }

    @Test
    void whatIsNotCompressed() {
        for (int magic : new int[] {0xd4c3b2a1, 0x0a0d0d0a, 0x504b0304, 0x425a6830, 0x1f9d9000, 0}) {
            assertNull(Unpacked.of(magic, InputStream.nullInputStream()));
        }
    }
}
