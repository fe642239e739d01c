package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPartsTest {
    @Test
    void formatsByNameAndByEnding() {
        assertEquals(Format.HAR, Format.ofFile("/tmp/A.HAR"));
        assertEquals(Format.JSONL, Format.ofFile("a.jsonl"));
        assertEquals(Format.JSONL, Format.ofFile("a.har.ndjson"));
        assertEquals(Format.LOG, Format.ofFile("a.log"));
        assertEquals(Format.LOG, Format.ofFile("a.txt"));
        assertNull(Format.ofFile("har"));
        assertNull(Format.ofFile("a.json"));
        assertEquals(Format.LOG, Format.ofName("LOG"));
        assertNull(Format.ofName("xml"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0.000001", "10000,0.01", "300000,0.3", "1000000,1", "1204000000,1204", "9223372036854775807,9223372036854.775807"})
    void millisecondsAreExact(long nanos, String expected) {
        JsonBuffer json = new JsonBuffer();
        Times.millis(nanos, json);
        assertEquals(expected, Documents.text(json));
    }

    @ParameterizedTest
    @CsvSource({"0,1970-01-01T00:00:00.000000Z", "-1,1969-12-31T23:59:59.999999Z", "1714979289123456789,2024-05-06T07:08:09.123456Z",
        "9223372036854775807,2262-04-11T23:47:16.854775Z"})
    void datesHaveSixDigits(long nanos, String expected) {
        JsonBuffer json = new JsonBuffer();
        new Times().iso(nanos, json);
        assertEquals('"' + expected + '"', Documents.text(json));
    }

    /** The day is kept from one time to the next. */
    @Test
    void timesAfterOneAnother() {
        Times times = new Times();
        JsonBuffer json = new JsonBuffer();
        for (long nanos : new long[] {-1, 0, 999_999_999, 1_000_000_000, 999_999_999}) times.iso(nanos, json);
        assertEquals("\"1969-12-31T23:59:59.999999Z\"\"1970-01-01T00:00:00.000000Z\"\"1970-01-01T00:00:00.999999Z\""
            + "\"1970-01-01T00:00:01.000000Z\"\"1970-01-01T00:00:00.999999Z\"", Documents.text(json));
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "1000,1.0 kB", "1234,1.2 kB", "9949,9.9 kB", "9951,10 kB", "999499,999 kB", "999500,1.0 MB", "34000000,34 MB",
        "9223372036854775807,9.2 EB"})
    void sizes(long bytes, String expected) {
        assertEquals(expected, Amounts.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0,<0.1 ms", "200000,0.2 ms", "3000000,3.0 ms", "9960000,10 ms", "1204000000,1204 ms", "9999400000,9999 ms", "75300000000,75.3 s"})
    void durations(long nanos, String expected) {
        assertEquals(expected, Amounts.duration(nanos));
    }

    @Test
    void textOfTheWire() {
        assertEquals("plain", WireText.of("plain"));
        assertEquals("\u20ac", WireText.of("\u00e2\u0082\u00ac"));
        assertEquals("\u00e2\u0082", WireText.of("\u00e2\u0082"), "not UTF-8");
        assertEquals("eth\u2192", WireText.of("eth\u2192"), "not from the wire");
        assertEquals("\u00e2\u0082\u00ac\u2192?", WireText.of("\u00e2\u0082\u00ac\u2192\ud800"));
    }

    @Test
    void printableText() {
        Printable unicode = new Printable(true);
        assertEquals("gr\u00fcn \ud83d\ude00", unicode.of("gr\u00fcn \ud83d\ude00"));
        assertEquals("\\x1b[m\\x0a\\x00\\x7f\\x9b", unicode.of("\u001b[m\n\0\u007f\u009b"));
        assertEquals("\\u202e\\u2028\\ufeff\\u200d\\ud800\\ue000\\U000e0041", unicode.of("\u202e\u2028\ufeff\u200d\ud800\ue000\udb40\udc41"));
        assertEquals("gr\\xfcn \\U0001f600", new Printable(false).of("gr\u00fcn \ud83d\ude00"));
    }

    /** Compared with a plain array; sizes around the limit of what is kept in memory, and of the buffer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1000, 1001, 65_536, 66_536, 66_537, 200_000})
    void aSpoolGivesBackAnyRange(int size, @TempDir Path directory) throws IOException {
        Random random = new Random(size);
        byte[] all = new byte[size];
        random.nextBytes(all);
        try (Spool spool = new Spool(directory, 1000)) {
            int at = 0;
            while (at < size) {
                int count = Math.min(size - at, 1 + random.nextInt(random.nextBoolean() ? 10 : 70_000));
                spool.write(all, at, count);
                at += count;
            }
            assertEquals(size, spool.length());
            spool.ready();
            for (int i = 0; i < 50; i++) {
                int from = random.nextInt(size + 1);
                int to = from + random.nextInt(size - from + 1);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                spool.copyTo(out, from, to - from);
                assertArrayEquals(Arrays.copyOfRange(all, from, to), out.toByteArray());
                Path copy = directory.resolve("copy");
                try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    spool.transferTo(channel, from, to - from);
                }
                assertArrayEquals(out.toByteArray(), Files.readAllBytes(copy));
                Files.delete(copy);
            }
        }
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aClosedPipeIsHeardEvenThroughAPrintStream() throws IOException {
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        Output output = Format.JSONL.open(Target.stream(closed), Documents.OPTIONS);
        output.finished(get("http://a.test/").build());
        assertThrows(IOException.class, output::pause);
        output.close();   // the failure was reported; closing does not report it again
    }

    @Test
    void whatIsNoRegularFileIsWrittenInPlace() throws IOException {
        Path device = Path.of("/dev/null");
        if (!Files.exists(device)) return;
        Format.HAR.open(Target.file(device), Documents.OPTIONS).close();
        assertEquals(false, Files.isRegularFile(device));
    }
}
