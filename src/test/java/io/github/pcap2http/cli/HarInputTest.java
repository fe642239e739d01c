package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.github.pcap2http.samples.Samples;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** HARs as input, from the command line on. */
class HarInputTest {
    private static final Path HARS = Path.of("src/test/resources/har");
    private static final String ENTRY = "{'startedDateTime':'2024-05-06T07:08:09.5Z','time':5,'request':{'method':'GET','url':'http://a.test/NAME'},"
        + "'response':{'status':200,'statusText':'OK','content':{'size':2,'text':'ok'}},'timings':{'send':0,'wait':5,'receive':0}}";

    @TempDir
    private Path folder;

    private static String entry(String name) {
        return ENTRY.replace("NAME", name).replace('\'', '"');
    }

    private static String har(String... entries) {
        return "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\",\"version\":\"1\"},\"entries\":[" + String.join(",\n", entries) + "]}}";
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static byte[] gzip(byte... bytes) throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(bytes);
        }
        return gzip.toByteArray();
    }

    private static Session read(String text, String... more) {
        String[] args = Stream.concat(Stream.of("-", "--utc"), Stream.of(more)).toArray(String[]::new);
        return new Session().input(text.getBytes(StandardCharsets.UTF_8)).run(args);
    }

    private static List<String> urls(Session session) {
        return session.out().lines().map(line -> line.replaceFirst(".*?([A-Z]+ \\S+://\\S+).*", "$1")).toList();
    }

    static Stream<Map.Entry<String, byte[]>> samples() throws IOException {
        return Samples.all().entrySet().stream();
    }

    /** A HAR that we wrote, read and written again, is the same to the byte; so are JSON lines. The name of the file is the title of the page. */
    @ParameterizedTest
    @MethodSource("samples")
    void whatWeWroteComesBack(Map.Entry<String, byte[]> sample) throws IOException {
        Path capture = Files.write(Files.createDirectory(folder.resolve("a")).resolve("x"), sample.getValue());
        Path har = Files.createDirectory(folder.resolve("b")).resolve("x");
        String lines = folder.resolve("1.jsonl").toString();
        assertEquals(0, new Session().run("-q", capture.toString(), "-f", "har", "-o", har.toString(), "-o", lines).status());
        assertEquals(Files.readString(har), new Session().run(har.toString(), "-f", "har").out());
        assertEquals(Files.readString(Path.of(lines)), new Session().run(lines, "-f", "jsonl").out());
        if (sample.getKey().equals("retry.pcap")) {   // which has its attempts in order
            assertEquals(new Session().run("-q", capture.toString(), "--utc").out(), new Session().run(har.toString(), "--utc").out());
        }
    }

    /** Of a request's body that was coded, neither the length nor that it is not whole stands in a field of its own. */
    @ParameterizedTest
    @CsvSource({"100, 1000, 0", "100, 1000, 5000", "100, 1000, 1000", "100, 50, 1000", "64k, 1000, 5000"})
    void theBodyOfARequestThatIsNotWholeIsNotTakenForWhole(String most, int sent, int answered) throws IOException {
        byte[] body = gzip("x".repeat(sent).getBytes(StandardCharsets.UTF_8));
        boolean broken = most.equals("64k");
        if (broken) Arrays.fill(body, body.length - 12, body.length, (byte) 7);
        String head = "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n";
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + answered + "\r\n\r\n" + "y".repeat(answered);
        byte[] pcap = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake()
            .client(head + new String(body, StandardCharsets.ISO_8859_1)).server(answer).fin().pcap();
        Session lines = new Session().input(pcap).run("-", "-f", "jsonl", "--max-body", most);
        assertEquals(lines.out(), read(lines.out(), "-f", "jsonl").out());
        String curl = new Session().input(pcap).run("-", "-f", "curl", "--max-body", most).out();
        assertEquals(sent > 100, curl.contains("the body is not complete"), curl);
        assertEquals(curl, read(lines.out(), "-f", "curl").out());
    }

    /** One coding was undone, the other is not known. */
    @Test
    void compressionForTheWay() throws IOException {
        byte[] body = gzip("hi".getBytes(StandardCharsets.UTF_8));
        String post = "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n";
        byte[] pcap = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake()
            .client(post + new String(body, StandardCharsets.ISO_8859_1) + "\r\n0\r\n\r\n")
            .server("HTTP/1.1 204 No Content\r\n\r\n").client("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n")
            .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: compress, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n").fin().pcap();
        Session lines = new Session().input(pcap).run("-", "-f", "jsonl");
        assertEquals(lines.out(), read(lines.out(), "-f", "jsonl").out());
        String curl = new Session().input(pcap).run("-", "-f", "curl").out();
        assertTrue(curl.contains("the body was sent coded, gzip - here it is decoded"), curl);
        assertEquals(curl, read(lines.out(), "-f", "curl").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "firefox", "safari", "playwright", "mitmproxy", "k6", "charles", "fiddler"})
    void readsTheHarsOf(String producer) throws IOException {
        String log = new Session().run(HARS.resolve(producer + ".har").toString(), "--utc", "-vv", "-q").out();
        Path golden = HARS.resolve(producer + ".log");
        if (Boolean.getBoolean("golden.update")) Files.writeString(golden, log);
        assertEquals(Files.readString(golden), log);
    }

    /** Once it is ours, it stays the same: what is made up for what others left out is made up once. */
    @ParameterizedTest
    @ValueSource(strings = {"chrome", "firefox", "safari", "playwright", "mitmproxy", "k6", "charles", "fiddler"})
    void ofOthersTheSecondReadingChangesNothing(String producer) {
        String first = new Session().run("-q", HARS.resolve(producer + ".har").toString(), "-f", "jsonl").out();
        assertEquals(first, read(first, "-f", "jsonl").out());
    }

    @Test
    void timesAreExact() {
        JsonNode chrome = new ObjectMapper().readTree(new Session().run(HARS.resolve("chrome.har").toString(), "-f", "har").out()).at("/log/entries/0");
        assertEquals("2024-05-06T07:08:09.123000Z", chrome.at("/startedDateTime").asString());
        assertEquals("{\"blocked\":2.5,\"dns\":1.25,\"connect\":31,\"ssl\":20.5,\"send\":0.25,\"wait\":50.42,\"receive\":8}", chrome.at("/timings").toString());
        assertEquals("secure", chrome.at("/_securityState").asString());
        assertEquals("2001:db8::1", chrome.at("/serverIPAddress").asString());
        JsonNode proxy = new ObjectMapper().readTree(new Session().run(HARS.resolve("mitmproxy.har").toString(), "-f", "jsonl").out());
        assertEquals(50.625, proxy.at("/timings/connect").asDouble(), "TLS is inside of connecting");
    }

    @ParameterizedTest
    @CsvSource({"2024-05-06T07:08:09.123456Z,09.123", "2024-05-06T09:08:09.1234567+02:00,09.123", "2024-05-06T09:08:09+0200,09.000",
        "2024-05-06 07:08:09.5 UTC,09.500", "2024-05-06T07:08:09.25,09.250", "1714979289123,09.123", "1714979289.5,09.500",
        "'Mon, 06 May 2024 07:08:09 GMT',09.000"})
    void takesDatesAsToolsWriteThem(String date, String second) {
        String out = read(har(entry("a").replace("2024-05-06T07:08:09.5Z", date))).out();
        assertTrue(out.startsWith("2024-05-06 07:08:" + second), out);
    }

    @Test
    void readsWhatIsCompressedByContent() throws IOException {
        byte[] gzip = gzip(har(entry("a")).getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(zstd)) {
            out.write(har(entry("a")).getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] packed : List.of(gzip, zstd.toByteArray())) {
            Path file = Files.write(folder.resolve("session.dat"), packed);
            assertEquals(List.of("GET http://a.test/a"), urls(new Session().run(file.toString())));
            assertEquals(List.of("GET http://a.test/a"), urls(new Session().input(packed).run("-")));
        }
        Session cut = new Session().input(Arrays.copyOf(gzip, gzip.length - 30)).run("-", "--strict");
        assertEquals(5, cut.status());
    }

    /** The look at the first bytes takes nothing away from a capture that is compressed in a pipe. */
    @Test
    void aCompressedCaptureStaysACapture() throws IOException {
        byte[] gzip = gzip(Samples.all().get("retry.pcap"));
        assertEquals(4, new Session().input(gzip).run("-").out().lines().count());
    }

    @Test
    void severalAreMergedByTime() throws IOException {
        String first = file("1.har", har(entry("a"), entry("c").replace("09.5Z", "11.5Z")));
        String second = file("2.jsonl", entry("b").replace("09.5Z", "10.5Z") + "\n" + entry("d").replace("09.5Z", "12.5Z") + "\n");
        Session session = new Session().run(first, second, "--summary");
        assertEquals(List.of("GET http://a.test/a", "GET http://a.test/b", "GET http://a.test/c", "GET http://a.test/d"), urls(session));
        assertTrue(session.err().contains("1.har: HAR of x 1, 2 entries, from 2024-05-06T07:08:09.500Z on, 2.000 s"), session.err());
        assertTrue(session.err().contains("2.jsonl: JSON lines, 2 entries") && session.err().contains("4 exchanges: 4 2xx"), session.err());
        String ids = new Session().run(first, second, "-f", "jsonl").out().replaceAll("(?s)[^\\n]*?\"_id\":\"(.*?)\"[^\\n]*\\n", "$1 ");
        assertEquals("e1 2.e1 e2 2.e2 ", ids);
    }

    @Test
    void capturesAndHarsAreNotMixed() throws IOException {
        String har = file("1.har", har(entry("a")));
        String capture = Files.write(folder.resolve("2.pcap"), Samples.all().get("retry.pcap")).toString();
        Session session = new Session().run(har, capture);
        assertEquals(1, session.status());
        assertTrue(session.err().contains("2.pcap: is no HAR") && session.out().contains("http://a.test/a"), session.err());
        assertEquals(2, new Session().run(har, "-F", "tcp").status());
        assertEquals(2, new Session().run(har, har).status());
        assertEquals(2, new Session().run(har, "-o", har).status());
    }

    /** What is in between of broken entries is read, and a line says what was wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "null                                                              | entry 2 at offset 297 is not an object",
        "{}                                                                | neither a request nor a response",
        "{'request':null,'response':null}                                  | neither a request nor a response",
        "{'request':{'url':5},'response':{'status':'abc'}}                 | startedDateTime is missing",
        "{'startedDateTime':'yesterday','request':{'url':'http://b.test/'}}| startedDateTime is no date: yesterday",
        "{'startedDateTime':1714979289123,'request':{'url':'http://b.test/'},'response':{'status':NaN}}   | response.status is not a number: NaN",
        "{'startedDateTime':1714979289123,'request':{'url':'http://b.test/'},'timings':{'wait':'slow'}}   | timings.wait is not a number: slow",
        "{'startedDateTime':1714979289123,'request':{'url':'http://b.test/','headers':5}}                 | request.headers is not a list",
        "{'startedDateTime':1714979289123,'request':{'url':'http://b.test/','headers':[null]}}            | request.headers is not a list of objects only",
        "{'startedDateTime':1714979289123,'request':{'url':'http://b.test/'} 'time':5}                    | ",
        "{'startedDateTime':1714979289123,'request':{'url':'http://b.test/',},}                           | ",
        "{'startedDateTime':1714979289123,'time':1,'time':2,'request':{'url':'http://b.test/'}}           | ",
        "{'startedDateTime':1714979289123,'request':{'url':'http://b.test/'},'a':@}                       | ",
        "{'startedDateTime':1714979289123,'request':{'url':'http://b.test/'},'a':}                        | a name without a value",
        "{'startedDateTime':1714979289123,'request':{'url':'http://b.test/\\q'}}                          | an escape that JSON does not have",
        "{'startedDateTime':1714979289123,'request':{'method':'GET'}}                                     | request.url is missing"})
    void brokenEntriesAreReadAsFarAsTheyGo(String broken, String remark) {
        Session session = read(har(entry("a"), broken.replace('\'', '"'), entry("c")), "--strict");
        List<String> urls = urls(session);
        assertEquals("GET http://a.test/a", urls.get(0), session.out());
        assertEquals("GET http://a.test/c", urls.get(urls.size() - 1), session.out());
        assertEquals(broken.contains("startedDateTime") || broken.contains("abc") ? 3 : 2, urls.size(), session.out());
        assertTrue(remark == null ? session.err().isEmpty() : session.err().contains("standard input: entry 2 ") && session.err().contains(remark), session.err());
        assertEquals(remark == null ? 0 : 5, session.status());
        assertTrue(session.err().lines().count() <= 1, session.err());
    }

    @Test
    void aHarThatIsCutGivesAllWholeEntries() {
        String har = har(entry("a"), entry("b"), entry("c"));
        for (int length = 1; length < har.length(); length += 5) {
            Session session = read(har.substring(0, length), "--strict");
            int cut = length;
            long whole = Stream.of("a", "b", "c").map(HarInputTest::entry).filter(one -> har.indexOf(one) + one.length() <= cut).count();
            assertEquals(whole, session.out().lines().count(), "cut at " + length);
            assertEquals(5, session.status(), "cut at " + length);
        }
        assertTrue(read(har.substring(0, har.length() - 30)).err().contains("ends inside of entry 3, at offset "));
    }

    @Test
    void whatAHarDoesNotTellIsNotCounted() {
        String har = har(entry("1").replace("\"url\"", "\"headersSize\":-1,\"bodySize\":-1,\"url\""));
        String page = read(har, "-f", "markdown").out();
        assertTrue(page.contains("| 1 | 0 | 0 | 1 | 2 B |"), page);
        String replay = read(har, "-f", "replay").out();
        assertTrue(replay.contains("data: ok") && replay.contains("size: 2") && !replay.contains("size: -"), replay);
    }

    @Test
    void aCommandOfCurlTellsWhatAHarKnows() {
        String unanswered = har(entry("1").replaceFirst("\"response\":.*?}},", "\"response\":{\"status\":0},"));
        String command = read(unanswered, "-f", "curl").out();
        assertTrue(command.startsWith("# e1, 2024-05-06 07:08:09.500, to a.test:80: no response, 5.0 ms\ncurl 'http://a.test/1' \\\n"), command);
        assertFalse(command.contains("Host"), "what a HAR has not is not known to have been missing");
        String data = read(har(entry("1").replace("http://a.test/1", "data:text/plain,x")), "-f", "curl").out();
        assertTrue(data.contains("curl cannot send such a request line") && !data.contains("\ncurl "), data);
    }

    /** Browsers name the server by its address, too, which is no host for a certificate. */
    @Test
    void aCommandOfCurlNamesTheHostOfTheUrl() {
        String commands = new Session().run(HARS.resolve("chrome.har").toString(), "-f", "curl").out();
        assertTrue(commands.contains("\ncurl 'https://shop.test/' --connect-to '::[2001:db8::1]:443' --http2 \\\n  -H 'accept: text/html' \\\n  -H 'User-Agent:'\n"), commands);
    }

    /** What others write as a name must not begin a line of a log that somebody obeys, nor end a cell of a table. */
    @Test
    void aNameIsOneWordOfAscii() {
        for (String odd : new String[] {"a\\n::error::x", "gr\u00f6\u00dfe", "a b", "\\ud800", "", "x".repeat(101)}) {
            assertTrue(read("{\"_id\":\"" + odd + "\"," + entry("1").substring(1), "-f", "jsonl").out().contains("\"_id\":\"e1\""), odd);
        }
        assertTrue(read("{\"_id\":\"7-1|`\"," + entry("1").substring(1), "-f", "jsonl").out().contains("\"_id\":\"7-1|`\""));
    }

    /** As a shell of Windows writes what is piped into a file. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void utf16IsRefusedInOneLine(String charset) throws IOException {
        byte[] har = har(entry("1")).getBytes(charset);
        for (String[] input : new String[][] {{"-"}, {Files.write(folder.resolve("a.har"), har).toString()}, {Files.write(folder.resolve("a.har.gz"), gzip(har)).toString()}}) {
            Session session = new Session().input(har).run(input);
            assertEquals(1, session.status());
            assertEquals(1, session.err().lines().count(), session.err());
            assertTrue(session.err().contains("looks like text in UTF-16"), session.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'level':'info'}\n{'level':'warn'}\n", "{'info':{'name':'x'},'item':[{'request':{'method':'GET'}}]}", "{'traceEvents':[{}]} {}"})
    void otherJsonIsRefusedInOneLine(String json) throws IOException {
        String other = file("other.json", json.replace('\'', '"'));
        Session session = new Session().run(other, "--fail-on", "failed");
        assertEquals(1, session.status(), session.err());
        assertTrue(session.err().startsWith("pcap2http: " + other + ": is JSON, but neither a HAR nor lines of its entries\n"), session.err());
        Session two = new Session().run(other, file("a.har", har(entry("1"))), "-q", "--utc");
        assertEquals(List.of("GET http://a.test/1"), urls(two), "others are read all the same");
        assertEquals(1, two.status());
        assertEquals("pcap2http: 1 of 2 captures could not be read\n", two.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[] | 0", "{'log':{}} | 0", "{'log':{'entries':[]}} | 0", "{ | 0", "`` | 1"})
    void whatHasNoEntriesIsNoCapture(String json, int status) {
        Session session = read(json.replace('\'', '"'));
        assertEquals(status, session.status());
        assertTrue(session.err().contains(status == 0 ? "no HTTP exchange was found" : "is empty"), session.err());
        assertEquals(json.equals("{"), session.err().contains("ends too early"), session.err());
    }

    @Test
    void aHarIsNotFollowed() throws IOException {
        Session session = new Session().run("--follow", file("a.har", har(entry("1"))));
        assertEquals(2, session.status());
        assertEquals("pcap2http: --follow is for captures, and this is a HAR", session.err().strip());
    }

    @Test
    void anOutputThatCannotBeLeavesNothingOfTheOthers() throws IOException {
        String har = file("a.har", har(entry("1")));
        Session session = new Session().run(har, "-o", folder.resolve("b.har").toString(), "-o", folder.resolve("c.pcapng").toString());
        assertEquals(2, session.status());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(Path.of(har)), files.toList());
        }
    }

    @Test
    void marksLinesArraysAndDocumentsBehindEachOther() {
        assertEquals(1, read("\ufeff" + har(entry("a"))).out().lines().count());
        assertEquals(2, read("\n" + entry("a") + "\r\n\n" + entry("b")).out().lines().count());
        assertEquals(2, read("[" + entry("a") + "," + entry("b") + "]").out().lines().count());
        assertEquals(2, read(har(entry("a")) + har(entry("b"))).out().lines().count());
        assertEquals(1, read("{\"entries\":[" + entry("a") + "],\"version\":\"1.2\"}").out().lines().count());
        Session empty = read(har());
        assertEquals(0, empty.status());
        assertTrue(empty.err().contains("no HTTP exchange was found"), empty.err());
    }

    @Test
    void longBodiesComeWhole() {
        String text = "a \"long\" line with \u20ac and \ud83d\ude00\n".repeat(20_000);
        String json = new ObjectMapper().writeValueAsString(text);
        String har = har(entry("a").replace("\"size\":2,\"text\":\"ok\"", "\"size\":" + text.getBytes(StandardCharsets.UTF_8).length + ",\"text\":" + json));
        JsonNode content = new ObjectMapper().readTree(read(har, "-f", "jsonl").out()).at("/response/content");
        assertEquals(text, content.at("/text").asString());
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i * i >> 3);
        String coded = Base64.getMimeEncoder().encodeToString(bytes).replace("\r\n", "\\r\\n");
        har = har(entry("a").replace("\"size\":2,\"text\":\"ok\"", "\"size\":100000,\"encoding\":\"base64\",\"text\":\"" + coded + "\""));
        content = new ObjectMapper().readTree(read(har, "-f", "jsonl").out()).at("/response/content");
        assertArrayEquals(bytes, Base64.getDecoder().decode(content.at("/text").asString()));
        Session less = read(har, "-f", "jsonl", "--max-body", "10");
        content = new ObjectMapper().readTree(less.out()).at("/response/content");
        assertEquals(10, Base64.getDecoder().decode(content.at("/text").asString()).length);
        assertTrue(content.at("/size").asInt() == 100_000 && less.out().contains("BODY_LIMIT"), less.out());
    }

    @Test
    void anEntryThatWantsMoreThanMemoryHasIsCutToIt() {
        String headers = "{\"name\":\"a\",\"value\":\"" + "b".repeat(1000) + "\"},";
        String large = entry("large").replace("\"method\"", "\"headers\":[" + headers.repeat(12_000) + "{}],\"method\"");
        Session session = read(har(large, entry("b")), "-q");
        assertTrue(session.out().lines().count() >= 1 && session.out().contains("http://a.test/b"), session.out());
        assertFalse(read(har(large, entry("b"))).err().isEmpty());
    }
}
