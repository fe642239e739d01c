package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That entries of a HAR are in the order of their starts, however late they come and however little room there is for them. */
class HarOrderTest {
    private static final String HEAD = "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"pcap2http\",\"version\":\"1.2.3\"},\"pages\":[";
    private static final String END = "\n]}}\n";

    private record Entry(long start, String json) { }

    @TempDir
    Path directory;

    /** The plain way: all in memory, sorted by a sort that leaves alone those that start alike. */
    private static String plain(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::start));
        JsonBuffer page = new JsonBuffer();
        if (!sorted.isEmpty()) {
            new Times().iso(sorted.get(0).start, page.raw("{\"startedDateTime\":".getBytes(StandardCharsets.US_ASCII)));
            page.raw(",\"id\":\"page_1\",\"title\":\"shop.pcap\",\"pageTimings\":{\"onContentLoad\":-1,\"onLoad\":-1}}".getBytes(StandardCharsets.US_ASCII));
        }
        return HEAD + Documents.text(page) + "],\"entries\":[" + sorted.stream().map(e -> "\n" + e.json).collect(Collectors.joining(",")) + END;
    }

    private static void write(List<Entry> entries, int window, Random random, Target target) throws IOException {
        try (HarDraft draft = new HarDraft(target, "page_1", Documents.OPTIONS)) {
            EntryWindow held = new EntryWindow(draft, window);
            for (Entry entry : entries) {
                byte[] json = entry.json.getBytes(StandardCharsets.US_ASCII);
                held.begin(entry.start);
                for (int at = 0, count; at < json.length; at += count) {
                    count = Math.min(json.length - at, 1 + random.nextInt(random.nextBoolean() ? 10 : 1000));
                    held.write(json, at, count);
                }
                held.end();
            }
            held.letOut();
            draft.publish();
        }
    }

    private static List<Entry> random(Random random) {
        int count = random.nextInt(random.nextInt(10) == 0 ? 500 : 50);
        long distance = 1L << random.nextInt(12);   // of an entry from its place
        int longest = 1 << random.nextInt(12);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean first = random.nextInt(50) == 0;   // a long exchange
            boolean large = random.nextInt(50) == 0;
            long start = (first ? 0 : i * 3L) + random.nextLong(distance) - distance / 2;
            entries.add(new Entry(start, "{" + i + " " + "x".repeat(random.nextInt(large ? 20_000 : longest)) + "}"));
        }
        return entries;
    }

    /** The seed is the test case: it is told when it fails. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderGivesTheDocumentMadeThePlainWay(long seed) throws IOException {
        Random random = new Random(seed);
        List<Entry> entries = random(random);
        String expected = plain(entries);
        for (int window : new int[] {1, 1 + random.nextInt(100), 1 + random.nextInt(10_000), 1 << 20}) {
            Path file = directory.resolve(window + ".har");
            write(entries, window, random, Target.file(file));
            assertEquals(expected, Files.readString(file), () -> "seed " + seed + ", window of " + window);
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            write(entries, window, random, Target.stream(stream));
            assertEquals(expected, stream.toString(StandardCharsets.US_ASCII), () -> "seed " + seed + ", window of " + window + ", as a stream");
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /** More than the spool holds in memory, and ranges that go from file to file, in what is compressed, too. */
    @ParameterizedTest
    @ValueSource(strings = {"a.har", "a.har.gz"})
    void aLongDocument(String name) throws IOException {
        Random random = new Random(7);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 2000; i++) entries.add(new Entry(i % 500 == 499 ? i - 450 : i, "{" + i + "y".repeat(random.nextInt(10_000)) + "}"));
        Path file = directory.resolve(name);
        write(entries, 1 << 16, random, Target.file(file));
        try (var in = name.endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file)) {
            assertEquals(plain(entries), new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
        assertEquals(List.of(name), names());
    }

    /** What is no further from its place than half of the window is found in order; then what was written is the document, and not a copy of it. */
    @ParameterizedTest
    @ValueSource(ints = {499, 1100})
    void onlyWhatComesTooLateIsWrittenTwice(int late) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 3000; i++) entries.add(new Entry(i, "{\"" + "z".repeat(96) + "\"}"));
        entries.add(2000, entries.remove(2000 - late));
        Path file = directory.resolve("a.har");
        try (HarDraft draft = new HarDraft(Target.file(file), "page_1", Documents.OPTIONS)) {
            EntryWindow held = new EntryWindow(draft, 100_000);
            for (Entry entry : entries) {
                held.begin(entry.start);
                held.write(entry.json.getBytes(StandardCharsets.US_ASCII));
                held.end();
            }
            Object written = key(directory.resolve("a.har.part"));
            held.letOut();
            draft.publish();
            if (written != null) assertEquals(late < 500, written.equals(key(file)));
        }
        assertEquals(plain(entries), Files.readString(file));
        assertEquals(List.of("a.har"), names());
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Test
    void aFailureOfTheSecondLayoutLeavesNothing() throws IOException {
        Path file = directory.resolve("a.har");
        try (HarDraft draft = new HarDraft(Target.file(file), "page_1", Documents.OPTIONS)) {
            EntryWindow held = new EntryWindow(draft, 1);
            for (long start = 2; start > 0; start--) {
                held.begin(start);
                held.write(new byte[] {'{', '}'});
                held.end();
            }
            Files.createDirectories(file.resolve("in-the-way"));
            held.letOut();
            assertThrows(IOException.class, draft::publish);
        }
        assertEquals(List.of("a.har"), names());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
