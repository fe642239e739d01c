package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.MILLI;
import static io.github.pcap2http.exchange.TestExchanges.START;
import static io.github.pcap2http.exchange.TestExchanges.body;
import static io.github.pcap2http.exchange.TestExchanges.fields;
import static io.github.pcap2http.exchange.TestExchanges.get;
import static io.github.pcap2http.exchange.TestExchanges.request;
import static io.github.pcap2http.exchange.TestExchanges.unrequested;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Beyond;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Sighting;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.TestExchanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.ParameterizedTest;
import tools.jackson.databind.JsonNode;

/** What stands in an entry, field by field. Each entry is checked against {@link HarRules} too. */
class EntryWriterTest {
    @Test
    void aPlainExchange() {
        JsonNode entry = Documents.entry(get("http://shop.test:8080/cart?id=7&id=8", "Host: shop.test:8080", "Cookie: sid=abc; theme=\"dark\"")
            .answered(200, "OK", "Content-Type: text/html; charset=utf-8", "Set-Cookie: a=1; Path=/; HttpOnly").with("<p>Gr\u00fc\u00dfe").build());
        assertEquals("{\"pageref\":\"page_1\",\"startedDateTime\":\"2024-05-06T07:08:09.123456Z\",\"time\":25.01,"
            + "\"request\":{\"method\":\"GET\",\"url\":\"http://shop.test:8080/cart?id=7&id=8\",\"httpVersion\":\"HTTP/1.1\","
            + "\"cookies\":[{\"name\":\"sid\",\"value\":\"abc\"},{\"name\":\"theme\",\"value\":\"\\\"dark\\\"\"}],"
            + "\"headers\":[{\"name\":\"Host\",\"value\":\"shop.test:8080\"},{\"name\":\"Cookie\",\"value\":\"sid=abc; theme=\\\"dark\\\"\"}],"
            + "\"queryString\":[{\"name\":\"id\",\"value\":\"7\"},{\"name\":\"id\",\"value\":\"8\"}],\"headersSize\":120,\"bodySize\":0},"
            + "\"response\":{\"status\":200,\"statusText\":\"OK\",\"httpVersion\":\"HTTP/1.1\","
            + "\"cookies\":[{\"name\":\"a\",\"value\":\"1\",\"path\":\"/\",\"httpOnly\":true,\"secure\":false}],"
            + "\"headers\":[{\"name\":\"Content-Type\",\"value\":\"text/html; charset=utf-8\"},{\"name\":\"Set-Cookie\",\"value\":\"a=1; Path=/; HttpOnly\"}],"
            + "\"content\":{\"size\":10,\"compression\":0,\"mimeType\":\"text/html; charset=utf-8\",\"text\":\"<p>Gr\u00fc\u00dfe\"},"
            + "\"redirectURL\":\"\",\"headersSize\":150,\"bodySize\":10,\"_transferSize\":160},\"cache\":{},"
            + "\"timings\":{\"blocked\":0.01,\"dns\":-1,\"connect\":-1,\"ssl\":-1,\"send\":1,\"wait\":20,\"receive\":4},"
            + "\"serverIPAddress\":\"192.0.2.1\",\"connection\":\"8080\",\"_id\":\"7-1\",\"_outcome\":\"complete\",\"_resourceType\":\"document\","
            + "\"_securityState\":\"insecure\",\"_serverPort\":8080,\"_connectionId\":\"7\",\"_connection\":{\"id\":\"7\","
            + "\"client\":{\"address\":\"192.0.2.7\",\"port\":44594},\"server\":{\"address\":\"192.0.2.1\",\"port\":8080}},"
            + "\"_frames\":{\"request\":[10,11],\"response\":[14,15]}}", entry.toString());
    }

    @Test
    void linksOfBothSidesOfAProxy() {
        Links links = new Links(new Links.Cause("3-1", "http://shop.test/", 2, 3, List.of("field X-Id", "target")),
            List.of(new Links.Attempt("9-1", Outcome.RESET, -1), new Links.Attempt("11-1", Outcome.COMPLETE, 200)));
        JsonNode entry = Documents.entry(get("http://shop.test/").answered(200, "OK").links(links).build());
        assertEquals("{\"parent\":\"3-1\",\"attempt\":2,\"attempts\":3,\"evidence\":[\"field X-Id\",\"target\"],\"upstream\":[\"9-1\",\"11-1\"]}",
            entry.get("_proxy").toString());
        assertEquals("{\"type\":\"other\",\"url\":\"http://shop.test/\"}", entry.get("_initiator").toString());
        assertEquals("attempt 2 of 3 of a proxy to answer http://shop.test/; answered by attempt 2 of 2", entry.get("comment").asString());
    }

    @ParameterizedTest
    @CsvSource({"200, '-1 200', answered by attempt 2 of 2", "502, '-1 -1', 'all 2 attempts failed, and the client got 502'",
        "502, '-1', 'the only attempt failed, and the client got 502'", "503, '503', the answer of attempt 1 of 1",
        "200, '304', found unchanged by attempt 1 of 1", "206, '200', answered by attempt 1 of 1",
        "200, '-1 500', 'all 2 attempts failed, and the client got 200'", "404, '200', '1 attempt, and the client got 404'"})
    void howItWentForTheClientInWords(int status, String attempts, String words) {
        List<Links.Attempt> all = Arrays.stream(attempts.split(" ")).map(got -> new Links.Attempt("9-1", Outcome.COMPLETE, Integer.parseInt(got))).toList();
        JsonNode entry = Documents.entry(get("http://shop.test/").answered(status, "").links(new Links(null, all)).build());
        assertEquals(words, entry.get("comment").asString());
    }

    @ParameterizedTest
    @CsvSource({"Server, p, no attempt seen", "Age, 3, 'answered from a cache, no attempt seen'",
        "Cache-Status, p; hit; ttl=3, 'answered from a cache, no attempt seen'", "Cache-Status, p; fwd=miss, no attempt seen"})
    void aProxyThatAskedNobody(String name, String value, String words) {
        Links links = new Links(null, List.of(), true, null);
        JsonNode entry = Documents.entry(get("http://shop.test/").answered(200, "OK", name + ": " + value).links(links).build());
        assertEquals("{\"upstream\":[]}", entry.get("_proxy").toString());
        assertEquals(words, entry.get("comment").asString());
    }

    @Test
    void whatAnotherOnesAttemptGot() {
        Links links = new Links(null, List.of(), true, "9-1");
        JsonNode entry = Documents.entry(get("http://shop.test/").answered(200, "OK", "Age: 3").links(links).build());
        assertEquals("{\"upstream\":[],\"shared\":\"9-1\"}", entry.get("_proxy").toString());
        assertEquals("served with the answer to the attempt 9-1 that another client's request caused (collapsed forwarding)", entry.get("comment").asString());
    }

    @Test
    void aClientThatWentAwayThoughAProxyCaredForIt() {
        Links links = new Links(null, List.of(new Links.Attempt("9-1", Outcome.COMPLETE, 200)));
        JsonNode entry = Documents.entry(get("http://shop.test/").outcome(Outcome.NO_RESPONSE).note(Code.CLIENT_GONE, "").links(links).build());
        assertEquals("1 attempt, and the client went away", entry.get("comment").asString());
    }

    @Test
    void timesAreExactToTheNanosecond() {
        JsonNode entry = Documents.entry(get("http://a.test/").answered(200, "OK")
            .timing(START, 10_000, 50 * MILLI + 1, 50 * MILLI, 100_000, 200_000, 1_204_000_001).build());
        assertEquals("{\"blocked\":0.01,\"dns\":-1,\"connect\":50.000001,\"ssl\":49.990001,\"send\":0.1,\"wait\":0.2,\"receive\":1204.000001}",
            entry.get("timings").toString());
        assertEquals("1254.310002", entry.get("time").toString());
    }

    @Test
    void aConnectWithoutRoomForTlsHasNone() {
        JsonNode entry = Documents.entry(get("http://a.test/").answered(200, "OK").timing(START, 10_000, 9_000, 9_000, 1, 1, 1).build());
        assertEquals(-1, entry.at("/timings/ssl").intValue());
    }

    @Test
    void noResponse() {
        JsonNode entry = Documents.entry(get("http://a.test/").outcome(Outcome.RESET).build());
        assertEquals("{\"status\":0,\"statusText\":\"(reset before a response)\",\"httpVersion\":\"HTTP/1.1\",\"cookies\":[],\"headers\":[],"
            + "\"content\":{\"size\":0,\"mimeType\":\"x-unknown\"},\"redirectURL\":\"\",\"headersSize\":-1,\"bodySize\":-1,"
            + "\"_error\":\"(reset before a response)\"}", entry.get("response").toString());
        assertEquals("reset", entry.get("_outcome").stringValue());
        assertEquals("(reset before a response)", entry.get("_error").stringValue());
        assertFalse(entry.get("_frames").has("response"));
    }

    @Test
    void failedConnectsThatWereSummedUp() {
        JsonNode entry = Documents.entry(unrequested("http://[2001:db8::1]:81/").outcome(Outcome.CONNECT_REFUSED).times(3)
            .over(new Connection(4, new Moment(4, START), null, new Sighting(new Endpoint("2001:db8::7", 5000), new Endpoint("2001:db8::1", 81), "eth0", List.of(100, 7), List.of()),
                List.of(), null, Beyond.NOTHING))
            .timing(START, 10_000, 200_000, -1, 0, 0, 0).build());
        assertEquals("", entry.at("/request/method").stringValue());
        assertEquals(-1, entry.at("/request/bodySize").intValue());
        assertEquals("2001:db8::1", entry.get("serverIPAddress").stringValue());
        assertEquals("81", entry.get("connection").stringValue());
        assertEquals("(connection refused)", entry.at("/response/statusText").stringValue());
        assertEquals(3, entry.get("_count").intValue());
        assertEquals("stands for 3 attempts to connect to this server, which all failed alike", entry.get("comment").stringValue());
        assertEquals("{\"id\":\"4\",\"client\":{\"address\":\"2001:db8::7\",\"port\":5000},\"server\":{\"address\":\"2001:db8::1\",\"port\":81},"
            + "\"opened\":\"2024-05-06T07:08:09.123456Z\",\"interface\":\"eth0\",\"vlan\":[100,7]}", entry.get("_connection").toString());
    }

    @Test
    void whoIsBehindTheEndsOfTheConnection() {
        Connection connection = TestExchanges.connection(4, new Endpoint("10.0.0.7", 5000), new Endpoint("10.0.0.1", 1080)).with(new Beyond(new Endpoint("2001:db8::7", 4000), new Endpoint("gr\u00c3\u00bcn.test", 80)));
        assertEquals("{\"id\":\"4\",\"client\":{\"address\":\"10.0.0.7\",\"port\":5000},\"server\":{\"address\":\"10.0.0.1\",\"port\":1080},"
            + "\"realClient\":{\"address\":\"2001:db8::7\",\"port\":4000},\"destination\":{\"address\":\"gr\u00fcn.test\",\"port\":80}}",
            Documents.entry(get("http://a.test/").over(connection).build()).get("_connection").toString());
    }

    @Test
    void theTargetWhereTheUrlCannotShowIt() {
        assertEquals("*", target(request("OPTIONS", "http://a.test/*").target("*")));
        assertEquals("a.test:443", target(request("CONNECT", "https://a.test:443/").target("a.test:443")));
        assertEquals("/x#part", target(get("http://a.test/x").target("/x#part")));
        assertEquals("/gr\u00fcn", target(get("http://a.test/gr%C3%BCn").target("/gr\u00c3\u00bcn")));
        assertEquals("", target(get("http://a.test/").target("")));
        assertNull(target(get("http://a.test/x?y=%20")));
        assertEquals("http://a.test/x", target(get("http://a.test/x").target("http://a.test/x")), "as a proxy is asked");
    }

    private static String target(TestExchanges exchange) {
        JsonNode request = Documents.entry(exchange.answered(200, "OK").build()).get("request");
        return request.has("_target") ? request.get("_target").stringValue() : null;
    }

    @Test
    void fieldValuesAreUtf8WhereTheyCanBe() {
        JsonNode entry = Documents.entry(get("http://a.test/", "X-Name: na\u00c3\u00afve \u00f0\u009f\u0098\u0080", "X-Old: na\u00efve", "X-Odd: \u001b[31m\u0085")
            .answered(200, "Oui, \u00e7a va").build());
        assertEquals("na\u00efve \ud83d\ude00", entry.at("/request/headers/0/value").stringValue());
        assertEquals("na\u00efve", entry.at("/request/headers/1/value").stringValue());
        assertEquals("\u001b[31m\u0085", entry.at("/request/headers/2/value").stringValue());
        assertEquals("Oui, \u00e7a va", entry.at("/response/statusText").stringValue());
    }

    @Test
    void aBodyWithAHole() {
        Body holed = new Body(Bytes.latin1("begin"), 505, 405, 100, false, null);
        JsonNode entry = Documents.entry(get("http://a.test/").answered(200, "OK", "Content-Type: text/plain").with(holed).lost(0, 100)
            .note(Code.BYTES_MISSING, "100 bytes after 5").build());
        assertEquals("{\"size\":505,\"mimeType\":\"text/plain\",\"text\":\"begin\"}", entry.at("/response/content").toString());
        assertEquals(505, entry.at("/response/bodySize").intValue());
        assertEquals("{\"request\":0,\"response\":100}", entry.get("_lost").toString());
        assertEquals("[{\"code\":\"BYTES_MISSING\",\"detail\":\"100 bytes after 5\",\"frame\":13}]", entry.get("_diagnostics").toString());
        assertEquals("the capture lacks 100 bytes of the response; the body of the response is shown up to the first missing byte",
            entry.get("comment").stringValue());
    }

    @Test
    void bodiesThatWereNotKeptOrNotDecoded() {
        Body counted = new Body(Bytes.EMPTY, 2000, 2000, 0, false, "gzip");
        JsonNode content = Documents.entry(get("http://a.test/").answered(200, "OK", "Content-Type: text/plain").with(counted).build());
        assertEquals("{\"size\":2000,\"mimeType\":\"text/plain\"}", content.at("/response/content").toString());
        assertEquals("the body of the response, 2000 bytes, was not kept", content.get("comment").stringValue());

        Body coded = new Body(Bytes.latin1("abc"), 3, 3, 0, false, "x-rot13");
        JsonNode entry = Documents.entry(get("http://a.test/").answered(200, "OK", "Content-Type: text/plain").with(coded).build());
        assertEquals("{\"size\":3,\"mimeType\":\"text/plain\",\"text\":\"YWJj\",\"encoding\":\"base64\"}", entry.at("/response/content").toString());
        assertEquals("the body of the response is shown as it was sent, in the coding x-rot13", entry.get("comment").stringValue());

        Body cut = new Body(Bytes.latin1("abc"), 5, 5, 0, false, null);
        JsonNode limited = Documents.entry(request("POST", "http://a.test/", "Content-Type: application/x-www-form-urlencoded").sending(cut).answered(200, "OK").build());
        assertEquals("{\"mimeType\":\"application/x-www-form-urlencoded\",\"text\":\"abc\"}", limited.at("/request/postData").toString());
        assertEquals("of the body of the request the first 3 of 5 bytes were kept", limited.get("comment").stringValue());
    }

    @Test
    void compressionIsSaidWhereItIsKnown() {
        Body gunzipped = new Body(Bytes.latin1("aaaaaaaaaa"), 10, 7, 0, true, null);
        assertEquals(3, compression(200, gunzipped));
        assertEquals(0, compression(200, body("plain")));
        assertEquals(-1, compression(200, new Body(Bytes.latin1("a"), 1, 2, 0, true, null)));
        assertNull(compression(206, gunzipped));
        assertNull(compression(200, Body.NONE));
    }

    private static Integer compression(int status, Body body) {
        JsonNode value = Documents.entry(get("http://a.test/").answered(status, "").with(body).build()).at("/response/content").get("compression");
        return value == null ? null : value.intValue();
    }

    @Test
    void forms() {
        JsonNode form = postData("application/x-www-form-urlencoded", body("user=ann&note=a+b%26c&user=&%zz=%E9"));
        assertEquals("user=ann&note=a+b%26c&user=&%zz=%E9", form.get("text").stringValue());
        assertEquals("[{\"name\":\"user\",\"value\":\"ann\"},{\"name\":\"note\",\"value\":\"a b&c\"},{\"name\":\"user\",\"value\":\"\"},"
            + "{\"name\":\"%zz\",\"value\":\"\u00e9\"}]", form.get("params").toString());
    }

    @Test
    void multipartForms() {
        Bytes sent = Bytes.latin1("--b 1\r\nContent-Disposition: form-data; name=\"who\"\r\n\r\nann\r\n"
            + "--b 1\r\ncontent-disposition: form-data; name=pic; filename=\"C:\\x\\\"y\\\".png\"\r\nContent-Type: image/png\r\n\r\n\u0089PNG\r\n\u0000\r\n--b 1--\r\n");
        JsonNode data = postData("multipart/form-data; boundary=\"b 1\"", body(sent.toArray()));
        assertEquals("base64", data.get("encoding").stringValue());
        assertEquals("not text, so given in base64", data.get("comment").stringValue());
        assertEquals("[{\"name\":\"who\",\"value\":\"ann\"},{\"name\":\"pic\",\"fileName\":\"C:\\\\x\\\"y\\\".png\",\"contentType\":\"image/png\"}]",
            data.get("params").toString());
    }

    private static JsonNode postData(String contentType, Body body) {
        return Documents.entry(request("POST", "http://a.test/", "Content-Type: " + contentType).sending(body).answered(200, "OK").build())
            .at("/request/postData");
    }

    @Test
    void redirectsAreAbsolute() {
        JsonNode entry = Documents.entry(request("POST", "http://a.test/login?next=1").answered(302, "Found", "Location: ../home").build());
        assertEquals("http://a.test/home", entry.at("/response/redirectURL").stringValue());
    }

    @Test
    void interimResponsesAndTrailers() {
        JsonNode entry = Documents.entry(get("http://a.test/").interim(103, "Early Hints", "Link: </a.css>").answered(200, "OK").with("x")
            .trailers(fields("Req: 1"), fields("Digest: 2", "Digest: 3")).build());
        assertEquals("[{\"status\":103,\"statusText\":\"Early Hints\",\"headers\":[{\"name\":\"Link\",\"value\":\"</a.css>\"}],"
            + "\"time\":\"2024-05-06T07:08:09.124456Z\"}]", entry.get("_interim").toString());
        assertEquals("[{\"name\":\"Req\",\"value\":\"1\"}]", entry.get("_requestTrailers").toString());
        assertEquals(2, entry.get("_responseTrailers").size());
    }

    @Test
    void typesThatChromeReadsByTheLetter() {
        assertEquals("text/event-stream", mimeType("text/event-stream; charset=utf-8", "data: 1\n\n"));
        assertEquals("text/html;charset=ISO-8859-1", mimeType("text/html;charset=ISO-8859-1", "x"));
        assertEquals("text/plain", mimeType("text/plain; charset=martian", "x"));
        assertEquals("x-unknown", mimeType("", "x"));
    }

    private static String mimeType(String contentType, String body) {
        return Documents.entry(get("http://a.test/").answered(200, "OK", "Content-Type: " + contentType).with(body).build())
            .at("/response/content/mimeType").stringValue();
    }

    @Test
    void oldHttpHasNeitherStatusNorHead() {
        JsonNode response = Documents.entry(get("http://a.test/").answered(0, "").with("<p>hello").build()).get("response");
        assertEquals("HTTP/0.9", response.get("httpVersion").stringValue());
        assertEquals("(HTTP/0.9)", response.get("statusText").stringValue());
        assertEquals("<p>hello", response.at("/content/text").stringValue());
        assertEquals(8, response.get("_transferSize").intValue());
    }

    /** What a writer keeps from one entry to the next does not show: connections in the same place of the table, other facts of the same one. */
    @Test
    void anEntryDependsOnItsExchangeOnly() {
        Sighting seen = new Sighting(new Endpoint("192.0.2.7", 1), new Endpoint("192.0.2.1", 80), null, List.of(), List.of());
        Connection one = new Connection(4, new Moment(4, START), null, seen, List.of(), null, Beyond.NOTHING);
        Connection grown = new Connection(4, new Moment(4, START), null, seen, List.of(seen), null, Beyond.NOTHING);
        Connection other = new Connection(4 + 1024, null, null, seen, List.of(), null, Beyond.NOTHING);
        Connection large = new Connection(4, null, null, new Sighting(seen.client(), seen.server(), "eth".repeat(10_000), List.of(), List.of()),
            List.of(), null, Beyond.NOTHING);
        EntryWriter kept = new EntryWriter(null);
        JsonBuffer json = new JsonBuffer();
        for (Connection connection : List.of(one, one, grown, one, other, large, large, other, one)) {
            Exchange exchange = get("http://a.test/").answered(200, "OK").over(connection).build();
            json.clear();
            kept.write(exchange, json);
            JsonBuffer alone = new JsonBuffer();
            new EntryWriter(null).write(exchange, alone);
            assertEquals(Documents.text(alone), Documents.text(json));
        }
    }

    /** Fields that come again are shown from what was kept with them: as often as they come, an entry is that of fields which come once. */
    @Test
    void fieldsThatComeAgainLookTheSame() {
        Supplier<TestExchanges> odd = () -> request("POST", "http://a.test/?q=1", "Accept: text/html, */*", "Cookie: a=1; b=\"x\u0001\u00c3\u00bc\"; c",
            "cookie: =\\", "Cookie: ; ", "X-Long: " + "long \u00ff".repeat(200), "\u00e9: \u00e9\t", "Content-Type: application/x-www-form-urlencoded", "Empty:")
            .sending("a=b&c=%41+\u00fc&\"=\\").answered(302, "Found", "Content-Type: text/html; charset=utf-8", "content-type: image/png",
            "Set-Cookie: id=\"1\"; Path=/; Secure", "SET-COOKIE: n=\u00c3\u00bc; Expires=Wed, 09 Jun 2031 10:18:14 GMT", "Location: /\u00c3\u00bc?\"")
            .with("<p>");
        Supplier<TestExchanges> events = () -> get("http://a.test/", "accept: x, TEXT/Event-Stream", "Sec-Fetch-Dest: image")
            .answered(200, "OK", "Content-Type: text/event-stream; charset=x-none").with("data");
        Supplier<TestExchanges> script = () -> get("http://a.test/a.js", "Accept: */*", "Ping-To: ").answered(200, "OK", "Content-Type: " + "x/".repeat(400));
        Supplier<TestExchanges> blank = () -> get("http://a.test/").answered(200, "OK", "Content-Type: ");
        EntryWriter writer = new EntryWriter(null);
        for (Supplier<TestExchanges> made : List.of(odd, events, script, blank)) {
            Exchange again = made.get().build();
            for (int i = 0; i < 4; i++) assertEquals(entry(new EntryWriter(null), made.get().build()), entry(writer, again));
        }
    }

    private static String entry(EntryWriter writer, Exchange exchange) {
        JsonBuffer json = new JsonBuffer();
        writer.write(exchange, json);
        return Documents.text(json);
    }

    /** A bug met in one entry leaves nothing of it, and the lines before and after are whole. */
    @Test
    void anEntryThatFailsLeavesNoHalfALine() throws IOException {
        Exchange good = get("http://a.test/").answered(200, "OK").build();
        Exchange bad = get("http://a.test/").answered(200, "OK").note(null, "").build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Output output = Format.JSONL.open(Target.stream(bytes), Documents.OPTIONS);
        output.finished(good);
        assertThrows(NullPointerException.class, () -> output.finished(bad));
        output.finished(good);
        assertThrows(NullPointerException.class, () -> output.finished(bad));
        output.close();
        assertEquals(Documents.written(Format.JSONL, Documents.OPTIONS, good, good), bytes.toString(StandardCharsets.UTF_8));
    }
}
