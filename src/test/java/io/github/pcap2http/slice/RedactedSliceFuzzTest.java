package io.github.pcap2http.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.redact.Mode;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Pipeline;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.Tape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations made at random, of which every other exchange is chosen: whatever the packets are like, no secret is in the slice. */
class RedactedSliceFuzzTest {
    @TempDir
    private Path directory;

    private final List<String> secrets = new ArrayList<>();
    private Random random;

    private String secret() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 18; i++) text.append("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789".charAt(random.nextInt(56)));
        secrets.add(text.toString());
        return text.toString();
    }

    private String request(int number) {
        String lines = " HTTP/1.1\r\nHost: a\r\nCookie: a=" + secret() + "; b=" + secret() + "\r\nX-Mark: m" + number + "\r\n";
        return switch (random.nextInt(3)) {
            case 0 -> "GET /" + number + "?token=" + secret() + lines + "\r\n";
            case 1 -> "GET /" + number + lines + "Authorization: Basic " + secret() + "\r\nReferer: http://a/?sid=" + secret() + "\r\n\r\n";
            default -> body("POST /" + number + lines, "{\"n\":" + number + ",\"password\":\"" + secret() + "\"}");
        };
    }

    private String response(int number) {
        String interim = random.nextInt(4) == 0 ? "HTTP/1.1 103 Early\r\nSet-Cookie: a=" + secret() + "\r\n\r\n" : "";
        String text = "words".repeat(random.nextInt(300)) + "{\"n\":" + number + ",\"token\":\"" + secret() + "\"}" + "words".repeat(random.nextInt(300));
        return interim + body("HTTP/1.1 200 OK\r\nSet-Cookie: c=" + secret() + "\r\nX-Mark: m" + number + "\r\n", text);
    }

    /** With a length or in chunks, as it is or packed. */
    private String body(String head, String text) {
        boolean packed = random.nextInt(4) == 0;
        String content = packed ? gzip(text) : text;
        String lines = head + "Content-Type: application/json\r\n" + (packed ? "Content-Encoding: gzip\r\n" : "");
        if (random.nextBoolean()) return lines + "Content-Length: " + content.length() + "\r\n\r\n" + content;
        StringBuilder all = new StringBuilder(lines + "Transfer-Encoding: chunked\r\n\r\n");
        int length;
        for (int at = 0; at < content.length(); at += length) {
            length = Math.min(content.length() - at, 1 + random.nextInt(400));
            all.append(Integer.toHexString(length)).append(random.nextInt(9) == 0 ? ";x=" + secret() : "").append("\r\n")
                .append(content, at, at + length).append("\r\n");
        }
        return all + "0\r\n" + (random.nextBoolean() ? "X-Auth-Token: " + secret() + "\r\n" : "") + "\r\n";
    }

    private static String gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** One direction of a connection, sent in pieces, some of them again. */
    private final class Sender {
        private final boolean client;
        private final int initial;
        private final StringBuilder sent = new StringBuilder();
        private Sender peer;

        Sender(boolean client, int initial) {
            this.client = client;
            this.initial = initial;
        }

        private PacketWriter packet() {
            PacketWriter packet = client ? new PacketWriter("10.0.0.1:40000", "10.0.0.2:80") : new PacketWriter("10.0.0.2:80", "10.0.0.1:40000");
            return packet.ack(peer.initial + peer.sent.length());
        }

        void send(Tape tape, String text) {
            int before = sent.length();
            sent.append(text);
            for (int at = before; at < sent.length();) {
                int length = Math.min(sent.length() - at, 1 + random.nextInt(random.nextBoolean() ? 1400 : 60));
                segment(tape, at, at + length);
                at += length;
                if (random.nextInt(5) == 0) {
                    int from = random.nextInt(at);
                    segment(tape, Math.max(from, at - 3000), Math.min(at, Math.max(from, at - 3000) + 1 + random.nextInt(500)));
                }
                if (random.nextInt(8) == 0) tape.repeat();
                if (random.nextInt(8) == 0 && at > before + length) tape.swap();
            }
        }

        private void segment(Tape tape, int from, int to) {
            tape.add(packet().seq(initial + from).flags("PA").payload(sent.substring(from, to)));
        }
    }

    private byte[] capture() {
        Tape tape = new Tape();
        Sender client = new Sender(true, random.nextInt());
        Sender server = new Sender(false, random.nextInt());
        client.peer = server;
        server.peer = client;
        tape.add(new PacketWriter("10.0.0.1:40000", "10.0.0.2:80").seq(client.initial - 1).flags("S"));
        tape.add(new PacketWriter("10.0.0.2:80", "10.0.0.1:40000").seq(server.initial - 1).ack(client.initial).flags("SA"));
        int number = 0;
        for (int turns = 0; turns < 4; turns++) {
            StringBuilder requests = new StringBuilder();
            StringBuilder responses = new StringBuilder();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                number++;
                requests.append(request(number));
                responses.append(response(number));
            }
            client.send(tape, requests.toString());
            server.send(tape, responses.toString());
        }
        return tape.pcap();
    }

    private static boolean chosen(Exchange exchange, Set<Integer> wanted) {
        String mark = exchange.request() == null ? null : exchange.request().fields().first("x-mark");
        return mark != null && wanted.contains(Integer.parseInt(mark.substring(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noSecretIsLeft(int seed) throws IOException {
        random = new Random(seed);
        Path input = Files.write(directory.resolve("in.pcap"), capture());
        Set<Integer> wanted = new HashSet<>();
        for (int i = 1; i < 20; i++) if (seed % 3 == 0 || random.nextBoolean()) wanted.add(i);
        Path output = directory.resolve("out.pcapng");
        Redaction redaction = Redaction.of(Mode.values()[seed % 3], true, List.of(), (byte) 1);
        List<String> given = new ArrayList<>();
        try (Capture open = Capture.open(input)) {
            SliceOptions options = new SliceOptions("out.pcapng", "x", seed % 2 == 0, List.of(input), 1 << 26, List.of());
            SliceWriter slice = new SliceWriter(Target.file(output), open, options, redaction);
            new Pipeline(Options.DEFAULT.withStrict(true), exchange -> {
                if (!chosen(exchange, wanted)) return;
                slice.original(exchange);
                slice.finished(redaction.apply(exchange));
                given.add(told(exchange));
            }, true, slice).read(open, () -> { });
            slice.close();
        }
        String all = Files.readString(output, StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
            for (int i = 0; i + 6 <= secret.length(); i++) assertFalse(all.contains(secret.substring(i, i + 6)), secret);
        }
        List<String> found = new ArrayList<>();
        try (Capture open = Capture.open(output)) {
            new Pipeline(Options.DEFAULT.withStrict(true), exchange -> {
                if (chosen(exchange, wanted)) found.add(told(exchange));
            }, false).read(open, () -> { });
        }
        if (seed % 2 == 0 || seed % 3 == 0) assertEquals(given, found);
        assertTrue(found.size() <= given.size());
    }

    private static String told(Exchange exchange) {
        return exchange.request().method() + " " + exchange.request().fields().first("x-mark") + " " + exchange.outcome() + " "
            + (exchange.response() == null ? "" : exchange.response().fields().first("x-mark") + " " + exchange.response().body().wireLength());
    }

    /** Numbers of packets, headers and lengths that are wrong, and what is cut. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void brokenPacketsAreNoProblem(int seed) throws IOException {
        random = new Random(seed);
        byte[] capture = capture();
        for (int i = 0; i < 60; i++) capture[24 + random.nextInt(capture.length - 24)] = (byte) random.nextInt();
        for (int at = 24; at + 16 + 54 < capture.length; at += 16 + 54 + random.nextInt(1400)) capture[at + 16 + random.nextInt(54)] ^= (byte) (1 << random.nextInt(8));
        Path input = Files.write(directory.resolve("in.pcap"), capture);
        Path output = directory.resolve("out.pcapng");
        Redaction redaction = Redaction.of(Mode.MASK, true, List.of(), (byte) 1);
        List<String> given = new ArrayList<>();
        try (Capture open = Capture.open(input)) {
            SliceWriter slice = new SliceWriter(Target.file(output), open, new SliceOptions("out", "x", seed % 2 == 0, List.of(input), 1 << 26, List.of()), redaction);
            new Pipeline(Options.DEFAULT.withStrict(true), exchange -> {
                slice.original(exchange);
                slice.finished(redaction.apply(exchange));
                given.add(exchange.id());
            }, true, slice).read(open, () -> { });
            slice.close();
        }
        try (Capture open = Capture.open(output)) {
            while (open.next() != null) { }
            assertEquals(List.of(), open.remarks());
        }
        assertFalse(given.isEmpty());
    }
}
