package io.github.pcap2http.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.capture.Secrets;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Pipeline;
import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SliceWriterTest {
    @TempDir
    private Path directory;

    /** What was written of a packet. */
    private record Written(long nanos, long originalLength, String bytes, List<String> comments, String on) { }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private Path slice(byte[] capture, boolean pipe, boolean connections, Predicate<Exchange> chosen) throws IOException {
        Path input = Files.write(directory.resolve("in"), capture);
        Path output = directory.resolve("out.pcapng");
        try (Capture open = pipe ? Capture.open(new ByteArrayInputStream(capture), "pipe") : Capture.open(input)) {
            SliceOptions options = new SliceOptions("out.pcapng", "pcap2http", connections, pipe ? List.of() : List.of(input), 1 << 20, List.of());
            SliceWriter slice = new SliceWriter(Target.file(output), open, options);
            ExchangeSink sink = exchange -> {
                if (chosen.test(exchange)) slice.finished(exchange);
            };
            new Pipeline(Options.DEFAULT.withStrict(true), sink, false, slice).read(open, () -> { });
            slice.close();
        }
        return output;
    }

    private static List<Written> packets(Path file) throws IOException {
        List<Written> packets = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            for (Packet p = capture.next(); p != null; p = capture.next()) {
                packets.add(new Written(p.nanos(), p.originalLength(), p.bytes().latin1(), List.copyOf(p.comments()), p.interfaceName()));
            }
            assertEquals(List.of(), capture.remarks());
        }
        return packets;
    }

    /** The numbers, in the capture, of the packets that were chosen. */
    private List<Integer> frames(byte[] capture, Predicate<Exchange> chosen) throws IOException {
        List<Written> sliced = packets(slice(capture, false, false, chosen));
        assertEquals(sliced, packets(slice(capture, true, false, chosen)), "from a pipe");
        List<Written> all = packets(directory.resolve("in"));
        List<Integer> frames = new ArrayList<>();
        for (Written one : sliced) {
            int frame = (int) ((one.nanos - Tape.START) / 1_000_000) + 1;
            Written original = all.get(frame - 1);
            assertEquals(original.bytes, one.bytes);
            assertEquals(original.originalLength, one.originalLength);
            frames.add(frame);
        }
        return frames;
    }

    private static Predicate<Exchange> path(String path) {
        return exchange -> exchange.url().endsWith(path);
    }

    @Test
    void anExchangeOfManyOnAConnection() throws IOException {
        byte[] capture = TcpConversation.between("192.0.2.1:40000", "192.0.2.2:80").handshake()   // 1 to 3
            .client(get("/1")).serverAck().server(ok("one")).clientAck()                          // 4 to 7
            .client(get("/2")).serverAck().server(ok("two")).clientAck()                          // 8 to 11
            .client(get("/3")).serverAck().server(ok("three")).clientAck().fin().pcap();          // 12 to 15, 16 to 18
        assertEquals(List.of(1, 2, 3, 8, 9, 10, 11, 16, 17, 18), frames(capture, path("/2")));
    }

    @Test
    void connectionsAreWhole() throws IOException {
        Tape tape = new Tape();
        tape.conversation("192.0.2.1:40000", "192.0.2.2:80").handshake().client(get("/1")).server(ok("one")).client(get("/2")).server(ok("two"));
        tape.conversation("192.0.2.1:40001", "192.0.2.2:80").handshake().client(get("/3")).server(ok("three"));
        assertEquals(7, packets(slice(tape.pcap(), false, true, path("/2"))).size());
    }

    @Test
    void commentsNameTheExchange() throws IOException {
        byte[] capture = TcpConversation.between("192.0.2.1:40000", "192.0.2.2:80").handshake().client(get("/1")).server(ok("one")).pcap();
        List<Written> packets = packets(slice(capture, false, false, exchange -> true));
        assertEquals(List.of("exchange 1-1, request: GET http://a/1"), packets.get(3).comments);
        assertEquals(List.of("exchange 1-1, response: 200 OK"), packets.get(4).comments);
        assertEquals(List.of(), packets.get(0).comments);
    }

    @Test
    void whatWasSentOrCapturedAgainOrInAnotherOrder() throws IOException {
        byte[] capture = TcpConversation.between("192.0.2.1:40000", "192.0.2.2:80").segmentSize(20).handshake()   // 1 to 3
            .client(get("/0")).server("HTTP/1.1 204 A\r\n\r\n")                                                  // 4 5, 6
            .client(get("/1").substring(0, 20)).again().client(get("/1").substring(20)).swap()                    // 7 8 9
            .server("HTTP/1.1 204 B\r\n\r\n").again().pcap();                                                    // 10 11
        List<Integer> frames = new ArrayList<>(frames(capture, path("/1")));
        assertEquals(List.of(1, 2, 3, 7, 8, 9, 10, 11), frames);
    }

    @Test
    void failedConnects() throws IOException {
        byte[] capture = TcpConversation.between("192.0.2.1:40000", "192.0.2.2:80").syn().serverRst().pcap();
        assertEquals(List.of(1, 2), frames(capture, exchange -> true));
    }

    @Test
    void allOfATunnel() throws IOException {
        byte[] capture = TcpConversation.between("192.0.2.1:40000", "192.0.2.2:80").handshake()
            .client("CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n").server("HTTP/1.1 200 OK\r\n\r\n").client("\u0016\u0003\u0001").server("x").pcap();
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), frames(capture, exchange -> true));
    }

    @Test
    void piecesOfADatagram() throws IOException {
        Tape tape = new Tape();
        TcpConversation talk = tape.conversation("192.0.2.1:40000", "192.0.2.2:80").handshake();
        byte[] whole = TcpConversation.between("192.0.2.1:40000", "192.0.2.2:80").sequences(1_000_001, 2_000_001).client(get("/1")).pcap();
        PcapWriter out = (PcapWriter) tape.into(new PcapWriter());
        byte[] packet = java.util.Arrays.copyOfRange(whole, 40, whole.length);   // behind the headers of file and record
        int cut = 14 + 20 + 24;
        out.packet(Tape.START + 3_000_000, piece(packet, 34, cut, 0x2000), cut);
        out.packet(Tape.START + 4_000_000, piece(packet, cut, packet.length, 3), packet.length - cut + 34);
        assertEquals(List.of(1, 2, 3, 4, 5), frames(out.toBytes(), exchange -> exchange.request() != null));
        assertTrue(talk.tape().frames() == 3);
    }

    private static byte[] piece(byte[] packet, int from, int to, int fragment) {
        byte[] piece = new byte[34 + to - from];
        System.arraycopy(packet, 0, piece, 0, 34);
        System.arraycopy(packet, from, piece, 34, to - from);
        piece[16] = 0;
        piece[17] = (byte) (20 + to - from);
        piece[20] = (byte) (fragment >> 8);
        piece[21] = (byte) fragment;
        return piece;
    }

    @Test
    void interfacesNamesAndCommentsStay() throws IOException {
        Tape tape = new Tape();
        tape.conversation("192.0.2.1:40000", "192.0.2.2:80").handshake().client(get("/1")).server(ok("one"));
        PcapngWriter in = new PcapngWriter().section(ByteOrder.BIG_ENDIAN)
            .addInterface(1, 1500, 9, 0, PcapngWriter.Option.of(2, "eth7"))
            .names(new PcapngWriter.Option(1, new byte[] {(byte) 192, 0, 2, 2, 'w', 'w', 'w', 0}));
        tape.into(in);
        Path out = slice(in.toBytes(), false, false, exchange -> true);
        assertTrue(packets(out).stream().allMatch(packet -> packet.on.equals("eth7")));
        try (Capture capture = Capture.open(out)) {
            while (capture.next() != null) { }
            assertEquals("www", capture.hostNames().get("192.0.2.2"));
            assertEquals(1500, capture.facts().get(0).interfaces().get(0).snaplen());
        }
    }

    @Test
    void onlyTheSecretsThatAreNeeded() throws IOException {
        String mine = "ab".repeat(32);
        String line = "CLIENT_RANDOM " + mine + " " + "01".repeat(48);
        String other = "CLIENT_RANDOM " + "cd".repeat(32) + " " + "02".repeat(48);
        Tape tape = new Tape();
        byte[] hello = new byte[60];
        hello[0] = 22;
        hello[1] = 3;
        hello[4] = 55;
        hello[5] = 1;
        java.util.Arrays.fill(hello, 11, 43, (byte) 0xab);
        tape.conversation("192.0.2.1:40000", "192.0.2.2:80").handshake().client("CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n")
            .server("HTTP/1.1 200 OK\r\n\r\n").client(hello);
        PcapngWriter in = new PcapngWriter();
        in.secrets(Secrets.TLS_KEY_LOG, (line + "\n" + other + "\n").getBytes(StandardCharsets.ISO_8859_1));
        in.addInterface(1);
        tape.into(in);
        try (Capture capture = Capture.open(slice(in.toBytes(), false, false, exchange -> true))) {
            while (capture.next() != null) { }
            assertEquals(1, capture.secrets().size());
            assertEquals(line + "\n", new String(capture.secrets().get(0).bytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void nothingChosenIsAnEmptyFile() throws IOException {
        byte[] capture = TcpConversation.between("192.0.2.1:40000", "192.0.2.2:80").handshake().client(get("/1")).pcap();
        assertEquals(List.of(), frames(capture, exchange -> false));
    }

    @Test
    void aFullSpoolSaysWhatToDo() throws IOException {
        byte[] capture = TcpConversation.between("192.0.2.1:40000", "192.0.2.2:80").handshake().client("x".repeat(2 << 20)).pcap();
        IOException failure = assertThrows(IOException.class, () -> slice(capture, true, false, exchange -> true));
        assertTrue(failure.getMessage().contains("--limit spool"), failure::getMessage);
    }

    @Test
    void tsharkFindsTheSame() throws IOException, InterruptedException {
        assumeTrue(tsharkIsThere(), "tshark is not installed");
        Tape tape = new Tape();
        for (int i = 0; i < 20; i++) {
            tape.conversation("192.0.2.1:" + (40_000 + i), "192.0.2.2:80").acknowledged().handshake().client(get("/" + i)).server(ok("x".repeat(5000)))
                .client(get("/again" + i)).server(ok("y")).fin();
        }
        Path out = slice(tape.pcap(), false, false, path("again7"));
        assertEquals(List.of("/again7\t\t", "\t200\t"), tshark(out, "-o", "tcp.check_checksum:TRUE", "-Y", "http || _ws.malformed || tcp.checksum.status == 0",
            "-T", "fields", "-e", "http.request.uri", "-e", "http.response.code", "-e", "_ws.malformed"));
    }

    private static boolean tsharkIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("tshark", "--version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> tshark(Path file, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertFalse(out.contains("Malformed"));
        return out.lines().toList();
    }
}
