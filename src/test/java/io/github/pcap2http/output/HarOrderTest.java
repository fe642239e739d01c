package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.TestExchanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
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
        List<Lent> all = new ArrayList<>();
        try (HarDraft draft = new HarDraft(target, "page_1", Documents.OPTIONS)) {
            EntryWindow held = new EntryWindow(draft, window, random.nextInt(10_000));
            for (Entry entry : entries) {
                List<Lent> lent = new ArrayList<>();
                held.add(entry.start, json(entry.json, random, lent), entry.start + random.nextInt(-100, 100));   // right or wrong
                all.addAll(lent);
                for (Lent content : lent) content.release();
            }
            held.letOut();
            draft.publish();
        }
        for (Lent content : all) assertEquals(0, content.holders, "was released as often as it was retained");
    }

    @Test
    void whatWasReleasedIsHeldNoMore() throws IOException {
        List<WeakReference<Lent>> all = new ArrayList<>();
        try (HarDraft draft = new HarDraft(Target.file(directory.resolve("x.har")), "page_1", Documents.OPTIONS)) {
            EntryWindow window = new EntryWindow(draft, 1000, Long.MAX_VALUE);
            for (int i = 0; i < 10; i++) all.add(addOne(window, i));
            window.letOut();
            System.gc();
            long left = all.stream().filter(one -> one.get() != null).count();
            assertEquals(0, left, "contents are in memory though all entries have left");
            window.letOut();   // so that the window itself is in use up to here
        }
    }

    private static WeakReference<Lent> addOne(EntryWindow window, int start) throws IOException {
        return new WeakReference<>(addContent(window, start, 0));
    }

    private static Lent addContent(EntryWindow window, long start, long settled) throws IOException {
        Lent content = new Lent(new byte[] {'1'}, true);
        JsonBuffer json = new JsonBuffer();
        json.raw(new byte[10]).later((buffer, out) -> content.stream().transferTo(out), content);
        window.add(start, json, settled);
        content.release();
        return content;
    }

    /** @param lent gets the contents of which it is made in part, which may be retained. @return an entry, parts of which are put off */
    private static JsonBuffer json(String text, Random random, List<Lent> lent) {
        JsonBuffer json = new JsonBuffer();
        boolean apart = random.nextInt(3) == 0;
        boolean cheap = random.nextInt(3) > 0;
        for (int at = 0, count; at < text.length(); at += count) {
            count = Math.min(text.length() - at, 1 + random.nextInt(random.nextBoolean() ? 10 : 1000));
            byte[] piece = text.substring(at, at + count).getBytes(StandardCharsets.US_ASCII);
            if (!apart || random.nextInt(4) > 0) {
                json.raw(piece);
            } else if (random.nextInt(20) == 0) {
                json.later((buffer, out) -> out.write(piece), null);
            } else {
                Lent content = new Lent(piece, cheap);
                lent.add(content);
                json.later((buffer, out) -> content.stream().transferTo(out), content);
            }
        }
        return json;
    }

    /** Can be read only while somebody holds it. */
    private static final class Lent implements Content {
        private final byte[] bytes;
        private final boolean cheap;
        private int holders = 1;

        Lent(byte[] bytes, boolean cheap) {
            this.bytes = bytes;
            this.cheap = cheap;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public boolean onHeap() {
            return false;
        }

        @Override
        public Bytes bytes() {
            assertTrue(holders > 0, "is read after its release");
            return Bytes.of(bytes);
        }

        @Override
        public InputStream stream() {
            return bytes().stream();
        }

        @Override
        public boolean staysCheaply() {
            return cheap;
        }

        @Override
        public void retain() {
            assertTrue(cheap);
            holders++;
        }

        @Override
        public void release() {
            holders--;
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
            EntryWindow held = new EntryWindow(draft, 100_000, 1 << 20);
            for (Entry entry : entries) {
                held.add(entry.start, new JsonBuffer().raw(entry.json.getBytes(StandardCharsets.US_ASCII)), 0);
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

    /** Contents that lie in a file leave it as soon as no earlier entry can come. */
    @Test
    void whatNeedNotWaitLeaves() throws IOException {
        try (HarDraft draft = new HarDraft(Target.file(directory.resolve("x.har")), "page_1", Documents.OPTIONS)) {
            EntryWindow window = new EntryWindow(draft, 1000, 7);
            Unfinished unfinished = new Unfinished();
            Connection connection = TestExchanges.connection(1, new Endpoint("192.0.2.7", 4000), new Endpoint("192.0.2.8", 80));
            List<Lent> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                long start = i * 1_000_000_000L;
                Exchange exchange = TestExchanges.get("http://a/").over(connection).ordinal(i + 1).build();
                unfinished.started(exchange.id(), connection, new Moment(i, start));
                if (i != 4) {
                    unfinished.ended(exchange);
                    all.add(addContent(window, start, unfinished.settled()));
                }
            }
            List<Integer> holders = all.stream().map(one -> one.holders).toList();
            assertEquals(List.of(0, 0, 0, 0, 1, 1, 1, 1, 1), holders, "what began after the one that goes on waits");
            window.letOut();
            draft.publish();
        }
    }

    @Test
    void aFailureOfTheSecondLayoutLeavesNothing() throws IOException {
        Path file = directory.resolve("a.har");
        try (HarDraft draft = new HarDraft(Target.file(file), "page_1", Documents.OPTIONS)) {
            EntryWindow held = new EntryWindow(draft, 1, 1 << 20);
            for (long start = 2; start > 0; start--) {
                held.add(start, new JsonBuffer().raw(new byte[] {'{', '}'}), 0);
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
