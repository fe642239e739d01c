package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.PcapngWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Captures in compressed files: recognised by their content, and given as far as they can be unpacked. */
class CompressedTest {
    private static final long TIME = 1_700_000_000_000_000_000L;

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static PcapWriter capture(int packets) {
        PcapWriter writer = new PcapWriter();
        for (int i = 0; i < packets; i++) writer.packet(TIME + i * 1000L, ("packet " + i * i).getBytes(StandardCharsets.US_ASCII));
        return writer;
    }

    @Test
    void aCaptureInGzip() throws IOException {
        byte[] file = gzip(new PcapngWriter().packet(TIME, new byte[9]).toBytes());
        try (Capture capture = Capture.open(new ByteArrayInputStream(file), "test")) {
            assertEquals(9, capture.next().length());
            assertEquals(null, capture.next());
            assertEquals(file.length, capture.bytesRead());
            assertEquals("pcapng, gzip", capture.facts().get(0).format());
            assertEquals(List.of(), capture.remarks());
        }
    }

    @Test
    void aCutFileIsReadUpToItsEnd() throws IOException {
        byte[] file = gzip(capture(1000).toBytes());
        Captured captured = Captured.of(Arrays.copyOf(file, file.length / 2));
        assertTrue(captured.packets().size() > 300);
        assertEquals("test: ends inside its gzip data; unpacked up to there", captured.remarks().get(captured.remarks().size() - 1));
        assertFalse(captured.damaged());
    }

    @Test
    void compressedDataThatEndBeforeTheFirstPacketAreNoEmptyCapture() throws IOException {
        byte[] file = gzip(capture(1000).toBytes());
        IOException refused = assertThrows(CaptureException.class, () -> Captured.of(Arrays.copyOf(file, 12)));
        assertEquals("test: its gzip data end, or are damaged, before anything of it can be unpacked", refused.getMessage());
    }

    @Test
    void aDamagedFileIsReadUpToThere() throws IOException {
        byte[] file = gzip(capture(1000).toBytes());
        file[file.length - 5] ^= 1;
        Captured captured = Captured.of(file);
        assertEquals(1000, captured.packets().size());
        assertEquals(List.of("test: is damaged: gzip: the checksum is wrong; unpacked up to there"), captured.remarks());
        assertTrue(captured.damaged());
    }

    @Test
    void whatIsBehindTheDataIsTold() throws IOException {
        byte[] file = gzip(capture(3).toBytes());
        Captured captured = Captured.of(Arrays.copyOf(file, file.length + 512));
        assertEquals(3, captured.packets().size());
        assertEquals(List.of("test: has bytes behind its gzip data that are no more of it; they were passed over"), captured.remarks());
        assertFalse(captured.damaged());
    }

    @Test
    void compressedSomethingElse() throws IOException {
        byte[] file = gzip("just text, and more of it".getBytes(StandardCharsets.US_ASCII));
        CaptureException refused = assertThrows(CaptureException.class, () -> Capture.open(new ByteArrayInputStream(file), "a.gz").close());
        assertTrue(refused.getMessage().startsWith("a.gz, unpacked with gzip: is text"), refused.getMessage());
    }

    /** To an unpacker a source that fails looks as if it ended; it must not look so to others. */
    @Test
    void aSourceThatFailsIsNoEnd() throws IOException {
        byte[] file = gzip(capture(1000).toBytes());
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        };
        InputStream half = new SequenceInputStream(new ByteArrayInputStream(Arrays.copyOf(file, file.length / 2)), failing);
        IOException failed = assertThrows(IOException.class, () -> {
            try (Capture capture = Capture.open(half, "disk")) {
                while (capture.next() != null) { }
            }
        });
        assertEquals("disk: reading failed at offset " + file.length / 2 + ": Input/output error", failed.getMessage());
    }
}
