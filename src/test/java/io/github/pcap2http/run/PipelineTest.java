package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final String REQUEST = "GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<Exchange> found = new ArrayList<>();

    private static Capture capture(byte... bytes) throws IOException {
        return Capture.open(new ByteArrayInputStream(bytes), "test");
    }

    private Summary read(byte... bytes) throws IOException {
        try (Capture capture = capture(bytes)) {
            return Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, found::add);
        }
    }

    @Test
    void goesFromPacketsToExchanges() throws IOException {
        Summary summary = read(TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake().client(REQUEST).server(RESPONSE).fin().pcapng());
        assertEquals(1, found.size());
        assertEquals("1-1", found.get(0).id());
        assertEquals("http://a.test/a", found.get(0).url());
        assertEquals("ok", found.get(0).response().body().content().latin1());
        assertEquals(Outcome.COMPLETE, found.get(0).outcome());
        assertEquals(1, summary.exchanges());
        assertEquals(8, summary.packets());
        assertEquals(List.of(), summary.whyEmpty());
    }

    /** Who keeps a list of what goes on would run out of memory, else: with connections that are reset on accept, as health checks are at times. */
    @Test
    void whateverBeganIsFinishedOrSummedUp() throws IOException {
        Tape tape = new Tape();
        for (int i = 0; i < 500; i++) {
            TcpConversation talk = tape.conversation("192.0.2.1:" + (4000 + i), "192.0.2.2:80");
            if (i % 5 == 0) talk.handshake().client(REQUEST).server(RESPONSE).fin();
            else if (i % 5 == 1) talk.syn().serverRst();
            else talk.handshake().serverRst();
        }
        GoingOn goingOn = new GoingOn();
        try (Capture capture = capture(tape.pcap())) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).readTo(capture, goingOn);
        }
        assertEquals(500, goingOn.began);
        assertEquals(Set.of(), goingOn.ids);
        assertTrue(goingOn.most < 10, "at a time: " + goingOn.most);
    }

    private static final class GoingOn implements ExchangeSink {
        private final Set<String> ids = new HashSet<>();
        private int began;
        private int most;

        @Override
        public void started(String id, Connection connection, Moment at, Request head) {
            ids.add(id);
            began++;
            most = Math.max(most, ids.size());
        }

        @Override
        public void finished(Exchange exchange) {
            ids.remove(exchange.id());
        }

        @Override
        public void summedUp(Exchange exchange) {
            ids.remove(exchange.id());
        }
    }

    @Test
    void whatIsOpenAtTheEndIsReported() throws IOException {
        read(TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake().client(REQUEST).pcap());
        assertEquals(1, found.size());
        assertEquals(Outcome.NO_RESPONSE, found.get(0).outcome());
    }

    @Test
    void aSnapLengthThatIsTooShortIsSaidWhereBytesAreMissing() throws IOException {
        TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake().client(REQUEST);
        talk.server("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + "x".repeat(900)).client(REQUEST).server(RESPONSE).tape().snaplen(120);
        read(talk.pcap());
        assertEquals(List.of(Code.BYTES_MISSING, Code.SNAPPED), found.get(0).diagnostics().stream().map(Diagnostic::code).toList());
        assertEquals(900, found.get(0).response().body().size());
        assertEquals(List.of(), found.get(1).diagnostics());
    }

    @Test
    void aLiveCaptureShowsWhatOnlyTimeDecidesThoughNoPacketComes() throws Exception {
        Tape now = new Tape().stepMicros(1).pauseMicros(System.currentTimeMillis() * 1000 - Tape.START / 1000);
        byte[] packets = now.conversation("192.0.2.1:4000", "192.0.2.2:80").handshake().client(REQUEST).serverRst().pcap();
        CountDownLatch seen = new CountDownLatch(1);
        Pipeline pipeline = new Pipeline(Options.DEFAULT.withStrict(true).withLive(true), exchange -> seen.countDown());
        try (PipedInputStream in = new PipedInputStream(packets.length)) {
            Thread reader = new Thread(() -> assertDoesNotThrow(() -> {
                try (Capture capture = Capture.open(in, "test")) {
                    pipeline.read(capture, () -> { });
                }
            }));
            try (PipedOutputStream pipe = new PipedOutputStream(in)) {
                pipe.write(packets);
                reader.start();
                assertTrue(seen.await(20, TimeUnit.SECONDS));
            }
            reader.join();
        }
    }

    @Test
    void anInputThatFailsStillGivesWhatItHad() throws IOException {
        byte[] half = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake().client(REQUEST).pcap();
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        Pipeline pipeline = new Pipeline(Options.DEFAULT, found::add);
        try (Capture capture = Capture.open(new SequenceInputStream(new ByteArrayInputStream(half), failing), "test")) {
            IOException failure = assertThrows(IOException.class, () -> pipeline.read(capture, () -> { }));
            assertTrue(failure.getMessage().contains("the disk is gone"), failure.getMessage());
        }
        assertEquals(1, found.size());
    }

    @Test
    void aSinkThatFailsIsNotCalledAgain() throws IOException {
        TcpConversation busy = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake();
        for (int i = 0; i < 5; i++) busy.client(REQUEST).server(RESPONSE);
        IOException full = new IOException("disk full");
        int[] calls = {0};
        Pipeline pipeline = new Pipeline(Options.DEFAULT, exchange -> {
            calls[0]++;
            throw full;
        });
        try (Capture capture = capture(busy.client(REQUEST).pcap())) {
            assertSame(full, assertThrows(IOException.class, () -> pipeline.read(capture, () -> { })));
        }
        pipeline.end();
        assertEquals(1, calls[0]);
    }

    @Test
    void endTakesThePlaceOfTheCapturesEnd() throws IOException {
        TcpConversation open = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake();
        for (int i = 0; i < 600; i++) open.client(REQUEST).server(RESPONSE);
        Pipeline pipeline = new Pipeline(Options.DEFAULT, found::add);
        try (Capture capture = capture(open.client(REQUEST).pcap())) {
            pipeline.read(capture, () -> {
                try {
                    pipeline.end();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        assertEquals(511, found.size());   // three packets open the connection, and 1,024 were read: the last request has no answer
        assertEquals(Outcome.NO_RESPONSE, found.get(510).outcome());
    }

    @Test
    void saysWhyThereIsNothing() throws IOException {
        assertWhy("the capture has no packets", new PcapWriter().toBytes());
        assertWhy("link type 147 USER0 is not understood: 1 packet", new PcapWriter().network(147).packet(0, new byte[20]).toBytes());
        assertWhy("link type 250 is not understood: 1 packet", new PcapWriter().network(250).packet(0, new byte[20]).toBytes());
        assertWhy("1 packet: 1 not IP", new PcapWriter().packet(0, ethernet(0x0806, new byte[28])).toBytes());
        byte[] ipv4WithUdp = {0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 1, 1, 1, 1, 0, 8, 0, 0};
        assertWhy("HTTP/3 would be among the UDP packets", new PcapWriter().packet(0, ethernet(0x0800, ipv4WithUdp)).toBytes());

        assertWhy("1 SSH", TcpConversation.between("192.0.2.1:4000", "192.0.2.2:22").handshake().server("SSH-2.0-OpenSSH_9.6\r\n").fin().pcap());
        assertWhy("1 no data: connections without a byte of data", TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake().fin().pcap());
        assertWhy("captured only in part; tcpdump -s 0 takes them whole", new Tape().snaplen(60).conversation("192.0.2.1:4000", "192.0.2.2:9000")
            .handshake().client("~".repeat(500)).fin().pcap());
    }

    private void assertWhy(String expected, byte... capture) throws IOException {
        Summary summary = read(capture);
        String why = String.join("\n", summary.whyEmpty());
        assertTrue(why.startsWith("test: no HTTP exchange was found\n") && why.contains(expected), why);
    }

    private static byte[] ethernet(int type, byte... payload) {
        byte[] frame = new byte[14 + payload.length];
        frame[12] = (byte) (type >> 8);
        frame[13] = (byte) type;
        System.arraycopy(payload, 0, frame, 14, payload.length);
        return frame;
    }

    /** Files in the wrong order, or a clock that was set back: time goes on, and nothing of it is given up. */
    @Test
    void timeMayStepBack() throws IOException {
        Tape tape = new Tape();
        tape.conversation("192.0.2.1:4000", "192.0.2.2:80").handshake().client(REQUEST).server(RESPONSE);
        byte[] first = tape.pcap();
        Tape earlier = new Tape();
        earlier.conversation("192.0.2.1:4001", "192.0.2.2:80").handshake().client(REQUEST).pauseMicros(500_000).server(RESPONSE).fin();
        PcapWriter both = new PcapWriter();
        copy(first, both, 7_200_000_000_000L);
        copy(earlier.pcap(), both, 0);
        read(both.toBytes());
        assertEquals(List.of(Outcome.COMPLETE, Outcome.COMPLETE), found.stream().map(Exchange::outcome).toList());
        assertEquals(List.of(200, 200), found.stream().map(x -> x.response().status()).toList());
    }

    private static void copy(byte[] from, PcapWriter to, long laterNanos) throws IOException {
        try (Capture capture = capture(from)) {
            for (Packet p = capture.next(); p != null; p = capture.next()) {
                to.packet(p.nanos() + laterNanos, p.bytes().toArray());
            }
        }
    }

    /** @return how many exchanges ended how, of so many requests that are sent at once and then answered */
    private static Map<Outcome, Long> pipelined(int requests) throws IOException {
        TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake();
        talk.client("GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n".repeat(requests)).clientAck();
        talk.server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".repeat(requests));
        List<Exchange> found = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(talk.pcap()), "pipelined")) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, found::add);
        }
        return found.stream().collect(Collectors.groupingBy(Exchange::outcome, Collectors.counting()));
    }

    @Test
    void moreRequestsThanMayWaitAreNotPairedByCount() throws IOException {
        assertEquals(Map.of(Outcome.COMPLETE, 1000L), pipelined(1000));
        assertEquals(Map.of(Outcome.NO_RESPONSE, 1002L, Outcome.RESPONSE_ONLY, 1002L), pipelined(1002));
    }
}
