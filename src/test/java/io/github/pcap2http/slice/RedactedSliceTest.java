package io.github.pcap2http.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.redact.Mode;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Pipeline;
import io.github.pcap2http.samples.CaptureWriter;
import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactedSliceTest {
    private static final String A = "10.0.0.1:40000";
    private static final String B = "10.0.0.2:80";
    /** Every secret of these tests looks like this: with a number behind it. */
    private static final String SECRET = "Zq7Kw9Xv";

    @TempDir
    private Path directory;

    private static String secret(int number) {
        return SECRET + number + "Jh3Tn5Rb" + number;
    }

    private Path slice(byte[] capture, String name, boolean pipe, boolean connections, Redaction redaction, Predicate<Exchange> chosen) throws IOException {
        Path input = Files.write(directory.resolve("in"), capture);
        Path output = directory.resolve(name);
        try (Capture open = pipe ? Capture.open(new ByteArrayInputStream(capture), "pipe") : Capture.open(input)) {
            SliceOptions options = new SliceOptions(name, "pcap2http", connections, pipe ? List.of() : List.of(input), 1 << 26, List.of());
            SliceWriter slice = new SliceWriter(Target.file(output), open, options, redaction);
            ExchangeSink sink = exchange -> {
                if (redaction != null) slice.original(exchange);
                Exchange clean = redaction == null ? exchange : redaction.apply(exchange);
                if (chosen.test(exchange)) slice.finished(clean);
            };
            new Pipeline(Options.DEFAULT.withStrict(true), sink, true, slice).read(open, () -> { });
            slice.close();
        }
        return output;
    }

    /** What may not change. */
    private record Outside(long nanos, int length, long originalLength, String on, int linkType) { }

    private static List<Outside> outsides(Path file) throws IOException {
        List<Outside> all = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            for (Packet p = capture.next(); p != null; p = capture.next()) {
                all.add(new Outside(p.nanos(), p.length(), p.originalLength(), p.interfaceName(), p.linkType()));
            }
            assertEquals(List.of(), capture.remarks());
        }
        return all;
    }

    /** @return the exchanges of the slice, when it was found that no secret is in it and the packets are those of a slice with them */
    private List<Exchange> clean(byte[] capture, boolean connections, Predicate<Exchange> chosen) throws IOException {
        Redaction redaction = Redaction.of(Mode.MASK, true, List.of(), (byte) 1);
        Path full = slice(capture, "full.pcapng", false, connections, null, chosen);
        Path clean = slice(capture, "clean.pcapng", false, connections, redaction, chosen);
        assertTrue(Files.readString(full, StandardCharsets.ISO_8859_1).contains(SECRET.substring(0, 3)), "nothing to take out");
        assertEquals(outsides(full), outsides(clean));
        nothingIn(clean);
        Path piped = slice(capture, "piped.pcapng", true, connections, Redaction.of(Mode.MASK, true, List.of(), (byte) 1), chosen);
        assertEquals(Files.readString(clean, StandardCharsets.ISO_8859_1), Files.readString(piped, StandardCharsets.ISO_8859_1));
        return exchanges(clean);
    }

    private static void nothingIn(Path file) throws IOException {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (int number = 0; number < 10; number++) {
            String secret = secret(number);
            for (int i = 0; i + 6 <= secret.length(); i++) assertFalse(all.contains(secret.substring(i, i + 6)), () -> secret + " is in " + file);
        }
    }

    private static List<Exchange> exchanges(Path file) throws IOException {
        List<Exchange> all = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            new Pipeline(Options.DEFAULT.withStrict(true), all::add, false).read(capture, () -> { });
        }
        return all;
    }

    private static String mask(String secret) {
        return "x".repeat(secret.length());
    }

    private static TcpConversation talk() {
        return TcpConversation.between(A, B).handshake();
    }

    private static String get(String target, String... lines) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + String.join("", List.of(lines).stream().map(line -> line + "\r\n").toList()) + "\r\n";
    }

    private static String ok(String body, String... lines) {
        return "HTTP/1.1 200 OK\r\n" + String.join("", List.of(lines).stream().map(line -> line + "\r\n").toList())
            + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void headsAndBodies() throws IOException {
        byte[] capture = talk()
            .client(get("/login?token=" + secret(0), "Authorization: Bearer " + secret(1), "Cookie: lang=" + secret(2), "Referer: http://a/?sid=" + secret(3)))
            .server(ok("{\"password\":\"" + secret(4) + "\",\"plain\":\"words\",\"copy\":\"" + secret(1) + "\"}", "Content-Type: application/json",
                "Set-Cookie: id=" + secret(5) + "; Path=/")).fin().pcap();
        List<Exchange> clean = clean(capture, false, exchange -> true);
        assertEquals(1, clean.size());
        Exchange one = clean.get(0);
        assertEquals("http://a/login?token=" + mask(secret(0)), one.url());
        assertEquals("Bearer " + mask(secret(1)), one.request().fields().first("authorization"));
        assertEquals("id=" + mask(secret(5)) + "; Path=/", one.response().fields().first("set-cookie"));
        assertEquals("{\"password\":\"" + mask(secret(4)) + "\",\"plain\":\"words\",\"copy\":\"" + mask(secret(1)) + "\"}", one.response().body().content().latin1());
        assertEquals(List.of(), one.diagnostics());
    }

    @Test
    void chunksOverManyPackets() throws IOException {
        String body = "{\"a\":\"words\",\"token\":\"" + secret(0) + "\"}";
        StringBuilder chunks = new StringBuilder();
        for (int i = 0; i < body.length(); i += 7) {
            String chunk = body.substring(i, Math.min(i + 7, body.length()));
            chunks.append(Integer.toHexString(chunk.length())).append(i == 7 ? ";token=" + secret(1) : "").append("\r\n").append(chunk).append("\r\n");
        }
        byte[] capture = TcpConversation.between(A, B).handshake().client(get("/")).segmentSize(11)
            .server("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nTrailer: X-Token\r\n\r\n" + chunks
                + "0\r\nX-Token: " + secret(2) + "\r\nX-Plain: words\r\n\r\n").fin().pcap();
        Exchange one = clean(capture, false, exchange -> true).get(0);
        assertEquals(body.replace(secret(0), mask(secret(0))), one.response().body().content().latin1());
        assertEquals(mask(secret(2)), one.response().trailers().first("x-token"));
        assertEquals("words", one.response().trailers().first("x-plain"));
    }

    @Test
    void codedBodies() throws IOException {
        String packed = latin1(gzip("{\"token\":\"" + secret(0) + "\"}"));
        String harmless = latin1(gzip("{\"plain\":\"words\"}"));
        byte[] capture = talk().client(get("/1?token=" + secret(1))).server(ok(packed, "Content-Encoding: gzip"))
            .client(get("/2")).server(ok(harmless, "Content-Encoding: gzip"))
            .client(get("/3")).server("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(packed.length())
                + "\r\n" + packed + "\r\n0\r\n\r\n").fin().pcap();
        List<Exchange> clean = clean(capture, false, exchange -> true);
        assertEquals(3, clean.size());
        assertEquals(mask(packed), clean.get(0).response().body().content().latin1());
        assertEquals("{\"plain\":\"words\"}", clean.get(1).response().body().content().latin1());
        assertEquals(mask(packed), clean.get(2).response().body().content().latin1());
        String all = Files.readString(directory.resolve("clean.pcapng"), StandardCharsets.ISO_8859_1);
        for (int i = 10; i + 8 < packed.length() - 8; i++) assertFalse(all.contains(packed.substring(i, i + 8)), "packed bytes");
    }

    @Test
    void sentAgainInOtherPiecesAndInAnotherOrder() throws IOException {
        String request = get("/?token=" + secret(0), "Cookie: a=" + secret(1), "X-Plain: words");
        Tape tape = new Tape();
        TcpConversation talk = tape.conversation(A, B).segmentSize(23).handshake().client(request).swap();
        talk.sequences(1_000_001, 2_000_001).segmentSize(31).client(request).swap();
        talk.sequences(1_000_001 + 9, 2_000_001).segmentSize(17).client(request.substring(9));
        talk.server(ok("{\"token\":\"" + secret(2) + "\"}")).again().fin();
        Exchange one = clean(tape.pcap(), false, exchange -> true).get(0);
        assertEquals("http://a/?token=" + mask(secret(0)), one.url());
        assertEquals("a=" + mask(secret(1)), one.request().fields().first("cookie"));
        assertEquals("words", one.request().fields().first("x-plain"));
        assertEquals("{\"token\":\"" + mask(secret(2)) + "\"}", one.response().body().content().latin1());
    }

    /** What was sent again is not what was sent before: only bytes that are equal stay. */
    @Test
    void sentAgainWithOtherContent() throws IOException {
        String request = get("/?token=" + secret(0), "X-Plain: words and words");
        Tape tape = new Tape();
        TcpConversation talk = tape.conversation(A, B).handshake().client(request);
        talk.sequences(1_000_001, 2_000_001).client(request.replace("words and words", secret(1).substring(0, 15)));
        talk.server(ok("x"));
        Exchange one = clean(tape.pcap(), false, exchange -> true).get(0);
        assertEquals("words and words", one.request().fields().first("x-plain"));
    }

    @Test
    void onTwoInterfaces() throws IOException {
        Tape tape = new Tape();
        tape.conversation(A, B).handshake().client(get("/?token=" + secret(0))).server(ok("{\"token\":\"" + secret(1) + "\"}")).fin();
        PcapngWriter in = new PcapngWriter().addInterface(1, PcapngWriter.Option.of(2, "eth0")).addInterface(1, PcapngWriter.Option.of(2, "br0"));
        tape.into(new CaptureWriter() {
            @Override
            public int linkType() {
                return 1;
            }

            @Override
            public CaptureWriter packet(long nanos, byte[] captured, int originalLength) {
                in.on(0).packet(nanos, captured, originalLength, PcapngWriter.Option.of(1, "a comment on " + secret(2)));
                in.on(1).packet(nanos + 1000, captured, originalLength);
                return this;
            }

            @Override
            public CaptureWriter packet(long nanos, byte[] captured) {
                return packet(nanos, captured, captured.length);
            }

            @Override
            public byte[] toBytes() {
                return in.toBytes();
            }
        });
        List<Exchange> clean = clean(in.toBytes(), false, exchange -> true);
        assertEquals("http://a/?token=" + mask(secret(0)), clean.get(0).url());
        assertEquals(16, outsides(directory.resolve("clean.pcapng")).size());
    }

    @Test
    void othersInTheSamePackets() throws IOException {
        String two = get("/2?token=" + secret(1), "Cookie: a=" + secret(2));
        byte[] capture = talk().client(get("/1?token=" + secret(0)) + two + get("/3?token=" + secret(3)))
            .server(ok("token=" + secret(4)) + ok("{\"token\":\"" + secret(5) + "\",\"plain\":\"words\"}") + ok("token=" + secret(6))).fin().pcap();
        List<Exchange> clean = clean(capture, false, exchange -> exchange.url().contains("/2"));
        Exchange one = clean.stream().filter(exchange -> exchange.request() != null && exchange.url().contains("/2")).findFirst().orElseThrow();
        assertEquals("http://a/2?token=" + mask(secret(1)), one.url());
        assertTrue(clean.stream().anyMatch(e -> e.response() != null && e.response().body().content().latin1().contains("words")), clean::toString);
        assertEquals(3, clean(capture, false, exchange -> true).size());
    }

    @Test
    void theSameRequestsInOnePacket() throws IOException {
        String one = get("/?token=" + secret(0));
        byte[] capture = talk().client(one + one + one).server(ok("a") + ok("b") + ok("token=" + secret(0))).fin().pcap();
        List<Exchange> clean = clean(capture, false, exchange -> true);
        assertEquals(List.of("a", "b", "token=" + mask(secret(0))), clean.stream().map(e -> e.response().body().content().latin1()).toList());
    }

    @Test
    void wholeConnections() throws IOException {
        byte[] capture = talk().client(get("/1?token=" + secret(0))).server(ok("token=" + secret(4))).client(get("/2?token=" + secret(1))).server(ok("two"))
            .client(get("/3?token=" + secret(2))).server(ok("token=" + secret(3))).fin().pcap();
        List<Exchange> clean = clean(capture, true, exchange -> exchange.url().contains("/2"));
        assertTrue(clean.stream().anyMatch(exchange -> exchange.url().equals("http://a/2?token=" + mask(secret(1)))
            && exchange.response() != null && exchange.response().body().content().latin1().equals("two")), clean::toString);
    }

    @Test
    void interimResponsesAndForms() throws IOException {
        String form = "user=me&password=" + secret(0) + "&plain=words";
        byte[] capture = talk().client("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length() + "\r\n\r\n").server("HTTP/1.1 100 Continue\r\nX-Token: " + secret(1) + "\r\n\r\n").client(form)
            .server("HTTP/1.1 103 Early Hints\r\nSet-Cookie: a=" + secret(2) + "\r\n\r\n" + ok("fine", "Set-Cookie: b=" + secret(3))).fin().pcap();
        Exchange one = clean(capture, false, exchange -> true).get(0);
        assertEquals("user=me&password=" + mask(secret(0)) + "&plain=words", one.request().body().content().latin1());
        assertEquals(mask(secret(1)), one.interim().get(0).fields().first("x-token"));
        assertEquals("a=" + mask(secret(2)), one.interim().get(1).fields().first("set-cookie"));
        assertEquals("fine", one.response().body().content().latin1());
    }

    @Test
    void untilTheConnectionEnds() throws IOException {
        byte[] capture = talk().client("GET /?token=" + secret(0) + " HTTP/1.0\r\n\r\n")
            .server("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<input name=\"csrf_token\" value=\"" + secret(1) + "\"> words").serverFin().clientFin().pcap();
        Exchange one = clean(capture, false, exchange -> true).get(0);
        assertEquals("<input name=\"csrf_token\" value=\"" + mask(secret(1)) + "\"> words", one.response().body().content().latin1());
        byte[] cut = talk().client("GET /?token=" + secret(0) + " HTTP/1.0\r\n\r\n")
            .server("HTTP/1.0 200 OK\r\n\r\ntoken=" + secret(1) + " words").serverRst().pcap();
        assertEquals(mask("token=" + secret(1) + " words"), clean(cut, false, exchange -> true).get(0).response().body().content().latin1());
    }

    @Test
    void anotherProtocolBehind() throws IOException {
        byte[] webSocket = talk().client(get("/?token=" + secret(0), "Upgrade: websocket", "Connection: Upgrade"))
            .server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\201\022" + secret(1)).client("\201\022" + secret(2)).fin().pcap();
        Exchange upgraded = clean(webSocket, false, exchange -> true).get(0);
        assertEquals(101, upgraded.response().status());
        byte[] tunnel = talk().client("CONNECT b:80 HTTP/1.1\r\nProxy-Authorization: Basic " + secret(0) + "\r\n\r\n").server("HTTP/1.1 200 OK\r\n\r\n")
            .client(get("/1?token=" + secret(1))).server(ok("token=" + secret(2))).client(get("/2?token=" + secret(3))).server(ok("words")).fin().pcap();
        clean(tunnel, false, exchange -> exchange.request().method().equals("CONNECT"));
        List<Exchange> inside = clean(tunnel, false, exchange -> exchange.url().contains("/2"));
        assertTrue(inside.stream().anyMatch(e -> e.url().endsWith("/2?token=" + mask(secret(3)))), inside::toString);
        clean(tunnel, false, exchange -> true);
    }

    @Test
    void whatStandsBeforeHttp() throws IOException {
        byte[] proxied = talk().client("PROXY TCP4 192.0.2.1 192.0.2.2 1 80\r\n" + get("/?token=" + secret(0))).server(ok("words")).fin().pcap();
        assertEquals("http://a/?token=" + mask(secret(0)), clean(proxied, false, exchange -> true).get(0).url());
        byte[] socks = talk().client("\005\001\002").server("\005\002").client("\001\002me\022" + secret(1)).server("\001\000")
            .client("\005\001\000\001\012\000\000\001\000\120").server("\005\000\000\001\012\000\000\001\000\120")
            .client(get("/?token=" + secret(0))).server(ok("words")).fin().pcap();
        assertEquals("http://a/?token=" + mask(secret(0)), clean(socks, true, exchange -> true).get(0).url());
    }

    @Test
    void damagedAndCut() throws IOException {
        byte[] hole = talk().client(get("/?token=" + secret(0))).server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntoken=" + secret(1)).unseen().server("x".repeat(40))
            .server(secret(2) + " ".repeat(100 - 24 - 40 - 18)).fin().pcap();
        assertEquals(200, clean(hole, false, exchange -> true).get(0).response().status());
        byte[] head = talk().client("GET /?token=" + secret(0) + " HTTP/1.1\r\nCookie: a=" + secret(1)).clientFin().server(ok("token=" + secret(2))).pcap();
        clean(head, false, exchange -> true);
        Tape tape = new Tape().snaplen(170);
        tape.conversation(A, B).handshake().client(get("/?token=" + secret(0))).server(ok("token=" + secret(1) + " ".repeat(500) + secret(2))).client(get("/2")).server(ok("x")).fin();
        List<Exchange> cut = clean(tape.pcap(), false, exchange -> true);
        assertEquals("http://a/?token=" + mask(secret(0)), cut.get(0).url());
        byte[] garbage = talk().client(secret(0) + "\r\n" + get("/?token=" + secret(1))).server(ok("words")).client(secret(2) + "\r\n" + get("/2")).server(ok("y")).fin().pcap();
        clean(garbage, true, exchange -> true);
    }

    @Test
    void oddConnections() throws IOException {
        byte[] simple = talk().client("GET /?token=" + secret(0) + "\r\n").server("token=" + secret(1)).serverFin().clientFin().pcap();
        clean(simple, false, exchange -> true);
        byte[] wrapping = TcpConversation.between(A, B).sequences(-20, -30).handshake().segmentSize(7).client(get("/?token=" + secret(0)))
            .server(ok("token=" + secret(1) + "&plain=words", "Content-Type: application/x-www-form-urlencoded")).fin().pcap();
        Exchange wrapped = clean(wrapping, false, exchange -> true).get(0);
        assertEquals("http://a/?token=" + mask(secret(0)), wrapped.url());
        assertEquals("token=" + mask(secret(1)) + "&plain=words", wrapped.response().body().content().latin1());
        byte[] unopened = new Tape().conversation(B, A).server(get("/?token=" + secret(0))).client(ok("token=" + secret(1))).server(get("/2")).client(ok("words")).pcap();
        List<Exchange> turned = clean(unopened, false, exchange -> true);
        assertEquals("http://a/?token=" + mask(secret(0)), turned.get(0).url());
        assertEquals("words", turned.get(1).response().body().content().latin1());
        byte[] alone = TcpConversation.between(A, B).server(ok("token=" + secret(0), "Set-Cookie: a=" + secret(1))).fin().pcap();
        assertEquals("token=" + mask(secret(0)), clean(alone, false, exchange -> true).get(0).response().body().content().latin1());
        byte[] bytes = TcpConversation.between(A, B).handshake().segmentSize(1).client(get("/?token=" + secret(0))).server(ok("token=" + secret(1))).fin().pcap();
        assertEquals("http://a/?token=" + mask(secret(0)), clean(bytes, false, exchange -> true).get(0).url());
        byte[] blank = talk().client("\r\n\r\n" + get("/?token=" + secret(0))).server(ok("token=" + secret(1))).fin().pcap();
        assertEquals("http://a/?token=" + mask(secret(0)), clean(blank, false, exchange -> true).get(0).url());
    }

    @Test
    void oddHeads() throws IOException {
        for (String odd : List.of("Authorization:\r\n Bearer\r\n\t" + secret(0), "Authorization : Basic " + secret(0), "X: a\rCookie: b=" + secret(0), "Coo\0kie: a=" + secret(0),
            "Bearer " + secret(0), "X-Url: http://me:" + secret(0) + "@b/", "Cookie: a=\"" + secret(0) + "\"; b=" + secret(1), "X-Json: {\"token\":\"" + secret(0) + "\"}")) {
            for (String end : List.of("\r\n", "\n")) {
                byte[] capture = talk().client("GET / HTTP/1.1" + end + "Host: a" + end + odd + end + "X-Plain: words" + end + end).server(ok("words")).fin().pcap();
                Exchange one = clean(capture, false, exchange -> true).get(0);
                assertEquals("words", one.request().fields().first("x-plain"), odd);
            }
        }
    }

    @Test
    void behindAnAddressTranslation() throws IOException {
        Tape tape = new Tape();
        TcpConversation inside = tape.conversation(A, B);
        TcpConversation outside = tape.conversation("192.0.2.9:50000", B);
        for (TcpConversation talk : List.of(inside, outside)) talk.syn();
        for (TcpConversation talk : List.of(outside, inside)) talk.synAck();
        for (TcpConversation talk : List.of(inside, outside)) talk.clientAck();
        for (TcpConversation talk : List.of(inside, outside)) talk.client(get("/?token=" + secret(0)));
        for (TcpConversation talk : List.of(outside, inside)) talk.server(ok("token=" + secret(1)));
        List<Exchange> clean = clean(tape.pcap(), false, exchange -> true);
        assertEquals("http://a/?token=" + mask(secret(0)), clean.get(0).url());
    }

    @Test
    void longContents() throws IOException {
        String words = "some words, ".repeat(60_000);
        String text = words + "\"token\":\"" + secret(0) + "\", " + words + "\"key\":\"" + "Z.".repeat(60_000) + secret(1) + "\"" + words;
        byte[] capture = talk().client(get("/?token=" + secret(2))).server(ok(text, "Content-Type: text/plain")).fin().pcap();
        String clean = clean(capture, false, exchange -> true).get(0).response().body().content().latin1();
        assertEquals(text.replace(secret(0), mask(secret(0))).replaceAll("\"Z[^\"]*\"", "\"" + "x".repeat(120_000 + secret(1).length()) + "\""), clean);
    }
}
