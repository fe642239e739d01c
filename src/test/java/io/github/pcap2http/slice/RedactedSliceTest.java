package io.github.pcap2http.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.redact.Mode;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Pipeline;
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
}
