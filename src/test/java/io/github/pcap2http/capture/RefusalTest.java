package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no capture is refused in one line that says what it is and what to do. */
class RefusalTest {
    private static String message(byte[] input) {
        CaptureException refused = assertThrows(CaptureException.class,
            () -> Capture.open(new ByteArrayInputStream(input), "input.dat").close());
        assertTrue(refused.getMessage().startsWith("input.dat: "), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
        return refused.getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1f9d9000 00000000 | compress",
        "504b0304 14000000 | zip",
        "58435000 00000000 | NetXRay",
        "ffd8ffe0 00104a46 | JPEG",
        "89504e47 0d0a1a0a | PNG",
        "25504446 2d312e37 | PDF",
        "7b0a2022 6c6f6722 | text",
        "434c4945 4e545f52 | --keylog",
        "fffe7b00 22006c00 | iconv -f UTF-16",
        "feff007b 0022006c | iconv -f UTF-16",
        "5b007b00 22006c00 | iconv -f UTF-16",
        "d0cf11e0 a1b11ae1 | d0 cf 11 e0 a1 b1 1a e1",
        "0001             | 2 bytes",
    })
    void saysWhatItLooksLike(String start, String expected) {
        String message = message(HexFormat.of().parseHex(start.replace(" ", "")));
        assertTrue(message.contains(expected), message);
    }

    @Test
    void anEmptyInput() {
        assertTrue(message(new byte[0]).contains("is empty"));
    }

    @Test
    void headersThatAreCut() {
        assertTrue(message(Arrays.copyOf(new PcapWriter().toBytes(), 10)).contains("10 of 24 bytes"));
        assertTrue(message(HexFormat.of().parseHex("0a0d0d0a1c000000")).contains("first block"));
        assertTrue(message(HexFormat.of().parseHex("736e6f6f7000000000000002")).contains("12 of 16 bytes"));
    }

    @Test
    void snoopThatIsNotKnown() {
        assertTrue(message(HexFormat.of().parseHex("736e6f6f700000000000000300000004")).contains("version 3"));
        assertTrue(message(HexFormat.of().parseHex("736e6f6f700000000000000200000009")).contains("datalink type 9"));
    }

    @Test
    void pcapngWithoutByteOrder() {
        assertTrue(message(HexFormat.of().parseHex("0a0d0d0a1c00000000000000010000000000000000000000")).contains("byte-order"));
    }

    @Test
    void filesThatAreNotThere(@TempDir Path folder) {
        Path missing = folder.resolve("missing.pcap");
        assertEquals(missing + ": no such file", assertThrows(IOException.class, () -> Capture.open(missing).close()).getMessage());
        Path pattern = folder.resolve("ring*.pcap");
        assertEquals(pattern + ": no such file; no file fits this pattern, or it was in quotes", refused(pattern));
    }

    @Test
    void foldersSayWhatIsInThem(@TempDir Path folder) throws IOException {
        assertEquals(folder + ": is a directory, and no captures are in it", refused(folder));
        Files.write(folder.resolve("a.pcap"), new PcapWriter().toBytes());
        Files.writeString(folder.resolve("notes"), "some notes");
        Files.writeString(folder.resolve("short"), "a");
        Files.createDirectory(folder.resolve("sub"));
        assertEquals(folder + ": is a directory; it has 1 capture; name them: " + folder.resolve("*"), refused(folder));
        Files.write(folder.resolve("b.zst"), HexFormat.of().parseHex("28b52ffd"));
        assertEquals(folder + ": is a directory; it has 2 captures; name them: " + folder.resolve("*"), refused(folder));
        Path blank = Files.createDirectory(folder.resolve("o'clock ring"));
        Files.write(blank.resolve("a.pcap"), new PcapWriter().toBytes());
        assertEquals(blank + ": is a directory; it has 1 capture; name them: '" + folder + "/o'\\''clock ring'/*", refused(blank));
    }

    private static String refused(Path file) {
        return assertThrows(CaptureException.class, () -> Capture.open(file).close()).getMessage();
    }

    @Test
    void aFileIsReadAndNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.pcap");
        Files.write(file, new PcapWriter().packet(1000, "x".getBytes(StandardCharsets.US_ASCII)).toBytes());
        try (Capture capture = Capture.open(file)) {
            assertEquals(file.toString(), capture.name());
            assertEquals("x", capture.next().bytes().latin1());
        }
    }

    @Test
    void aStreamThatFailsSaysWhere() {
        byte[] good = new PcapWriter().packet(1000, new byte[5]).toBytes();
        InputStream failing = new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == good.length) throw new IOException("Input/output error");
                return good[at++];
            }
        };
        IOException failed = assertThrows(IOException.class, () -> {
            try (Capture capture = Capture.open(failing, "disk")) {
                while (capture.next() != null) { }
            }
        });
        assertEquals("disk: reading failed at offset " + good.length + ": Input/output error", failed.getMessage());
    }
}
