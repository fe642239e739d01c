package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What wants more of a reader than it should give, with small limits: the results are right, or say what is missing, and come in time. The
 * packets are made while they are read. At full size the same loads are benchmarks: {@code src/bench/hostile.py}.
 */
@Timeout(60)
class HostileLoadTest {
    private static final int CLIENT = 0x0b000000;
    private static final int SERVER = 0x0a000002;
    private static final int SEGMENT = 60_000;   // bytes, as offload makes them
    private static final byte[] REQUEST = latin1("GET / HTTP/1.1\r\nHost: h.test\r\n\r\n");
    private static final byte[] RESPONSE = latin1("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private static final byte[] MEGABYTE = new byte[1_000_000];

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private Exchange last;
    private Limits limits = Limits.DEFAULT.withMaxBody(100_000).withMaxConnections(1000).withMaxHeldByAll(1 << 20).withMaxWaiting(100);

    // ---- loads

    @Test
    void connectionsThatNobodyAnswers() throws Exception {
        Summary summary = read(wire -> {
            for (int i = 0; i < 50_000; i++) wire.talk(i).packet(true, 0x02, -1);
        });
        assertEquals(50_000, outcomes.get(Outcome.CONNECT_UNANSWERED) - 1 + summary.summedUp(), "one stands for those that are summed up");
    }

    @Test
    void connectionsThatStopInTheirFirstHead() throws Exception {
        byte[] half = latin1("GET / HTTP/1.1\r\nX: " + "y".repeat(3000));
        read(wire -> {
            for (int i = 0; i < 5000; i++) wire.talk(i).handshake().client(half);
        });
        assertEquals(5000, outcomes.values().stream().mapToLong(count -> count).sum(), outcomes::toString);
        assertEquals(0, outcomes.getOrDefault(Outcome.COMPLETE, 0L));
    }

    @Test
    void segmentsWhosePredecessorsNeverCome() throws Exception {
        Summary summary = read(wire -> {
            for (int i = 0; i < 20_000; i++) wire.talk(i).handshake().packet(true, 0x18, 5000, new byte[1000]);
        });
        assertEquals(Map.of(), outcomes);
        assertEquals(20_000, summary.flows().connections());
    }

    @Test
    void moreRequestsThanMayWait() throws Exception {
        read(wire -> {
            Talk talk = wire.talk(1).handshake();
            for (int i = 0; i < 20_000; i++) talk.client(REQUEST);
            for (int i = 0; i < 20_000; i++) talk.server(RESPONSE);
        });
        assertEquals(Map.of(Outcome.NO_RESPONSE, 20_000L, Outcome.RESPONSE_ONLY, 20_000L), outcomes, "nothing tells any more whose the answers are");
    }

    /** The queue is empty for a moment when a request takes the only place. */
    @Test
    void oneRequestMayWait() throws Exception {
        limits = limits.withMaxWaiting(1);
        read(wire -> {
            Talk talk = wire.talk(1).handshake();
            for (int i = 0; i < 3; i++) talk.client(REQUEST).client(REQUEST).server(RESPONSE);
        });
        assertEquals(Map.of(Outcome.NO_RESPONSE, 6L, Outcome.RESPONSE_ONLY, 3L), outcomes);
    }

    @Test
    void manyRequestsOfOneConnection() throws Exception {
        read(wire -> {
            Talk talk = wire.talk(1).handshake();
            for (int i = 0; i < 50_000; i++) talk.client(REQUEST).server(RESPONSE);
        });
        assertEquals(Map.of(Outcome.COMPLETE, 50_000L), outcomes);
        assertEquals("1-50000", last.id());
    }

    @Test
    void aLongBody() throws Exception {
        read(wire -> {
            Talk talk = wire.talk(1).handshake().client(REQUEST).server(latin1("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"));
            for (int i = 0; i < 100; i++) talk.server(MEGABYTE);
        });
        assertBody(100_000_000);
    }

    @Test
    void aLongBodyInChunks() throws Exception {
        read(wire -> {
            Talk talk = wire.talk(1).handshake().client(REQUEST).server(latin1("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
            for (int i = 0; i < 100; i++) talk.server(latin1("f4240\r\n")).server(MEGABYTE).server(latin1("\r\n"));
            talk.server(latin1("0\r\n\r\n"));
        });
        assertBody(100_000_000);
    }

    @Test
    void aLongBodyThatIsPacked() throws Exception {
        byte[] noise = new byte[2_000_000];
        new Random(1).nextBytes(noise);
        byte[] packed = packed(noise, 1);
        byte[] head = latin1("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n");
        read(wire -> wire.talk(1).handshake().client(REQUEST).server(head).server(packed));
        assertBody(noise.length);
        assertArrayEquals(Arrays.copyOf(noise, (int) limits.maxBody()), last.response().body().content().toArray());
    }

    @Test
    void aLongBodyInACodingThatNobodyKnows() throws Exception {
        byte[] head = latin1("HTTP/1.1 200 OK\r\nContent-Encoding: sealed\r\nContent-Length: " + MEGABYTE.length + "\r\n\r\n");
        read(wire -> wire.talk(1).handshake().client(REQUEST).server(head).server(MEGABYTE));
        assertEquals(MEGABYTE.length, last.response().body().size());
        assertEquals(limits.maxBody(), last.response().body().kept().length());
        assertEquals("sealed", last.response().body().coding());
        assertEquals(List.of(Code.UNKNOWN_CODING, Code.BODY_LIMIT), codes());
    }

    private void assertBody(long size) {
        assertEquals(Map.of(Outcome.COMPLETE, 1L), outcomes);
        assertEquals(size, last.response().body().size());
        assertEquals(limits.maxBody(), last.response().body().kept().length());
        assertEquals(List.of(Code.BODY_LIMIT), codes());
    }

    private List<Code> codes() {
        return last.diagnostics().stream().map(Diagnostic::code).toList();
    }

    @Test
    void aBodyThatUnpacksToAThousandTimesItsLength() throws Exception {
        byte[] packed = packed(MEGABYTE, 150);
        limits = limits.withMaxBody(1_000_000);
        byte[] head = latin1("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n");
        read(wire -> wire.talk(1).handshake().client(REQUEST).server(head).server(packed));
        assertEquals(Map.of(Outcome.COMPLETE, 1L), outcomes);
        assertEquals(List.of(Code.CODING_BOMB), codes());
        assertTrue(last.response().body().kept().length() <= limits.maxBody());
    }

    private static byte[] packed(byte[] content, int times) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) gzip.write(content);
        }
        return packed.toByteArray();
    }

    @Test
    void sequenceNumbersThatJump() throws Exception {
        byte[] head = latin1("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
        read(wire -> {
            for (int i = 0; i < 500; i++) {
                wire.talk(i).handshake().client(REQUEST).server(head).packet(false, 0x18, Integer.MAX_VALUE, latin1("far away")).server(latin1("ok"));
            }
        });
        assertEquals(Map.of(Outcome.COMPLETE, 500L), outcomes);
        assertEquals("ok", last.response().body().content().latin1());
    }

    @Test
    void headsThatDoNotEnd() throws Exception {
        limits = limits.withMaxHead(100_000);
        byte[] one = latin1("GET / HTTP/1.1\r\nX: " + "y".repeat(200_000));
        byte[] many = latin1("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(30_000));
        read(wire -> {
            for (int i = 0; i < 100; i++) wire.talk(i).handshake().client(i % 2 == 0 ? one : many);
        });
        assertEquals(100, outcomes.values().stream().mapToLong(count -> count).sum());
        assertEquals(Code.HEAD_LIMIT, codes().get(0));
    }

    /** Sums and products of what they consist of are the same for all of them. */
    /** Its first bytes look like the request that may come instead, and come one by one. */
    @Test
    void aBodyThatNobodyWaitsForAnyMore() throws Exception {
        byte[] head = latin1("PUT / HTTP/1.1\r\nHost: h.test\r\nExpect: 100-continue\r\nContent-Length: 200000\r\n\r\n");
        byte[] refusal = latin1("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
        byte[] body = new byte[200_000];
        Arrays.fill(body, (byte) 'a');
        System.arraycopy(latin1("GET /"), 0, body, 0, 5);
        read(wire -> {
            Talk talk = wire.talk(1).handshake().client(head).server(refusal);
            for (byte one : body) talk.client(new byte[] {one});
        });
        assertEquals(Map.of(Outcome.COMPLETE, 1L), outcomes);
        assertEquals(200_000, last.request().body().size());
    }

    @Test
    void connectionsWhoseAddressesAreAlike() throws Exception {
        limits = limits.withMaxConnections(20_000);
        read(wire -> {
            for (int i = 0; i < 20_000; i++) new Talk(wire, CLIENT + i, 1024 + (i * 31 & 0x7fff), 0x0a00ffff - i).client(REQUEST).server(RESPONSE);
        });
        assertEquals(Map.of(Outcome.COMPLETE, 20_000L), outcomes);
    }

    @Test
    void holesBehindWhichMoreWaitsThanMay() throws Exception {
        byte[] head = latin1("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        Summary summary = read(wire -> {
            for (int i = 0; i < 300; i++) wire.talk(i).handshake().client(REQUEST).server(head).packet(false, 0x18, 1000, new byte[SEGMENT]);
        });
        assertEquals(Map.of(Outcome.RESPONSE_CUT, 300L), outcomes);
        assertTrue(summary.flows().notes().get(Code.HELD_LIMIT) > 200, "most had to go before the end");
    }

    /** As many connections as may be open at a time, and some more, each with half a head: what each of them owns is small. */
    @Test
    void openConnectionsInASmallHeap(@TempDir Path folder) throws Exception {
        assertEquals(21_000, entriesInASmallHeap(folder, wire -> {
            for (int i = 0; i < 21_000; i++) wire.talk(i).handshake().client(latin1("GET /" + i + " HTTP/1.1\r\nHost: h.t"));
        }));
    }

    /** A proxy tries one request for long, and has many others meanwhile: what is decided is not kept. */
    @Test
    void aProxyThatTriesForLongInASmallHeap(@TempDir Path folder) throws Exception {
        int pairs = 60_000;
        assertEquals(3 + 2 * pairs, entriesInASmallHeap(folder, wire -> {
            byte[] slow = latin1("GET /slow HTTP/1.1\r\nHost: h.test\r\n\r\n");
            wire.talk(0).handshake().client(slow);
            new Talk(wire, SERVER, 2000, SERVER + 1).handshake().client(slow).server(latin1("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"));
            new Talk(wire, SERVER, 2001, SERVER + 1).handshake().client(slow);
            Talk down = wire.talk(1).handshake();
            Talk up = new Talk(wire, SERVER, 2002, SERVER + 1).handshake();
            for (int i = 0; i < pairs; i++) {
                byte[] request = latin1("GET /page/" + i + " HTTP/1.1\r\nHost: h.test\r\nX-Id: " + i + i + "\r\n\r\n");
                down.client(request);
                up.client(request).server(RESPONSE);
                down.server(RESPONSE);
            }
        }));
    }

    private static long entriesInASmallHeap(Path folder, Consumer<Wire> load) throws Exception {
        Path har = folder.resolve("out.har");
        Path printed = folder.resolve("printed");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-Xmx64m", "-XX:+UseSerialGC", "-XX:NewRatio=1", "-XX:TieredStopAtLevel=1", "-cp",
            System.getProperty("java.class.path"), "io.github.pcap2http.cli.Main", "-", "-o", har.toString())
            .redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        try (Wire wire = new Wire(process.getOutputStream())) {
            load.accept(wire);
        }
        assertEquals(0, process.waitFor(), () -> read(printed));
        try (Stream<String> lines = Files.lines(har)) {
            return lines.filter(line -> line.contains("\"request\":")).count();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- packets

    private Summary read(Consumer<Wire> load) throws Exception {
        PipedInputStream in = new PipedInputStream(1 << 20);
        Wire wire = new Wire(new PipedOutputStream(in));
        Thread writer = new Thread(() -> {
            try (wire) {
                load.accept(wire);
            }
        });
        writer.start();
        try (Capture capture = Capture.open(in, "hostile")) {
            return Pcap2Http.with(Options.DEFAULT.withStrict(true).withLimits(limits)).read(capture, this::finished);
        } finally {
            writer.join();
        }
    }

    private void finished(Exchange exchange) {
        outcomes.merge(exchange.outcome(), 1L, Long::sum);
        last = exchange;
    }

    /** A pcap of raw IPv4 packets, a microsecond apart. */
    private static final class Wire implements AutoCloseable {
        private final OutputStream out;
        private long micros = 1_700_000_000_000_000L;

        Wire(OutputStream out) throws IOException {
            this.out = out;
            ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            out.write(header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(262_144).putInt(101).array());
        }

        Talk talk(int number) {
            return new Talk(this, CLIENT + number / 50_000, 1024 + number % 50_000, SERVER);
        }

        void packet(byte[] bytes) {
            micros++;
            ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000)).putInt(bytes.length).putInt(bytes.length);
            try {
                out.write(record.array());
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A connection. Sequence numbers begin at 1. */
    private record Talk(Wire wire, int client, int port, int server, int[] next) {
        Talk(Wire wire, int client, int port, int server) {
            this(wire, client, port, server, new int[] {1, 1});
        }

        Talk handshake() {
            return packet(true, 0x02, -1).packet(false, 0x12, -1).packet(true, 0x10, 0);
        }

        Talk client(byte... bytes) {
            return send(true, bytes);
        }

        Talk server(byte... bytes) {
            return send(false, bytes);
        }

        private Talk send(boolean fromClient, byte... bytes) {
            for (int at = 0; at < bytes.length; at += SEGMENT) {
                byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + SEGMENT));
                packet(fromClient, 0x18, 0, part);
                next[fromClient ? 0 : 1] += part.length;
            }
            return this;
        }

        /** @param ahead of the next sequence number, which stays */
        Talk packet(boolean fromClient, int flags, int ahead, byte... payload) {
            int length = 40 + payload.length;
            int acknowledged = (flags & 0x10) == 0 ? 0 : next[fromClient ? 1 : 0];
            ByteBuffer packet = ByteBuffer.allocate(length);
            packet.putShort((short) 0x4500).putShort((short) length).putInt(0x4000).putInt(0x40060000);
            packet.putInt(fromClient ? client : server).putInt(fromClient ? server : client);
            packet.putShort((short) (fromClient ? port : 80)).putShort((short) (fromClient ? 80 : port));
            packet.putInt(next[fromClient ? 0 : 1] + ahead).putInt(acknowledged).putShort((short) (0x5000 | flags)).putShort((short) -1).putInt(0);
            wire.packet(packet.put(payload).array());
            return this;
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
