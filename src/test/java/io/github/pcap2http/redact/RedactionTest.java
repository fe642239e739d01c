package io.github.pcap2http.redact;

import static io.github.pcap2http.exchange.TestExchanges.get;
import static io.github.pcap2http.exchange.TestExchanges.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.TestExchanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    private static final byte[] SALT = {1, 2, 3};

    private static Redaction redaction(Mode mode, String... rules) {
        return Redaction.of(mode, true, Arrays.stream(rules).map(Rule::parse).toList(), SALT);
    }

    private static Exchange masked(TestExchanges exchange, String... rules) {
        return redaction(Mode.MASK, rules).apply(exchange.build());
    }

    /** What is remembered of texts is the same for whoever asks: one for all exchanges comes to what a new one for each does. */
    @Test
    void memoryChangesNothing() {
        String[] lines = {"Cookie: sid=Hq7mZt29xKwA; lang=en-US", "Cookie: sid=Zz81mQp0Lt6b", "X-Note: Hq7mZt29xKwA was here", "X-Note: SHE3bVp0Mjl4S3dB",
            "Authorization: Bearer Hq7mZt29xKwA", "Authorization: Basic dXNlcjpadzgxbVFwMEx0NmI=", "Referer: http://a.test/?token=Zz81mQp0Lt6b&x=1", "Accept: */*",
            "X-Drop: 1", "X-Long: " + "Zz81mQp0Lt6b ".repeat(2000)};
        for (Mode mode : List.of(Mode.MASK, Mode.HASH)) {
            Redaction one = redaction(mode, "drop:header:X-Drop");
            Random random = new Random(3);
            for (int round = 0; round < 500; round++) {
                lines[9] = "X-Long: " + "Zz81mQp0Lt6b ".repeat(random.nextInt(1200));   // so that little is remembered for long
                String[] some = IntStream.range(0, random.nextInt(5)).mapToObj(i -> lines[random.nextInt(lines.length)]).toArray(String[]::new);
                Exchange exchange = get("http://a.test/" + (random.nextBoolean() ? "Hq7mZt29xKwA" : "?a=Zz81mQp0Lt6b"), some).ordinal(round + 1).build();
                assertEquals(redaction(mode, "drop:header:X-Drop").apply(exchange).toString(), one.apply(exchange).toString());
            }
        }
    }

    /** A field without a name is none the less a field: its value is not taken for the name of another one, in which only known secrets are searched for. */
    @Test
    void aFieldWithoutAName() {
        String token = "ghp_" + "Hq7mZt29xKw".repeat(4);
        Fields fields = Fields.of(List.of(new Field(token, "x"), new Field("", token)));
        Exchange odd = get("http://a.test/").trailers(fields, Fields.EMPTY).build();
        assertEquals("REDACTED", redaction(Mode.MASK).apply(odd).request().trailers().at(1).value());
    }

    /** What was compressed for the way is searched as any other content. */
    @Test
    void compressionForTheWayWasUndone() {
        TestExchanges exchange = get("http://a.test/").answered(200, "OK", "Transfer-Encoding: gzip, chunked", "Content-Type: application/json");
        assertEquals("{\"token\":\"REDACTED\",\"a\":1}", masked(exchange.with("{\"token\":\"Hq7mZt29xKw\",\"a\":1}")).response().body().content().latin1());
    }

    /** Of requests with attempts those are remembered that came last. */
    @Test
    void requestsThatComeAgainAreRememberedLonger() {
        Redaction redaction = redaction(Mode.MASK);
        for (int i = 0; i <= 65; i++) {
            int id = i == 63 ? 0 : i;
            redaction.seen(get("http://a.test/", "X-Token: Hq7mZt29xKw" + (char) ('A' + id)).ordinal(id + 1).build()
                .with(new Links(null, List.of(new Links.Attempt("900-1", Outcome.COMPLETE, 200)))));
        }
        String parent = get("http://a.test/").ordinal(1).build().id();
        Exchange attempt = get("http://b.test/Hq7mZt29xKwA").build().with(new Links(new Links.Cause(parent, "http://a.test/", 1, 1, List.of()), List.of()));
        assertEquals("http://b.test/REDACTED", redaction.apply(attempt).url());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "x {\"password\": nullpointer99, | x {\"password\": \"REDACTED\",",
        "x {\"password\": true1} | x {\"password\": \"REDACTED\"}",
        "x {\"password\": null, \"a\": 1 | x {\"password\": null, \"a\": 1",
        "x {\"isAdmin\": true} | x {\"isAdmin\": \"REDACTED\"}",
    })
    void literalsInWhatIsNoJson(String body, String redacted) {
        assertEquals(redacted, body("text/plain", body, Mode.MASK, "drop:json:isAdmin"));
    }

    /** A part of it may be known to be secret from elsewhere in the exchange only. */
    @Test
    void theNameOfARequest() {
        Exchange exchange = get("http://a.test/p/Hq7mZt29xKw?token=abcdefgh", "X-Token: Hq7mZt29xKw").build();
        assertEquals("GET http://a.test/p/REDACTED?token=REDACTED", redaction(Mode.MASK).request(exchange));
    }

    private static String body(String type, String body, Mode mode, String... rules) {
        Exchange exchange = request("POST", "http://a.test/", "Content-Type: " + type).sending(body).build();
        return redaction(mode, rules).apply(exchange).request().body().content().latin1();
    }

    private static String json(String body, String... rules) {
        return body("application/json", body, Mode.MASK, rules);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Authorization: Bearer abcdefgh | Bearer REDACTED",
        "authorization: Basic dXNlcjpodW50ZXIy | Basic REDACTED",
        "Proxy-Authorization: Digest username=\"Mufasa\", uri=\"/\", response=\"6629fae4\" | Digest REDACTED",
        "Authorization: abcdefgh | REDACTED",
        "X-API-Key: abcdefgh | REDACTED",
        "Cookie: a=b; sid=abcdefgh | a=REDACTED; sid=REDACTED",
        "Cookie: a=\"quoted\" | a=\"REDACTED\"",
        "Cookie: nameless | REDACTED",
        "Referer: http://a.test/?token=abcdefgh&x=1 | http://a.test/?token=REDACTED&x=1",
        "Referer: http://user:pass@a.test/ | http://REDACTED@a.test/",
        "Referer: http://us@er:p@ss@a.test/ | http://REDACTED@a.test/",
        "Link: <http://a.test/?x=1&access_token=abcdefgh>; rel=next | <http://a.test/?x=1&access_token=REDACTED>; rel=next",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZQ==",
        "X-Note: max_tokens=100 | max_tokens=100"})
    void fields(String field, String value) {
        assertEquals(value, masked(get("http://a.test/", field)).request().fields().at(0).value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sid=abcdefgh; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT | sid=REDACTED; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
        "nameless; Secure | REDACTED; Secure"})
    void cookiesThatAreSet(String cookie, String value) {
        assertEquals(value, masked(get("http://a.test/").answered(200, "OK", "Set-Cookie: " + cookie)).response().fields().at(0).value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "?a=1&Token=x%20y&b=2 | ?a=1&Token=REDACTED&b=2",
        "?token=x&token=y | ?token=REDACTED&token=REDACTED",
        "?user%5Bpass%77ord%5D=x | ?user%5Bpass%77ord%5D=REDACTED",
        "?next=https%3A%2F%2Fb.test%2F%3Ftoken%3Dabcdefgh%26x%3D1 | ?next=https%3A%2F%2Fb.test%2F%3Ftoken%3DREDACTED%26x%3D1",
        "?next=%252F%253Ftoken%253Dabcdefgh | ?next=%252F%253Ftoken%253DREDACTED",
        "?q=%7B%22password%22%3A%22abcdefgh%22%7D | ?q=%7B%22password%22%3A%22REDACTED%22%7D",
        "?token= | ?token=",
        "?monkey=1&keyboard=2&token_type=x | ?monkey=1&keyboard=2&token_type=x"})
    void urls(String query, String redacted) {
        Exchange exchange = masked(get("http://a.test/" + query));
        assertEquals("http://a.test/" + redacted, exchange.url());
        assertEquals("/" + redacted, exchange.request().target());
    }

    @Test
    void jsonByNames() {
        assertEquals("{\"password\":\"REDACTED\",\"n\":1}", json("{\"password\":\"a\\\"b\",\"n\":1}"));
        assertEquals("{ \"pin\" : \"REDACTED\" }", json("{ \"pin\" : 1234 }"));
        assertEquals("{\"tokens\":[\"REDACTED\",{\"a\":\"REDACTED\"},\"REDACTED\"],\"b\":\"c\"}", json("{\"tokens\":[\"x\",{\"a\":\"y\"},-1.5e3],\"b\":\"c\"}"));
        assertEquals("{\"token\":null,\"secret\":true}", json("{\"token\":null,\"secret\":true}"));
        assertEquals("{\"pass\\u0077ord\":\"REDACTED\"}", json("{\"pass\\u0077ord\":\"x\"}"));
        assertEquals("{\"inner\":\"{\\\"token\\\":\\\"REDACTED\\\"}\"}", json("{\"inner\":\"{\\\"token\\\":\\\"abcdefgh\\\"}\"}"));
        assertEquals("{\"token\":\"REDACTED", json("{\"token\":\"cut of"));
        String deep = "[".repeat(50_000) + "{\"token\":\"abcdefgh\"}" + "]".repeat(50_000);
        assertEquals(deep.replace("abcdefgh", "REDACTED"), json(deep));
    }

    @Test
    void jsonByPointers() {
        assertEquals("{\"user\":{\"email\":\"REDACTED\",\"n\":1}}", json("{\"user\":{\"email\":\"a@b.c\",\"n\":1}}", "json:/user/email"));
        assertEquals("{\"u\":[{\"e\":\"REDACTED\"},{\"e\":\"REDACTED\"}]}", json("{\"u\":[{\"e\":\"a\"},{\"e\":2}]}", "json:/u/*/e"));
        assertEquals("{\"a/b\":[1,\"REDACTED\"]}", json("{\"a/b\":[1,2]}", "json:/a~1b/1"));
        assertEquals("{\"x\":1}\n{\"x\":\"REDACTED\"}", json("{\"x\":1}\n{\"x\":{\"y\":2}}", "json:/x/y").replace("{\"y\":\"REDACTED\"}", "\"REDACTED\""));
        assertEquals("{\"a\":\"REDACTED\",\"b\":[\"REDACTED\"]}", json("{\"a\":true,\"b\":[\"x\"]}", "json:/a", "json:/b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\":1,\"token\":\"x\",\"b\":2} | {\"a\":1,\"b\":2}",
        "{\"token\":\"x\",\"b\":2} | {\"b\":2}",
        "{\"token\":\"x\",\"pin\":[1,2],\"b\":2} | {\"b\":2}",
        "{\"token\":\"x\"} | {}",
        "{\"a\":1,\"token\":{\"x\":1,\"y\":\"z\"},\"pin\":3} | {\"a\":1}",
        "[{\"pin\":1},{\"b\":2}] | [{},{\"b\":2}]"})
    void droppedMembers(String json, String rest) {
        assertEquals(rest, body("application/json", json, Mode.DROP));
    }

    @Test
    void droppedFieldsCookiesAndParameters() {
        Exchange exchange = redaction(Mode.DROP, "keep:cookie:lang").apply(get("http://a.test/?token=x&a=1&sig=y", "Authorization: Bearer abcdefgh",
            "Cookie: lang=en; sid=abcdefgh", "Cookie: sid=abcdefgh", "X: y").answered(200, "OK", "Set-Cookie: sid=abcdefgh").build());
        assertEquals("http://a.test/?a=1", exchange.url());
        assertEquals("[Field[name=Cookie, value=lang=en], Field[name=X, value=y]]", exchange.request().fields().toString().replace("en;", "en"));
        assertEquals(0, exchange.response().fields().size());
        assertEquals("a=1&b=2", body("application/x-www-form-urlencoded", "a=1&password=x%26y&b=2", Mode.DROP));
    }

    @Test
    void aCookieIsKeptWhateverItsName() {
        Exchange exchange = redaction(Mode.MASK, "keep:cookie:sid").apply(get("http://a.test/?sid=klmnopqr", "Cookie: pin=12345678; sid=abcdefgh; session=stuvwxyz",
            "Cookie: sid=session=abcdefgh").answered(200, "OK", "Set-Cookie: sid=abcdefgh; Path=/?token=98765432").build());
        assertEquals("http://a.test/?sid=REDACTED", exchange.url());
        assertEquals("[Field[name=Cookie, value=pin=REDACTED; sid=abcdefgh; session=REDACTED], Field[name=Cookie, value=sid=session=abcdefgh]]",
            exchange.request().fields().toString());
        assertEquals("[Field[name=Set-Cookie, value=sid=abcdefgh; Path=/?token=REDACTED]]", exchange.response().fields().toString());
        exchange = redaction(Mode.MASK, "keep:cookie:sid").apply(get("http://a.test/?token=abcdefgh", "Cookie: sid=abcdefgh").build());
        assertEquals("[Field[name=Cookie, value=sid=REDACTED]]", exchange.request().fields().toString());
    }

    @Test
    void forms() {
        assertEquals("a=1&password=REDACTED&b=2", body("application/x-www-form-urlencoded", "a=1&password=x,y;z+'&b=2", Mode.MASK));
        String part = "--B\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"f\"\r\nContent-Type: text/plain\r\n\r\n%s\r\n";
        String form = String.format(part, "password", "x\r\ny") + String.format(part, "other", "z") + "--B--\r\n";
        assertEquals(String.format(part, "password", "REDACTED") + String.format(part, "other", "z") + "--B--\r\n",
            body("multipart/form-data; boundary=B", form, Mode.MASK));
        assertEquals(String.format(part, "other", "z") + "--B--\r\n", body("multipart/form-data; boundary=B", form, Mode.DROP));
    }

    @Test
    void markup() {
        assertEquals("<a><ns:Password Type=\"x\">REDACTED</ns:Password></a>", body("text/xml", "<a><ns:Password Type=\"x\">abc</ns:Password></a>", Mode.MASK));
        assertEquals("<input type=hidden name=\"csrf_token\" value=\"REDACTED\">",
            body("text/html", "<input type=hidden name=\"csrf_token\" value=\"abcdefgh\">", Mode.MASK));
        assertEquals("token=e.next(),pass:f", body("text/javascript", "token=e.next(),pass:f", Mode.MASK));
    }

    @Test
    void hashesAreEqualForEqualValuesWithTheSameSaltOnly() {
        Exchange exchange = get("http://a.test/?token=abc%2Fdefgh", "X-Token: abc/defgh").build();
        Exchange hashed = redaction(Mode.HASH).apply(exchange);
        String hash = hashed.request().fields().at(0).value();
        assertTrue(hash.matches("REDACTED-[0-9a-f]{12}"), hash);
        assertEquals("http://a.test/?token=" + hash, hashed.url());
        Exchange salted = Redaction.of(Mode.HASH, true, List.of(), (byte) 9).apply(exchange);
        assertNotEquals(hash, salted.request().fields().at(0).value());
    }

    @Test
    void rules() {
        Exchange exchange = masked(get("http://a.test/u/4711/x?sig=1&s=abc", "X-Shop: blue", "X-Shop-2: green", "X-Api-Key: k"), "header:x-shop*",
            "query:S", "regex:/u/([0-9]+)", "keep:header:X-Api-Key", "keep:query:sig");
        assertEquals("http://a.test/u/REDACTED/x?sig=1&s=REDACTED", exchange.url());
        assertEquals(List.of("REDACTED", "REDACTED", "k"), exchange.request().fields().all("X-Shop").isEmpty() ? List.of()
            : List.of(exchange.request().fields().at(0).value(), exchange.request().fields().at(1).value(), exchange.request().fields().at(2).value()));
    }

    @ParameterizedTest
    @CsvSource({"header", "x:y", "header:", "regex:(", "keep:regex:a", "keep:json:/a", "mask:drop:header:a", "mask"})
    void rulesThatAreNone(String rule) {
        assertThrows(IllegalArgumentException.class, () -> Rule.parse(rule));
    }

    @Test
    void whatIsNotSecretStaysTheSame() {
        Exchange exchange = get("http://a.test/x?y=z", "Accept: */*").answered(200, "OK", "Content-Type: text/html").with("<p>Hello").build();
        assertEquals(exchange, redaction(Mode.MASK).apply(exchange));
        assertSame(exchange.response().body(), redaction(Mode.MASK).apply(exchange).response().body());
    }

    @Test
    void bodiesThatCannotBeSearchedGo() {
        Body coded = new Body(Bytes.latin1("\u0001xyz"), 4, 4, 0, false, "x-own");
        Exchange exchange = masked(get("http://a.test/").answered(200, "OK").with(coded));
        assertTrue(exchange.response().body().kept().isEmpty());
        assertEquals(Code.REDACTED, exchange.diagnostics().get(0).code());
        assertTrue(masked(get("http://a.test/").answered(200, "OK").with("PK\3\4")).response().body().kept().isEmpty());
        assertTrue(masked(get("http://a.test/").answered(200, "OK", "Transfer-Encoding: x-own, chunked").with("x")).response().body().kept().isEmpty());
    }

    @Test
    void whatIsNoTextIsOverwritten() {
        Exchange exchange = masked(get("http://a.test/", "Authorization: Bearer abcdefgh").answered(200, "OK", "Content-Type: application/x-protobuf")
            .with("\0\10abcdefgh\1"));
        assertEquals("\0\10********\1", exchange.response().body().content().latin1());
    }

    @Test
    void shortValuesGoOnlyWhereTheyStandAndWordsAsWholeWords() {
        Exchange exchange = masked(get("http://a.test/?pin=12&token=blue").answered(200, "OK").with("12 blue bluebird"));
        assertEquals("12 REDACTED bluebird", exchange.response().body().content().latin1());
    }

    @Test
    void sizesAreThoseThatWereCaptured() {
        Body body = masked(get("http://a.test/").answered(200, "OK").with("{\"token\":\"x\"}")).response().body();
        assertEquals(13, body.wireLength());
        assertEquals(body.kept().length(), body.size());
        assertFalse(body.complete());
    }

    @Test
    void wideCharsets() {
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = "{\"token\":\"\u00e4bcdefgh\"}".getBytes(charset);
            Exchange exchange = masked(get("http://a.test/").answered(200, "OK").with(TestExchanges.body(bytes)));
            assertEquals("{\"token\":\"REDACTED\"}", new String(exchange.response().body().content().toArray(), charset));
        }
    }

    @Test
    void anExchangeWithoutMessages() {
        Exchange exchange = TestExchanges.unrequested("http://a.test/").build();
        assertNull(redaction(Mode.MASK).apply(exchange).request());
    }

    @Test
    void whereSecretsLieInTheBytesThatWereSent() throws IOException {
        Exchange exchange = request("POST", "http://a.test/?token=abcdefgh", "Authorization: Bearer ijklmnop", "Content-Type: application/json")
            .sending("{\"password\":\"qrstuvwx\"}").answered(200, "OK", "Content-Encoding: gzip").with("say abcdefgh").build();
        Redaction redaction = redaction(Mode.MASK);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        redaction.traces(exchange).write(new DataOutputStream(written));
        Traces traces = redaction.traces(new DataInputStream(new ByteArrayInputStream(written.toByteArray())));
        String head = "POST /?token=abcdefgh HTTP/1.1\r\nAuthorization:  Bearer\r\n ijklmnop\r\nX: qrstuvwx\r\n\r\n";
        StringBuilder covered = new StringBuilder(head);
        for (Traces.Range range : traces.head(Bytes.latin1(head))) {
            for (int i = range.from(); i < range.to(); i++) covered.setCharAt(i, '*');
        }
        for (String secret : List.of("abcdefgh", "ijklmnop", "qrstuvwx")) assertFalse(covered.toString().contains(secret), covered.toString());
        assertTrue(covered.toString().startsWith("POST /?token=******** HTTP/1.1\r\nAuthorization:"), covered.toString());
        Bytes body = Bytes.latin1("{\"password\":\"qrstuvwx\"}");
        assertEquals("{\"password\":\"" + "\0".repeat(8) + "\"}", Bytes.of(traces.body(Side.CLIENT, body.stream(), body.length()).readAllBytes()).latin1());
        assertFalse(traces.wholeBody(Side.CLIENT));
        assertTrue(traces.wholeBody(Side.SERVER));
    }
}
