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
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Beyond;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Sighting;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogWriterTest {
    private static final Connection UPSTREAM =
        TestExchanges.connection(3, new Endpoint("192.0.2.1", 51234), new Endpoint("10.0.0.2", 80));

    private static String log(int verbosity, Exchange... exchanges) {
        return Documents.written(Format.LOG, new OutputOptions("", "1", verbosity, false, true, TimeZone.getTimeZone("UTC"), Map.of(), 0), exchanges);
    }

    @Test
    void whereItWasCaptured() {
        Endpoint client = new Endpoint("198.51.100.7", 4000);
        Endpoint outside = new Endpoint("203.0.113.1", 80);
        Sighting first = new Sighting(client, outside, "eth0", List.of(10, 20), List.of());
        List<Sighting> others = List.of(new Sighting(client, outside, null, List.of(), List.of("VXLAN 42")),
            new Sighting(client, new Endpoint("172.17.0.2", 8080), "docker0", List.of(), List.of()));
        Connection connection = new Connection(1, null, null, first, others, null, Beyond.NOTHING);
        String log = log(1, get("http://a.test/").over(connection).answered(200, "OK").build());
        assertEquals("* captured on eth0 in VLAN 10.20; also in VXLAN 42, on docker0 as 198.51.100.7:4000 > 172.17.0.2:8080", log.lines().toList().get(1));
    }

    private static Exchange attempt(long frame, int number, int of, String parent, Links.Attempt... own) {
        Connection connection = TestExchanges.connection(frame, new Endpoint("192.0.2.1", 51230 + (int) frame), new Endpoint("10.0.0.2", 80));
        return get("http://origin/cart?id=7").over(connection).started(START + frame * MILLI).outcome(Outcome.RESET)
            .links(new Links(new Links.Cause(parent, "http://shop.test/cart?id=7", number, of, List.of("time")), List.of(own))).build();
    }

    private static String[] tree(boolean unicode, Exchange... exchanges) {
        OutputOptions plain = new OutputOptions("", "1", 0, false, unicode, TimeZone.getTimeZone("UTC"), Map.of(), 0);
        return Documents.written(Format.LOG, plain, exchanges).lines().toArray(String[]::new);
    }

    @Test
    void attemptsHangUnderTheRequestThatCausedThem() {
        Links.Attempt failed = new Links.Attempt("20-1", Outcome.RESET, -1);
        Exchange[] chain = {
            get("http://shop.test/cart?id=7").answered(502, "Bad Gateway").links(new Links(null, List.of(failed, failed))).build(),
            attempt(20, 1, 2, "7-1", failed), attempt(21, 1, 1, "20-1"), attempt(22, 2, 2, "7-1"), attempt(23, 2, 3, "90-1")};
        String[] lines = tree(false, chain);
        assertTrue(lines[0].endsWith("   all 2 attempts failed, and the client got 502"), lines[0]);
        assertTrue(lines[1].startsWith("                 +20 ms  |- 1  192.0.2.1:51250 > 10.0.0.2:80 "), lines[1]);
        assertTrue(lines[2].startsWith("                 +21 ms  |  `- 1  192.0.2.1:51251 > 10.0.0.2:80 "), lines[2]);
        assertTrue(lines[3].startsWith("                 +22 ms  `- 2  192.0.2.1:51252 > 10.0.0.2:80 "), lines[3]);
        assertTrue(lines[4].startsWith("2024-05-06 07:08:09.146  192.0.2.1:51253 > ") && lines[4].endsWith("   attempt 2 for 90-1"), lines[4]);
        assertEquals(lines[1].indexOf("GET /cart?id=7"), lines[3].indexOf("GET /cart?id=7"));
        String[] drawn = tree(true, chain);
        assertTrue(drawn[1].contains(" \u251c\u2500 1  ") && drawn[2].contains(" \u2502  \u2514\u2500 1  ") && drawn[3].contains(" \u2514\u2500 2  "), drawn[2]);
    }

    @Test
    void namesOfHostsStandForTheirAddresses() {
        Map<String, String> names = Map.of("192.0.2.7", "laptop.lan", "192.0.2.1", "sh\u001bop");
        OutputOptions named = new OutputOptions("", "1", 0, false, true, TimeZone.getTimeZone("UTC"), names, 0);
        String line = Documents.written(Format.LOG, named, get("http://shop.test/cart").answered(200, "OK").build());
        assertTrue(line.contains("  laptop.lan:44594 > sh\\x1bop:8080  "), line);
    }

    @Test
    void aLineAnExchange() {
        assertEquals("""
            2024-05-06 07:08:09.123  192.0.2.7:44594 > 192.0.2.1:8080    GET http://shop.test/cart?id=7       200 OK           1.2 kB   1204 ms
            2024-05-06 07:08:09.123  192.0.2.1:51234 > 10.0.0.2:80       connection refused                                              0.2 ms
            2024-05-06 07:08:09.123  192.0.2.1:51234 > 10.0.0.2:80       connect timed out, 3 times                                      0.2 ms
            2024-05-06 07:08:09.123  192.0.2.1:51234 > 10.0.0.2:80       GET http://10.0.0.2/cart?id=7        reset before a response     25 ms
            2024-05-06 07:08:09.123  192.0.2.7:44594 > 192.0.2.1:8080    CONNECT shop.test:443                200                 0 B     25 ms
            2024-05-06 07:08:09.123  192.0.2.7:44594 > 192.0.2.1:8080    no request seen                      404 Not Found       0 B     25 ms
            2024-05-06 07:08:09.123  192.0.2.7:44594 > 192.0.2.1:8080    GET http://shop.test/                200 OK              9 B     25 ms   \
            response cut, 512 B lost, BAD_CHUNK
            """,
            log(0,
                get("http://shop.test/cart?id=7").answered(200, "OK").with("x".repeat(1234)).timing(START - 10_000, 10_000, -1, -1, MILLI, 1200 * MILLI, 3 * MILLI).build(),
                unrequested("http://10.0.0.2/").over(UPSTREAM).outcome(Outcome.CONNECT_REFUSED).timing(START, 10_000, MILLI / 5, -1, 0, 0, 0).build(),
                unrequested("http://10.0.0.2/").over(UPSTREAM).outcome(Outcome.CONNECT_TIMEOUT).times(3).timing(START, 10_000, MILLI / 5, -1, 0, 0, 0).build(),
                get("http://10.0.0.2/cart?id=7").over(UPSTREAM).outcome(Outcome.RESET).build(),
                request("CONNECT", "https://shop.test:443/").target("shop.test:443").answered(200, "").outcome(Outcome.TUNNEL).build(),
                unrequested("http://192.0.2.1:8080/").answered(404, "Not Found").outcome(Outcome.RESPONSE_ONLY).build(),
                get("http://shop.test/").answered(200, "OK").with("unfinishe").outcome(Outcome.RESPONSE_CUT).lost(12, 500)
                    .note(Code.BYTES_MISSING, "").note(Code.BAD_CHUNK, "").build()));
    }

    @Test
    void whoIsBehindTheEndsOfTheConnection() {
        Endpoint hostile = new Endpoint("a.test\u001b[2J", 443);
        Connection connection = TestExchanges.connection(3, new Endpoint("192.0.2.1", 51234), new Endpoint("10.0.0.2", 1080)).with(new Beyond(new Endpoint("2001:db8::7", 4000), hostile));
        String text = log(1, unrequested("http://10.0.0.2:1080/").over(connection).outcome(Outcome.CONNECT_REFUSED).build());
        assertEquals("""
            2024-05-06 07:08:09.123  192.0.2.1:51234 > 10.0.0.2:1080     a.test\\x1b[2J:443: connection refused                            25 ms
            * for the client [2001:db8::7]:4000
            * the proxy was asked for a.test\\x1b[2J:443

            """, text);
    }

    @Test
    void headsAsCurlShowsThem() {
        Exchange exchange = request("PUT", "http://shop.test/cart?id=7", "Host: shop.test", "Expect: 100-continue", "X-Empty:")
            .sending("not shown").interim(100, "Continue").answered(200, "OK", "Content-Type: text/plain", "X-Name: na\u00c3\u00afve")
            .with("not shown either").trailers(fields(), fields("Digest: x")).note(Code.BARE_LF, "after Host").build();
        String text = log(1, exchange, get("http://a.test/").outcome(Outcome.RESET).build());
        assertEquals("""
            > PUT /cart?id=7 HTTP/1.1
            > Host: shop.test
            > Expect: 100-continue
            > X-Empty:
            >
            < HTTP/1.1 100 Continue
            <
            < HTTP/1.1 200 OK
            < Content-Type: text/plain
            < X-Name: na\u00efve
            <
            < Digest: x
            * BARE_LF (frame 13), lines end without CR: after Host

            """, text.substring(text.indexOf('\n') + 1, text.indexOf("\n\n") + 2));
        assertTrue(text.endsWith("> GET / HTTP/1.1\n>\n\n"));
    }

    @Test
    void bodiesAreIndented() {
        byte[] image = new byte[100];
        for (int i = 0; i < image.length; i++) image[i] = (byte) (i + 60);
        String text = log(2, request("POST", "http://a.test/", "Content-Type: text/plain").sending("one\r\n\ttwo\n< HTTP/1.1 500 fake\n")
            .answered(200, "OK", "Content-Type: image/png").with(body(image)).build());
        assertEquals("""
            > POST / HTTP/1.1
            > Content-Type: text/plain
            >
              one
              \ttwo
              < HTTP/1.1 500 fake
            < HTTP/1.1 200 OK
            < Content-Type: image/png
            <
              [100 bytes of image/png]
              00000000  3c 3d 3e 3f 40 41 42 43  44 45 46 47 48 49 4a 4b  |<=>?@ABCDEFGHIJK|
              00000010  4c 4d 4e 4f 50 51 52 53  54 55 56 57 58 59 5a 5b  |LMNOPQRSTUVWXYZ[|
              00000020  5c 5d 5e 5f 60 61 62 63  64 65 66 67 68 69 6a 6b  |\\]^_`abcdefghijk|
              00000030  6c 6d 6e 6f 70 71 72 73  74 75 76 77 78 79 7a 7b  |lmnopqrstuvwxyz{|

            """, text.substring(text.indexOf('\n') + 1));
    }

    @Test
    void bodiesThatAreNotWholeSaySo() {
        String text = log(2, get("http://a.test/").answered(200, "OK").with(new Body(Bytes.latin1("begin"), 505, 405, 100, false, null)).build());
        assertTrue(text.contains("\n  begin\n  [500 more bytes are not here]\n"));
        String coded = log(2, get("http://a.test/").answered(200, "OK").with(new Body(Bytes.latin1("abc"), 3, 3, 0, false, "x-rot13")).build());
        assertTrue(coded.contains("\n  [3 bytes of x-rot13 data]\n  00000000  61 62 63"));
        assertFalse(coded.contains("not here"));
        String none = log(2, get("http://a.test/").answered(200, "OK").with(new Body(Bytes.EMPTY, 59, 59, 0, false, "gzip")).build());
        assertTrue(none.contains("\n<\n  [59 more bytes are not here]\n"), none);
    }

    /** Whatever a peer sends, in whatever place it is shown: the log has no control characters but its own line ends. */
    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "\u009b31m", "\r\nfake", "\b\b", "\u007f", "\u00e2\u0080\u00ae", "\u00c2\u009b", "\u00ef\u00bb\u00bf", "\u00ed\u00a0\u0080", "\0"})
    void nothingFromTheWireReachesTheTerminal(String evil) {
        Exchange exchange = request("GE" + evil, "http://a.test/", "A" + evil + ": v" + evil).target("/" + evil).interim(103, evil, "I: " + evil + "x")
            .sending(body(("body" + evil).getBytes(StandardCharsets.ISO_8859_1)))
            .answered(200, "O" + evil, "Content-Type: x/" + evil).with(body(new byte[] {0, 27})).note(Code.BAD_FIELD, "d" + evil).build();
        String clean = log(2, request("GE", "http://a.test/", "A: v").target("/").interim(103, "", "I: x").sending("body")
            .answered(200, "O", "Content-Type: x/").with(body(new byte[] {0, 27})).note(Code.BAD_FIELD, "d").build());
        String text = log(2, exchange);
        for (int i = 0; i < text.length(); i++) {
            int type = Character.getType(text.charAt(i));
            boolean shown = type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE && text.charAt(i) != 0xfeff;
            assertTrue(shown || text.charAt(i) == '\n', "at " + i + " of " + text);
        }
        assertTrue(text.lines().count() <= clean.lines().count() + 1, "no line more, but for a body's and its dump");
    }

    @Test
    void terminalsThatShowAsciiOnly() {
        OutputOptions ascii = new OutputOptions("", "1", 1, false, false, TimeZone.getTimeZone("UTC"), Map.of(), 0);
        String text = Documents.written(Format.LOG, ascii, get("http://a.test/", "X: na\u00efve \u00e2\u0086\u0092 \u00f0\u009f\u0098\u0080").build());
        assertTrue(text.contains("> X: na\\xefve"), text);
        assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f));
    }

    @Test
    void longUrlsAreCutOnlyForATerminal() {
        String url = "http://shop.test/" + "a".repeat(100) + "/end";
        assertTrue(log(0, get(url).answered(200, "OK").build()).contains(url));
        for (int width : new int[] {80, 100, 120, 140, 240}) {
            OutputOptions options = new OutputOptions("", "1", 0, false, true, TimeZone.getTimeZone("UTC"), Map.of(), width);
            String text = Documents.written(Format.LOG, options, get(url).answered(200, "OK").build()).strip();
            if (width >= 100) assertTrue(text.length() <= width, width + ": " + text);
            assertEquals(width < 240, text.contains("\u2026"), text);
            assertTrue(text.contains("/end "), text);
        }
    }

    @Test
    void coloursOnlyWhereAskedFor() {
        OutputOptions options = new OutputOptions("", "1", 1, true, true, TimeZone.getTimeZone("UTC"), Map.of(), 0);
        Exchange exchange = get("http://a.test/", "Host: a.test").answered(404, "Not Found").note(Code.BARE_LF, "").build();
        String text = Documents.written(Format.LOG, options, exchange);
        assertTrue(text.contains("\u001b[33m404 Not Found\u001b[0m"));
        assertEquals(log(1, exchange), text.replaceAll("\u001b\\[\\d+m", ""));
        assertFalse(log(1, exchange).contains("\u001b"));
    }

    @Test
    void columnsGrowSoThatLinesAlign() {
        String text = log(0, get("http://a.test/").answered(200, "OK").build(), get("http://a.test/" + "x".repeat(40)).answered(200, "OK").build(),
            get("http://a.test/").answered(200, "OK").build());
        List<String> lines = text.lines().toList();
        assertEquals(lines.get(1).length(), lines.get(2).length());
        assertTrue(lines.get(0).length() < lines.get(1).length());
    }

    @Test
    void timesAreInTheZoneOfTheReader() {
        OutputOptions options = OutputOptions.plain("", "1", TimeZone.getTimeZone("Asia/Kolkata"));
        assertTrue(Documents.written(Format.LOG, options, get("http://a.test/").build()).startsWith("2024-05-06 12:38:09.123 "));
    }

    @Test
    void whatEndedIsThereWhenNothingFollowsForNow() throws IOException {
        for (Format format : List.of(Format.LOG, Format.JSONL)) {
            var bytes = new ByteArrayOutputStream();
            try (Output output = format.open(Target.stream(bytes), Documents.OPTIONS)) {
                output.finished(get("http://a.test/").build());
                output.pause();
                assertTrue(bytes.toString().endsWith("\n"));
            }
        }
    }
}
