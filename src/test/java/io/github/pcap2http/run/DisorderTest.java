package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same packets in another order, some of them twice, give the same exchanges. The seed is the test case. */
class DisorderTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderGivesTheSameExchanges(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] capture = conversation(random);
        assertEquals(exchanges(capture), exchanges(Disorder.of(capture, random)), () -> "seed " + seed);
    }

    /** The three packets that open the connection, the request behind them, and what answers that, in all orders. A SYN behind all that is not waited for. */
    @Test
    void anyOrderOfTheOpeningGivesTheSameExchanges() throws IOException {
        byte[] capture = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake().client("GET /1 HTTP/1.1\r\nHost: a.test\r\n\r\n")
            .server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").fin().pcap();
        List<String> expected = exchanges(capture);
        for (int order = 0; order < 120; order++) {
            List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3, 4));
            int[] places = {left.remove(order / 24), left.remove(order / 6 % 4), left.remove(order / 2 % 3), left.remove(order % 2), left.get(0)};
            String shown = Arrays.toString(places);
            boolean late = shown.indexOf('0') > Math.max(shown.indexOf('3'), shown.indexOf('4'));
            List<String> found = exchanges(Disorder.of(capture, places));
            if (late) found.replaceAll(text -> text.replace(" SYN not seen", ""));
            assertEquals(expected, found, shown);
        }
    }

    @Test
    void aRefusalBeforeItsSynIsOfTheSameConnection() throws IOException {
        byte[] capture = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").syn().serverRst().pcap();
        assertEquals(List.of("1-1 http://192.0.2.2:80/ CONNECT_REFUSED"), failures(capture));
        assertEquals(failures(capture), failures(Disorder.of(capture, 1, 0)));
    }

    private static List<String> failures(byte[] bytes) throws IOException {
        List<String> found = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(bytes), "test")) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, x -> found.add(x.id() + " " + x.url() + " " + x.outcome()));
        }
        return found;
    }

    /** A proxy whose clients speak TLS asks the next server before it ends the connection that the last one has ended. */
    @Test
    void aConnectionThatItsServerHasEndedCausesNothing() throws IOException {
        String request = "GET /1 HTTP/1.1\r\nHost: a.test\r\nX-Request-Id: 2f1c-77ab-91\r\n\r\n";
        Tape tape = new Tape().stepMicros(100);
        TcpConversation failed = tape.conversation("127.0.0.1:46726", "127.0.0.11:9000").handshake().client(request).serverFin();
        TcpConversation retry = tape.conversation("127.0.0.1:37560", "127.0.0.12:9000").handshake().client(request);
        failed.clientFin();
        retry.server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").fin();
        List<String> found = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(tape.pcap()), "test")) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, x -> found.add(x.outcome() + " " + x.timing().total() / 1000 + " " + x.links()));
        }
        assertEquals(List.of("NO_RESPONSE 310 " + Links.NONE, "COMPLETE 410 " + Links.NONE), found);
    }

    /** When the first attempt was answered is not known: it may have been before the second one began, which has the same field from their client. */
    @Test
    void anAttemptWhoseResponseIsMissingCausesNothing() throws IOException {
        String request = "GET /1 HTTP/1.1\r\nHost: a.test\r\nX-Request-Id: 2f1c-77ab-91\r\n\r\n";
        Tape tape = new Tape().stepMicros(100);
        TcpConversation failed = tape.conversation("127.0.0.1:46726", "127.0.0.11:9000").handshake().client(request)
            .unseen().server("HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nno");
        TcpConversation retry = tape.conversation("127.0.0.1:37560", "127.0.0.12:9000").handshake().client(request);
        failed.fin();
        retry.server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").fin();
        List<String> found = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(tape.pcap()), "test")) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, x -> found.add(x.outcome() + " " + x.links()));
        }
        assertEquals(List.of("NO_RESPONSE " + Links.NONE, "COMPLETE " + Links.NONE), found);
    }

    /** What a server sent stands before what it got, SYN included, as where each direction is captured by a tap of its own. */
    @Test
    void aResponseBeforeTheSynIsOfNoOlderConnection() throws IOException {
        String request = "GET /1 HTTP/1.1\r\nHost: a.test\r\n\r\n";
        String response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        Tape tape = new Tape().stepMicros(100);
        TcpConversation asked = tape.conversation("192.0.2.7:40000", "192.0.2.1:8080").handshake().client(request);
        tape.conversation("192.0.2.1:50000", "10.0.0.2:80").handshake().client(request).server(response).fin();
        asked.server(response).fin();
        List<String> causes = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(Disorder.of(tape.pcap(), 0, 1, 2, 3, 5, 8, 4, 6, 7)), "test")) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, x -> causes.add(x.id() + " " + (x.links().cause() == null ? "-" : x.links().cause().parent())));
        }
        assertEquals(List.of("1-1 -", "5-1 1-1"), causes);
    }

    /** Several exchanges on a connection that is kept alive, in segments of a few bytes, with sequence numbers about to wrap. */
    private static byte[] conversation(Random random) {
        TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80")
            .sequences(-random.nextInt(300), -random.nextInt(300)).segmentSize(1 + random.nextInt(60)).handshake();
        for (int i = 0; i < 4; i++) {
            String body = "x".repeat(random.nextInt(200));
            talk.client("POST /" + i + " HTTP/1.1\r\nHost: a.test\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            boolean chunked = random.nextBoolean();
            String head = "HTTP/1.1 200 OK\r\n" + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length()) + "\r\n\r\n";
            talk.server(head + (!chunked ? body : body.isEmpty() ? "0\r\n\r\n" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"));
        }
        return talk.fin().pcap();
    }

    private static List<String> exchanges(byte[] bytes) throws IOException {
        List<String> found = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(bytes), "test")) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, exchange -> found.add(text(exchange)));
        }
        return found;
    }

    private static String text(Exchange x) {
        return x.id() + " " + x.request().method() + " " + x.url() + " " + x.request().body().content() + " -> " + x.response().status() + " "
            + x.outcome() + " " + x.response().body().content() + " " + x.diagnostics() + (x.connection().opened() == null ? " SYN not seen" : "");
    }
}
