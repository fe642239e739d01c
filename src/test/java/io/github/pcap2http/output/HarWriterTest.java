package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.MILLI;
import static io.github.pcap2http.exchange.TestExchanges.START;
import static io.github.pcap2http.exchange.TestExchanges.body;
import static io.github.pcap2http.exchange.TestExchanges.get;
import static io.github.pcap2http.exchange.TestExchanges.request;
import static io.github.pcap2http.exchange.TestExchanges.unrequested;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.sstoehr.harreader.HarReader;
import de.sstoehr.harreader.HarReaderMode;
import de.sstoehr.harreader.model.Har;
import de.sstoehr.harreader.model.HarEntry;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HarWriterTest {
    @TempDir
    Path directory;

    /** An independent reader, in its strict mode, gets back what went in. */
    @Test
    void harReaderReadsItBack() throws Exception {
        byte[] image = new byte[100];
        new Random(3).nextBytes(image);
        String text = Documents.har(
            request("POST", "http://shop.test/cart?id=7&q=a+b", "Host: shop.test", "Content-Type: application/x-www-form-urlencoded", "Cookie: sid=1")
                .sending("item=9&note=gr%C3%BCn").answered(302, "Found", "Location: /done", "Set-Cookie: a=1; Expires=Wed, 09-Jun-2031 10:18:14 GMT")
                .timing(START, 10_000, 30 * MILLI, -1, MILLI, 20 * MILLI, 4 * MILLI).build(),
            get("http://shop.test/logo.png").answered(200, "OK", "Content-Type: image/png").with(body(image)).started(START + MILLI).build(),
            unrequested("http://192.0.2.1:8080/").outcome(Outcome.CONNECT_REFUSED).started(START + 2 * MILLI).build());
        Har har = new HarReader().readFromString(text, HarReaderMode.STRICT);
        assertEquals("pcap2http", har.log().creator().name());
        assertEquals("shop.pcap", har.log().pages().get(0).title());
        assertEquals(3, har.log().entries().size());

        HarEntry post = har.log().entries().get(0);
        assertEquals(START / 1000 * 1000, post.startedDateTime().toInstant().getEpochSecond() * 1_000_000_000 + post.startedDateTime().getNano());
        assertEquals("POST", post.request().method());
        assertEquals("a b", post.request().queryString().get(1).value());
        assertEquals("gr\u00fcn", post.request().postData().params().get(1).value());
        assertEquals("sid", post.request().cookies().get(0).name());
        assertEquals("http://shop.test/done", post.response().redirectURL());
        assertEquals(2031, post.response().cookies().get(0).expires().getYear());
        assertEquals(30, post.timings().connect());
        assertEquals(20, post.timings().waitTime());

        HarEntry logo = har.log().entries().get(1);
        assertEquals("base64", logo.response().content().encoding());
        assertArrayEquals(image, Base64.getDecoder().decode(logo.response().content().text()));
        assertEquals(0, har.log().entries().get(2).response().status());
    }

    @Test
    void entriesAreSortedByStartThenAsTheyCame() {
        long[] starts = {5, 3, 5, 1, 3, 4, 5};
        Exchange[] exchanges = new Exchange[starts.length];
        for (int i = 0; i < starts.length; i++) exchanges[i] = get("http://a.test/").ordinal(i).started(START + starts[i] * MILLI).build();
        JsonNode har = Documents.tree(Documents.har(exchanges));
        HarRules.check(har);
        assertEquals(List.of("7-3", "7-1", "7-4", "7-5", "7-0", "7-2", "7-6"),
            har.at("/log/entries").valueStream().map(e -> e.get("_id").stringValue()).toList());
        assertEquals(har.at("/log/entries/0/startedDateTime"), har.at("/log/pages/0/startedDateTime"));
    }

    @Test
    void nothingFound() throws Exception {
        String text = Documents.har();
        HarRules.check(Documents.tree(text));
        assertEquals(0, new HarReader().readFromString(text).log().entries().size());
    }

    @Test
    void oneEntryALine() {
        String text = Documents.har(get("http://a.test/").build(), get("http://b.test/").build());
        String jsonLines = Documents.written(Format.JSONL, Documents.OPTIONS, get("http://a.test/").build());
        assertEquals(4, text.lines().count());
        assertEquals(jsonLines.strip(), text.lines().skip(1).findFirst().orElseThrow().replace("\"pageref\":\"page_1\",", "").replaceAll(",$", ""));
    }

    /** More than the spool keeps in memory, so entries are laid out from its file. */
    @Test
    void largeEntriesComeBackWhole() throws IOException {
        Path file = directory.resolve("large.har");
        try (Output output = Format.HAR.open(Target.file(file), Documents.OPTIONS)) {
            for (int i = 0; i < 12; i++) output.finished(get("http://a.test/" + i).answered(200, "OK", "Content-Type: text/plain").with(large(i)).started(START - i).build());
            assertEquals(List.of("large.har.part"), names());
        }
        assertEquals(List.of("large.har"), names());
        JsonNode entries = Documents.tree(Files.readString(file)).at("/log/entries");
        assertEquals(12, entries.size());
        for (int i = 0; i < 12; i++) {
            assertEquals("http://a.test/" + (11 - i), entries.get(i).at("/request/url").stringValue());
            assertEquals(large(11 - i).content().latin1(), entries.get(i).at("/response/content/text").stringValue());
        }
    }

    private static Body large(int seed) {
        byte[] bytes = new byte[1_000_000];
        Arrays.fill(bytes, (byte) ('a' + seed));
        return body(bytes);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileKeepsItsContentUntilTheNewOneIsWhole() throws IOException {
        Path file = Files.writeString(directory.resolve("a.har"), "old");
        Output output = Format.HAR.open(Target.file(file), Documents.OPTIONS);
        output.finished(get("http://a.test/").build());
        assertEquals("old", Files.readString(file));
        output.close();
        output.close();
        HarRules.check(Documents.tree(Files.readString(file)));
    }

    @Test
    void whatIsAbandonedLeavesNothing() throws IOException {
        Output output = Format.HAR.open(Target.file(directory.resolve("a.har")), Documents.OPTIONS);
        output.finished(get("http://a.test/").build());
        output.abandon();
        output.close();
        assertEquals(List.of(), names());
    }

    @Test
    void aFailureAtTheEndLeavesNothing() throws IOException {
        Path file = directory.resolve("a.har");
        Output output = Format.HAR.open(Target.file(file), Documents.OPTIONS);
        output.finished(get("http://a.test/").build());
        Files.createDirectories(file.resolve("in-the-way"));   // so that the document cannot take its name
        assertThrows(IOException.class, output::close);
        assertEquals(List.of("a.har"), names());
        assertTrue(Files.isDirectory(file));
    }

    @Test
    void linksAndPermissionsStay() throws IOException {
        Path file = Files.writeString(directory.resolve("real.har"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link.har"), file);
        var secret = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(file, secret);
        Format.HAR.open(Target.file(link), Documents.OPTIONS).close();
        assertTrue(Files.isSymbolicLink(link));
        HarRules.check(Documents.tree(Files.readString(file)));
        assertEquals(secret, Files.getPosixFilePermissions(file));
    }

    @Test
    void aMissingDirectoryIsKnownAtOnce() {
        assertThrows(IOException.class, () -> Format.HAR.open(Target.file(directory.resolve("no/a.har")), Documents.OPTIONS));
    }

    @Test
    void aStreamIsFlushedAndLeftOpen() throws IOException {
        boolean[] closed = new boolean[1];
        boolean[] flushed = new boolean[1];
        OutputStream stream = new OutputStream() {
            @Override
            public void write(int b) { }

            @Override
            public void flush() {
                flushed[0] = true;
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        for (Format format : Format.values()) {
            if (format.ofPackets()) continue;
            flushed[0] = false;
            format.open(Target.stream(stream), Documents.OPTIONS).close();
            assertTrue(flushed[0]);
            assertFalse(closed[0]);
        }
    }

    @Test
    void whatBrowsersCannotLoadIsSaid() throws IOException {
        for (int limit : new int[] {3_000_000, 2_000_000}) {
            Output output = new HarWriter(Target.stream(OutputStream.nullOutputStream()), Documents.OPTIONS, limit, 1 << 20);
            for (int i = 0; i < 2; i++) output.finished(get("http://a.test/").answered(200, "OK", "Content-Type: text/plain").with(large(i)).build());
            assertEquals(List.of(), output.remarks());
            output.close();
            assertEquals(limit == 2_000_000, output.remarks().toString().startsWith("[standard output has 2 MB, which is more than browsers load; --max-body"));
        }
    }
}
