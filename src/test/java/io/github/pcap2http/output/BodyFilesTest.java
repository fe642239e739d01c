package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.get;
import static io.github.pcap2http.exchange.TestExchanges.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BodyFilesTest {
    @TempDir
    private Path folder;

    private Path write(Exchange... exchanges) throws IOException {
        Path bodies = folder.resolve("bodies");
        try (Output output = BodyFiles.in(bodies)) {
            for (Exchange exchange : exchanges) output.finished(exchange);
        }
        return bodies;
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString().replace('\\', '/')).sorted().toList();
        }
    }

    @Test
    void bodiesAreWrittenAndTheIndexTellsOfThem() throws IOException {
        Path bodies = write(request("POST", "http://shop.test/api/cart?id=7", "Content-Type: application/x-www-form-urlencoded").sending("a=b")
            .answered(200, "OK", "Content-Type: application/json; charset=utf-8").with("{}").build());
        assertEquals(List.of("index.jsonl", "shop.test/api_cart.7-1.request.form", "shop.test/api_cart.7-1.response.json"), files(bodies));
        assertEquals("a=b", Files.readString(bodies.resolve("shop.test/api_cart.7-1.request.form")));
        List<String> index = Files.readAllLines(bodies.resolve("index.jsonl"));
        assertEquals(2, index.size());
        JsonNode line = Documents.tree(index.get(1));
        assertEquals("shop.test/api_cart.7-1.response.json", line.get("file").asString());
        assertEquals("response", line.get("side").asString());
        assertEquals(2, line.get("bytes").asInt());
        assertTrue(line.get("complete").asBoolean());
        assertEquals("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", line.get("sha256").asString());   // sha256sum of {}
    }

    @Test
    void whatIsMissingIsInTheName() throws IOException {
        Bytes kept = Bytes.latin1("abc");
        Path bodies = write(get("http://a.test/x.png", "Host: a").answered(200, "OK", "Content-Type: image/png").with(new Body(kept, 10, 3, 7, false, null)).build(),
            get("http://a.test/y").ordinal(2).answered(200, "OK", "Content-Type: text/html").with(new Body(kept, 3, 3, 0, false, "x-odd")).build(),
            get("http://a.test/z").ordinal(3).answered(200, "OK").with(new Body(Bytes.EMPTY, 9, 9, 0, false, null)).build());
        assertEquals(List.of("a.test/x.7-1.response.incomplete.png", "a.test/y.7-2.response.html.x-odd", "index.jsonl"), files(bodies));
        List<String> index = Files.readAllLines(bodies.resolve("index.jsonl"));
        assertTrue(index.get(0).contains("\"complete\":false") && index.get(1).contains("\"coding\":\"x-odd\"") && !index.get(2).contains("\"file\""), index::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://../../../etc/passwd", "http://a/../../x", "http://a/%2e%2e%2f%2e%2e", "http:///abs", "http://con/aux", "http://a.test/nul.txt", "http://a\0b/c\0d",
        "http://index.jsonl/", "http://a\\..\\b/c\\d", "file:///etc/passwd", "", "http://.../...", "http://-x/-rf", "http://a/b:stream", "http://a.test/COM1", "x", "http://[::1]:80/",
        "http://a.test/%E2%80%AEfdp.exe", "http://a.test/~root", "http://A.TEST/A", "http://?q", "http://a.test/.htaccess"})
    void namesStayInside(String url) throws IOException {
        Path bodies = write(get(url).target("/").answered(200, "OK").with("x").build(), get(url + "x".repeat(5000)).ordinal(2).target("/").answered(200, "OK").with("y").build());
        List<String> files = files(bodies);
        assertEquals(3, files.size(), files::toString);
        assertEquals(files, files(folder).stream().map(name -> name.replaceFirst("^bodies/", "")).toList());
        for (String file : files) {
            if (file.equals("index.jsonl")) continue;
            assertTrue(file.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,90}/[A-Za-z0-9_][A-Za-z0-9._-]{0,180}"), file);
            assertTrue(Stream.of(file.split("/")).noneMatch(name -> name.matches("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?|.*\\.")), file);
        }
    }

    @ParameterizedTest
    @CsvSource({"/logo.png,image/png,logo.7-1.response.png", "/a.tar.gz,application/octet-stream,a.tar.7-1.response.gz", "/page,text/html,page.7-1.response.html",
        "/api/v1/items,application/hal+json,api_v1_items.7-1.response.json", "/,text/plain,index.7-1.response.txt", "/x.php,text/html,x.php.7-1.response.html",
        "/feed,application/rss+xml,feed.7-1.response.xml", "/x,,x.7-1.response.bin", "/a/b.c/d,'',a_b.c_d.7-1.response.bin"})
    void namesCanBeRead(String path, String type, String name) throws IOException {
        Exchange exchange = get("http://a.test" + path).answered(200, "OK", "Content-Type: " + (type == null ? "" : type)).with("x").build();
        assertEquals("a.test/" + name, BodyName.of(exchange, false));
    }

    @Test
    void namesOfUsersAreNotInNames() {
        assertEquals("a.test/z_b.7-1.response.bin", BodyName.of(get("http://me:secret@a.test/z@b").answered(200, "OK").with("x").build(), false));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Exchange exchange = get("http://a.test/x").answered(200, "OK").with("x").build();
        assertEquals(List.of("a.test/x.7-1.response-2.bin", "a.test/x.7-1.response.bin", "index.jsonl"), files(write(exchange, exchange)));
        assertThrows(DirectoryNotEmptyException.class, () -> BodyFiles.in(folder.resolve("bodies")));
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThrows(NotDirectoryException.class, () -> BodyFiles.in(file));
        assertEquals("x", Files.readString(file));
    }

    @Test
    void linksThatComeMeanwhileAreNotFollowed() throws IOException {
        Path bodies = folder.resolve("bodies");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Exchange exchange = get("http://a.test/x").answered(200, "OK").with("x").build();
        try (Output output = BodyFiles.in(bodies)) {
            Files.createSymbolicLink(bodies.resolve("a.test"), elsewhere);
            assertThrows(FileAlreadyExistsException.class, () -> output.finished(exchange));
            Files.delete(bodies.resolve("a.test"));
            Files.createDirectory(bodies.resolve("a.test"));
            Files.createSymbolicLink(bodies.resolve("a.test/x.7-1.response.bin"), elsewhere.resolve("new"));
            output.finished(exchange);
        }
        assertEquals(List.of(), files(elsewhere));
        assertArrayEquals("x".getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(bodies.resolve("a.test/x.7-1.response-2.bin")));
    }
}
