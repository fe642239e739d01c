package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.MILLI;
import static io.github.pcap2http.exchange.TestExchanges.START;
import static io.github.pcap2http.exchange.TestExchanges.body;
import static io.github.pcap2http.exchange.TestExchanges.connection;
import static io.github.pcap2http.exchange.TestExchanges.get;
import static io.github.pcap2http.exchange.TestExchanges.request;
import static io.github.pcap2http.exchange.TestExchanges.unrequested;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReplayWriterTest {
    private static final Endpoint PROXY = new Endpoint("192.0.2.1", 40000);
    private static final OutputOptions CHECKS = Documents.OPTIONS.withReplay(true, false);
    private static final OutputOptions PACE = Documents.OPTIONS.withReplay(false, true);

    @TempDir
    Path directory;

    private static String yaml(Exchange... exchanges) {
        return Documents.written(Format.REPLAY, Documents.OPTIONS, exchanges);
    }

    private static JsonNode read(OutputOptions options, Exchange... exchanges) {
        return ReplayFile.read(Documents.written(Format.REPLAY, options, exchanges));
    }

    private static JsonNode transaction(Exchange... exchanges) {
        return read(Documents.OPTIONS, exchanges).at("/sessions/0/transactions/0");
    }

    /** A request and the first of its attempts, which was refused, and the second. */
    private static Exchange[] retried(TestExchanges client, TestExchanges attempt) {
        Exchange refused = unrequested("http://10.0.0.2/").outcome(Outcome.CONNECT_REFUSED).over(connection(20, PROXY, new Endpoint("10.0.0.2", 80)))
            .links(new Links(new Links.Cause("7-1", "http://shop.test/", 1, 2, List.of()), List.of())).build();
        Exchange second = attempt.over(connection(24, PROXY, new Endpoint("10.0.0.3", 80)))
            .links(new Links(new Links.Cause("7-1", "http://shop.test/", 2, 2, List.of()), List.of())).build();
        int status = second.response() == null ? -1 : second.response().status();
        Links links = new Links(null, List.of(new Links.Attempt(refused.id(), refused.outcome(), -1), new Links.Attempt(second.id(), second.outcome(), status)));
        return new Exchange[] {client.links(links).build(), refused, second};
    }

    private static Exchange[] retried() {
        return retried(
            get("http://shop.test/a", "Host: shop.test", "Accept: */*", "Connection: keep-alive", "X: 1", "X: 2")
                .answered(200, "OK", "Date: now", "X-Cache: miss", "Transfer-Encoding: chunked").with("hello"),
            get("http://origin.test/b/a", "Host: origin.test", "Accept: */*", "Via: 1.1 proxy", "X: 1", "X: 2")
                .answered(200, "OK", "Date: now", "Server: origin", "Content-Length: 5").with("hello"));
    }

    @Test
    void aRequestAndItsAnsweredAttemptAreOneTransaction() {
        String text = yaml(retried());
        JsonNode sessions = ReplayFile.read(text).get("sessions");
        assertEquals(1, sessions.size());
        assertEquals(1, sessions.at("/0/transactions").size());
        JsonNode one = sessions.at("/0/transactions/0");
        assertEquals("/a", one.at("/client-request/url").stringValue());
        assertEquals("/b/a", one.at("/proxy-request/url").stringValue());
        assertEquals(List.of("origin"), ReplayFile.values(one.get("server-response"), "server"));
        assertEquals(List.of("miss"), ReplayFile.values(one.get("proxy-response"), "x-cache"));
        assertEquals("hello", one.at("/server-response/content/data").stringValue());
        assertEquals("{\"size\":5}", one.at("/proxy-response/content").toString(), "what was only passed on is not repeated");
        assertTrue(text.contains("# attempt 1 of 2, 10.0.0.2:80: connection refused\n    # attempt 2 of 2, 10.0.0.3:80: status 200, shown here\n"), text);
        assertTrue(text.contains("- [Host, shop.test]\n"), text);
    }

    @Test
    void checksAreForWhatTheProxyDid() {
        JsonNode one = read(CHECKS, retried()).at("/sessions/0/transactions/0");
        assertEquals("[[\"Host\",\"shop.test\"],[\"Accept\",\"*/*\"],[\"Connection\",\"keep-alive\"],[\"X\",\"1\"],[\"X\",\"2\"],[\"uuid\",\"7-1\"]]",
            one.at("/client-request/headers/fields").toString());
        assertEquals("[[\"Host\",\"origin.test\",\"present\"],[\"Accept\",\"*/*\",\"equal\"],[\"Via\",\"1.1 proxy\",\"present\"],[\"X\",\"1\",\"present\"],"
            + "[\"X\",\"2\"],[\"uuid\",\"7-1\"],[\"Connection\",\"keep-alive\",\"absent\"]]", one.at("/proxy-request/headers/fields").toString());
        assertEquals("[[\"Date\",\"now\"],[\"Server\",\"origin\"],[\"Content-Length\",\"5\"]]", one.at("/server-response/headers/fields").toString());
        assertEquals("[[\"Date\",\"now\",\"equal\"],[\"X-Cache\",\"miss\",\"present\"],[\"Transfer-Encoding\",\"chunked\",\"present\"],"
            + "[\"Server\",\"origin\",\"absent\"]]", one.at("/proxy-response/headers/fields").toString());
    }

    @Test
    void withoutAProxyTheClientsAnswerIsTheServersAndNothingIsChecked() {
        JsonNode one = read(CHECKS, get("http://a.test/", "Host: a.test").answered(200, "OK", "Server: x").build()).at("/sessions/0/transactions/0");
        assertFalse(one.has("proxy-request"));
        assertEquals(one.get("server-response"), one.get("proxy-response"));
        assertEquals("[[\"Server\",\"x\"]]", one.at("/proxy-response/headers/fields").toString());
    }

    @Test
    void inAChainEachProxyHasItsTransaction() {
        Links.Attempt origin = new Links.Attempt("30-1", Outcome.COMPLETE, 200);
        Exchange first = get("http://a.test/1").answered(200, "OK").links(new Links(null, List.of(new Links.Attempt("20-1", Outcome.COMPLETE, 200)))).build();
        Exchange second = get("http://a.test/2").answered(200, "OK").over(connection(20, PROXY, new Endpoint("10.0.0.2", 80)))
            .links(new Links(new Links.Cause("7-1", "", 1, 1, List.of()), List.of(origin))).build();
        Exchange third = get("http://a.test/3").answered(200, "OK").over(connection(30, PROXY, new Endpoint("10.0.0.3", 80)))
            .links(new Links(new Links.Cause("20-1", "", 1, 1, List.of()), List.of())).build();
        Exchange other = get("http://a.test/4").answered(200, "OK").over(connection(40, PROXY, new Endpoint("10.0.0.3", 80))).build();
        JsonNode file = read(Documents.OPTIONS, first, second, third, other);
        assertEquals(List.of("/1 /2", "/2 /3", "/4 "), file.get("sessions").valueStream().flatMap(ReplayFile::transactions)
            .map(one -> one.at("/client-request/url").asString() + " " + one.at("/proxy-request/url").asString("")).toList());
    }

    @Test
    void sessionsAreConnectionsInTheirOrder() {
        Exchange[] mixed = {
            get("http://a.test/3").answered(200, "OK").over(connection(9, PROXY, PROXY)).ordinal(2).build(),
            get("http://a.test/4").answered(200, "OK").build(),
            get("http://a.test/2").answered(200, "OK").over(connection(3, PROXY, PROXY)).build(),
        };
        assertEquals(List.of("3-1", "7-1", "9-2"), read(Documents.OPTIONS, mixed).get("sessions").valueStream().map(session -> session.at("/transactions/0/uuid").stringValue()).toList());
    }

    @Test
    void thePaceOfTheCapture() {
        Connection plain = connection(7, PROXY, PROXY);
        Connection opened = new Connection(7, new Moment(7, START - 2 * MILLI), null, plain.seen(), List.of(), null, plain.beyond());
        Connection later = new Connection(9, new Moment(9, START + 1_234_567), null, plain.seen(), List.of(), null, plain.beyond());
        JsonNode file = read(PACE, get("http://a.test/").answered(200, "OK").over(opened).build(), get("http://b.test/").answered(200, "OK").over(later).build());
        assertFalse(file.at("/sessions/0").has("delay"));
        assertEquals("3234us", file.at("/sessions/1/delay").stringValue());
        assertEquals("2ms", file.at("/sessions/0/transactions/0/client-request/delay").stringValue());
        assertEquals("20ms", file.at("/sessions/0/transactions/0/server-response/delay").stringValue());
        assertFalse(file.at("/sessions/0/transactions/0/proxy-response").has("delay"));
        assertFalse(yaml(get("http://a.test/").answered(200, "OK").over(opened).build()).contains("delay"), "only when asked for");
    }

    @Test
    void whatCannotBeReplayedIsLeftOutAndCounted() throws IOException {
        Path file = directory.resolve("a.replay.yaml");
        Output output = Format.REPLAY.open(Target.file(file), Documents.OPTIONS);
        Exchange[] lost = retried(get("http://a.test/failed").answered(502, "Bad Gateway"), get("http://o.test/").outcome(Outcome.RESET));
        for (Exchange one : lost) output.finished(one);
        for (Exchange one : List.of(
            get("http://a.test/none").outcome(Outcome.NO_RESPONSE).build(),
            get("http://a.test/cut\u001b[2J").answered(200, "OK").outcome(Outcome.RESPONSE_CUT).build(),
            request("CONNECT", "https://a.test/").target("a.test:443").answered(200, "OK").outcome(Outcome.TUNNEL).build(),
            request("CONNECT", "https://a.test/").target("a.test:443").answered(403, "Forbidden").build(),
            get("http://a.test/old").answered(0, "").build(),
            get("http://a.test/999").answered(999, "").build(),
            get("http://a.test/nameless", ": a").answered(200, "OK").build(),
            unrequested("http://a.test/").answered(200, "OK").outcome(Outcome.RESPONSE_ONLY).build(),
            unrequested("http://a.test/").outcome(Outcome.CONNECT_TIMEOUT).times(1000).build())) output.finished(one);
        output.close();
        String text = Files.readString(file);
        assertEquals(0, ReplayFile.read(text).get("sessions").size());
        assertTrue(text.contains("\n# left out: GET http://a.test/cut\\x1b[2J, response-cut\n"), text);
        assertTrue(text.contains("\n# left out: GET http://a.test/failed, no attempt answered\n# attempt 1 of 2, 10.0.0.2:80: connection refused\n"), text);
        assertEquals(List.of(file + " lacks 1009 exchanges that cannot be replayed: 1 HTTP/0.9, 1 a field without a name, 1000 connect-timeout, "
            + "1 no attempt answered, 1 no-response, 1 response-cut, 1 response-only, 1 status 999, 2 tunnel"), output.remarks());
    }

    /** Before the first session, between two, in one, and at the end. */
    @Test
    void commentsStandAnywhere() {
        Exchange[] all = IntStream.range(0, 16).mapToObj(i -> {
            TestExchanges one = get("http://a.test/" + i).over(connection(i / 2, PROXY, PROXY)).ordinal(i);
            return (i % 3 == 1 ? one.answered(200, "OK") : one.outcome(Outcome.RESET)).build();
        }).toArray(Exchange[]::new);
        String text = yaml(all);
        assertEquals(List.of("0-1", "2-4", "3-7", "5-10", "6-13"), ReplayFile.read(text).get("sessions").valueStream().flatMap(ReplayFile::transactions)
            .map(one -> one.get("uuid").stringValue()).toList());
        assertEquals(11, text.lines().filter(line -> line.contains("# left out: ")).count(), text);
    }

    @Test
    void aKeyThatRequestsHaveIsTheirs() {
        JsonNode one = transaction(get("http://a.test/", "UUID: 4711").answered(200, "OK").build());
        assertEquals("4711", one.get("uuid").stringValue());
        assertEquals(List.of("4711"), ReplayFile.values(one.get("client-request"), "uuid"));
    }

    @Test
    void contentThatIsNotAsItWasSentIsGivenBySize() {
        Body decoded = new Body(Bytes.latin1("decoded"), 7, 3, 0, true, null);
        assertEquals("{\"size\":3}", content(decoded, "Content-Encoding: gzip"));
        assertEquals("{\"encoding\":\"uri\",\"data\":\"%FFab\",\"size\":3}", content(new Body(Bytes.latin1("\u00ffab"), 3, 3, 0, false, "x"), "Content-Encoding: x"));
        assertEquals("{\"size\":9}", content(new Body(Bytes.latin1("abc"), 9, 5, 4, false, null)));
        assertEquals("{\"size\":9}", content(new Body(Bytes.latin1("abc"), 9, 9, 0, false, null)));
        assertEquals("{\"size\":1048577}", content(body(new byte[ReplayTransaction.MAX_DATA + 1])));
        assertEquals("", content(Body.NONE));
    }

    private static String content(Body body, String... fields) {
        JsonNode content = transaction(get("http://a.test/").answered(200, "OK", fields).with(body).build()).at("/server-response/content");
        return content.isMissingNode() ? "" : content.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "true", "No", "null", "~", "", " ", "a ", " a", "a\nb", "a\nb\n\n", "\na", "a\r\nb\r\n", "a\n  b \n", "  a\nb", "- a", "a: b", "a #b", "#",
        "'", "\"", "\\", "[a, b]", "{a", "a, b", "*/*", "&a", "!a", "%41", "@a", "`", "|", ">-", "0x1F", "1e3", "2024-01-01", "12:30", "=", "<<", "---", "...\n", "a\n---\nb\n", "a\n...\n",
        "a\tb", "\t", "a\n\tb", "gr\u00fcn\n", "\u2028", "\u0085", "\ufeffa", "a\n\ufeff", "\ud83d\ude00", "\ud83d\ude00\nb", "a\nb\u00a0\n", "\u007f", "a\n\u007f"})
    void everyTextComesBack(String text) {
        JsonNode one = transaction(request("PO'ST: #", "http://a.test/").target(text).sending(text).answered(200, latin1(text), "X: " + latin1(text)).build());
        assertEquals(text, one.at("/client-request/url").stringValue());
        assertEquals(text, one.at("/server-response/reason").stringValue());
        assertEquals(List.of(text.strip()), ReplayFile.values(one.get("server-response"), "x").stream().map(String::strip).toList());
        if (!text.isEmpty()) assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), ReplayFile.data(one.get("client-request")));
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** YAML and JSON hold the same, whatever came from the wire, and content comes back to the byte. */
    @Test
    void hostileMessages() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] sent = noise(random).getBytes(StandardCharsets.ISO_8859_1);
            Exchange exchange = request(noise(random), "http://a.test/", "A: " + noise(random), "B" + noise(random).replace(":", "") + ": " + noise(random), "A: b")
                .target(noise(random)).sending(body(sent)).answered(200 + random.nextInt(400), noise(random), "C: " + noise(random)).with(body(sent)).build();
            JsonNode yaml = read(CHECKS, exchange);
            Path file = directory.resolve(seed + ".replay.json");
            try (Output output = Format.REPLAY.open(Target.file(file), CHECKS)) {
                output.finished(exchange);
            }
            assertEquals(Documents.tree(Files.readString(file)).toString(), yaml.toString(), "seed " + seed);
            JsonNode got = yaml.at("/sessions/0/transactions/0/client-request");
            if (sent.length > 0) assertArrayEquals(sent, ReplayFile.data(got), "seed " + seed);
        }
    }

    /** Bytes, one a character, with a liking for those that YAML is built of. */
    private static String noise(Random random) {
        String special = "\n\n\r\t :#-[]{},&*!|>'\"%@`~\u0000\u007f\u0085\u00c3\u00a4\u00e2\u0080\u00a8ab0";
        int letters = random.nextBoolean() ? special.length() : 1 + random.nextInt(special.length());
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) text.append(special.charAt(random.nextInt(letters)));
        return text.toString();
    }

    @Test
    void commentsOfJsonAreInAProperty() throws IOException {
        Path file = directory.resolve("a.replay.json");
        try (Output output = Format.REPLAY.open(Target.file(file), Documents.OPTIONS)) {
            for (Exchange one : retried()) output.finished(one);
        }
        JsonNode json = Documents.tree(Files.readString(file));
        assertEquals(json, ReplayFile.read(Files.readString(file)));
        assertEquals("attempt 1 of 2, 10.0.0.2:80: connection refused", json.at("/sessions/0/transactions/0/comment/0").stringValue());
    }

    @Test
    void aFailureOfTheOutputIsAnIOException() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };
        Output output = Format.REPLAY.open(Target.stream(full), Documents.OPTIONS);
        for (int i = 0; i < 200; i++) output.finished(get("http://a.test/").answered(200, "OK").with("x".repeat(1000)).ordinal(i).build());
        assertEquals("full", assertThrows(IOException.class, output::close).getMessage());
    }

    @Test
    void whatIsAbandonedLeavesNothing() throws IOException {
        Output output = Format.REPLAY.open(Target.file(directory.resolve("a.replay.yaml")), Documents.OPTIONS);
        for (Exchange one : retried()) output.finished(one);
        output.abandon();
        output.close();
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }
}
