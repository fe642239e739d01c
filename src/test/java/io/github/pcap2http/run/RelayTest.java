package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RelayTest {
    private static final int MANY = 5000;   // more exchanges than may wait

    private static byte[] many() throws IOException {
        TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake();
        for (int i = 0; i < MANY; i++) talk.client("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n").server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        return talk.fin().pcap();
    }

    private static void read(byte[] capture, int threads, ExchangeSink sink) throws IOException {
        try (Capture opened = Capture.open(new ByteArrayInputStream(capture), "test")) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true).withThreads(threads)).readTo(opened, sink);
        }
    }

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("samples"))) {
            return files.filter(file -> file.toString().matches(".*\\.pcap(ng)?")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatComesOutDoesNotDependOnThreads(Path sample) throws IOException {
        List<Exchange> alone = new ArrayList<>();
        List<Exchange> relayed = new ArrayList<>();
        read(Files.readAllBytes(sample), 1, alone::add);
        read(Files.readAllBytes(sample), 2, relayed::add);
        assertTrue(!alone.isEmpty());
        assertEquals(alone, relayed);
    }

    @Test
    void theReaderWaitsForASlowSinkAndLosesNothing() throws IOException {
        List<String> urls = new ArrayList<>();
        Set<Thread> threads = new HashSet<>();
        read(many(), 2, exchange -> {
            threads.add(Thread.currentThread());
            if (urls.size() % 1000 == 0) pause();
            urls.add(exchange.url());
        });
        assertEquals(MANY, urls.size());
        for (int i = 0; i < MANY; i++) assertEquals("http://a/" + i, urls.get(i));
        assertEquals(1, threads.size());
        assertNotEquals(Thread.currentThread(), threads.iterator().next());
    }

    /** Else the file would grow by all that a slow reader of the output has not seen yet, up to its limit. */
    @Test
    void theReaderWaitsForLongBodiesWhereverTheyLie() throws Exception {
        long length = Runtime.getRuntime().maxMemory();   // of which a few are too many
        Exchange exchange = TestExchanges.get("http://a/").answered(200, "OK").with(new Body(new InFile(length), length, length, 0, true, null)).build();
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger said = new AtomicInteger();
        int[] heard = {0};
        Relay relay = new Relay(new Delivery(Options.DEFAULT.withProxies(false), one -> {
            await(goOn);
            heard[0]++;
        }));
        Thread reader = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                relay.finished(exchange);
                said.incrementAndGet();
            }
        });
        reader.start();
        while (reader.isAlive() && reader.getState() != Thread.State.WAITING) Thread.onSpinWait();
        assertTrue(said.get() <= 3, said + " were not too many");
        goOn.countDown();
        reader.join();
        relay.close();
        assertEquals(20, heard[0]);
    }

    private record InFile(long length) implements Content {
        @Override
        public boolean onHeap() {
            return false;
        }

        @Override
        public Bytes bytes() {
            throw new AssertionError("nobody reads it");
        }

        @Override
        public InputStream stream() {
            throw new AssertionError("nobody reads it");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Either thread may decode what is long. Half of it is no gzip in the end. */
    @Test
    void longBodiesAreDecodedTheSame() throws IOException {
        TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake();
        for (int i = 0; i < 12; i++) {
            byte[] coded = gzip(new Random(i).ints(300_000, '0', ':').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
            if (i % 4 == 1) coded[coded.length / 2] ^= 0x55;
            if (i % 4 == 2) coded = Arrays.copyOf(coded, coded.length - 100);
            String coding = i % 4 == 3 ? "gzip, unheard-of" : "gzip";
            talk.client("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n")
                .server("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + coded.length + "\r\n\r\n");
            for (int at = 0; at < coded.length; at += 1000) talk.server(Arrays.copyOfRange(coded, at, Math.min(at + 1000, coded.length)));
        }
        byte[] capture = talk.fin().pcap();
        List<Exchange> alone = new ArrayList<>();
        List<Exchange> relayed = new ArrayList<>();
        read(capture, 1, alone::add);
        read(capture, 2, relayed::add);
        assertEquals(12, alone.size());
        assertEquals(300_000, alone.get(0).response().body().size());
        assertEquals(List.of(Code.CODING_CORRUPT), alone.get(1).diagnostics().stream().map(Diagnostic::code).toList());
        assertEquals(alone, relayed);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSinkThatFailsIsNotCalledAgain() throws IOException {
        for (int nth : new int[] {1, MANY / 2, MANY}) {
            IOException full = new IOException("disk full");
            int[] calls = {0};
            IOException thrown = assertThrows(IOException.class, () -> read(many(), 2, exchange -> {
                if (++calls[0] == nth) throw full;
            }));
            assertSame(full, thrown);
            assertEquals(nth, calls[0]);
        }
    }

    @Test
    void aSinkThatThrowsWhatItMayNotStopsTheReaderToo() throws IOException {
        IllegalStateException bug = new IllegalStateException("bug");
        assertSame(bug, assertThrows(IllegalStateException.class, () -> read(many(), 2, exchange -> {
            throw bug;
        })));
        UncheckedIOException broken = new UncheckedIOException(new IOException("broken"));
        assertSame(broken.getCause(), assertThrows(IOException.class, () -> read(many(), 2, exchange -> {
            throw broken;
        })));
    }

    @Test
    void aReaderThatIsInterruptedStopsAndTheSinkIsNotCalledAfterThat() throws Exception {
        byte[] capture = many();
        int[] calls = {0};
        Exception[] thrown = {null};
        CountDownLatch first = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            try {
                read(capture, 2, exchange -> {
                    calls[0]++;
                    first.countDown();
                    pause();
                });
            } catch (IOException e) {
                thrown[0] = e;
            }
        });
        reader.start();
        first.await();
        while (reader.getState() != Thread.State.WAITING) Thread.onSpinWait();   // for the sink
        reader.interrupt();
        reader.join();
        int then = calls[0];
        assertInstanceOf(InterruptedIOException.class, thrown[0]);
        assertTrue(then < MANY, "it read on to the end");
        pause();
        pause();
        assertEquals(then, calls[0]);
    }
}
