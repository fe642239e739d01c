package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.http1.Transcript;
import io.github.pcap2http.samples.TcpConversation;
import io.github.pcap2http.stream.EndCause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transcripts of whole connections, told in packets from the SYN on: what stands before HTTP, and what was spoken in all. Each gives what
 * it says in segments of any size, and in any order of its packets.
 */
class ConnectionTranscriptTest {
    private static final Path FOLDER = Path.of("src/test/resources/flow");
    private static final int WHOLE = 10_000;

    static Stream<Path> transcripts() throws IOException {
        return Files.list(FOLDER).filter(f -> f.toString().endsWith(".txt")).sorted();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void inSegmentsOfAnySize(Path file) throws IOException {
        Transcript transcript = Transcript.read(file);
        for (int size : new int[] {WHOLE, 1, 2, 3, 5, 11, 17, 40}) assertEquals(transcript.expected(), found(capture(transcript, size)), "segments of " + size);
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void inAnyOrder(Path file) throws IOException {
        Transcript transcript = Transcript.read(file);
        assumeFalse(transcript.events().stream().anyMatch(event -> event.gap() > 0), "order tells where a hole is");
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            byte[] capture = Disorder.of(capture(transcript, 1 + random.nextInt(50)), random);
            long shown = seed;
            assertEquals(transcript.expected(), found(capture), () -> "seed " + shown);
        }
    }

    private static byte[] capture(Transcript transcript, int segmentSize) {
        TcpConversation talk = TcpConversation.between("192.0.2.7:40000", "192.0.2.1:80").segmentSize(segmentSize).handshake();
        for (Transcript.Event event : transcript.events()) {
            boolean client = event.from() == Side.CLIENT;
            if (event.end() == EndCause.FIN) {
                if (client) talk.clientFin();
                else talk.serverFin();
            } else if (event.end() == EndCause.RST) {
                if (client) talk.clientRst();
                else talk.serverRst();
            } else {
                byte[] bytes = event.gap() > 0 ? new byte[(int) event.gap()] : event.bytes().toArray();
                if (event.gap() > 0) talk.unseen();
                if (client) talk.client(bytes);
                else talk.server(bytes);
            }
        }
        return talk.pcap();
    }

    /** @return a line an exchange, in the order in which they end, then what was spoken, then where encrypted connections went */
    private static String found(byte[] pcap) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(pcap), "test")) {
            Summary summary = Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, exchange -> lines.add(line(exchange)));
            lines.add(counts(summary.flows().protocols()));
            if (!summary.flows().serverNames().isEmpty()) lines.add("TLS " + counts(summary.flows().serverNames()));
        }
        String all = String.join("\n", lines);
        assertFalse(all.contains("Fred") || all.contains("secret"), "users and passwords are nobody's business");
        return all;
    }

    private static String line(Exchange exchange) {
        Connection connection = exchange.connection();
        return Transcript.line(exchange) + (exchange.outcome().connectFailed() ? " " + exchange.error() : "")
            + (connection.realClient() == null ? "" : ", for " + connection.realClient())
            + (connection.destination() == null ? "" : ", to " + connection.destination().toString().replace("\u001b", "\\x1b"));
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }
}
