package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.MILLI;
import static io.github.pcap2http.exchange.TestExchanges.START;
import static io.github.pcap2http.exchange.TestExchanges.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.TestExchanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByStartTest {
    private static final Pattern PATH = Pattern.compile("/n(\\d+)n");

    private static Exchange exchange(long frame, long started, Links links) {
        return TestExchanges.get("http://a.test/n" + frame + "n").answered(200, "OK", "Content-Type: text/plain").with(body("x".repeat((int) frame)))
            .over(TestExchanges.connection(frame, new Endpoint("192.0.2.7", 4000), new Endpoint("192.0.2.1", 80))).started(started).links(links).build();
    }

    private static Exchange alone(long frame, long started) {
        return exchange(frame, started, Links.NONE);
    }

    private static Exchange attempt(long frame, long started, String parent) {
        return exchange(frame, started, new Links(new Links.Cause(parent, "http://a.test/", 1, 1, List.of()), List.of()));
    }

    private static String sorted(Format format, List<Exchange> exchanges) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Output output = format.openByStart(Target.stream(bytes), Documents.OPTIONS)) {
            for (Exchange one : exchanges) {
                output.finished(one);
                output.pause();
            }
            if (format != Format.HAR) assertEquals(0, bytes.size(), "shown before the end");
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** @return the frames in the order of their exchanges, each once */
    private static List<Integer> frames(String document) {
        return PATH.matcher(document).results().map(MatchResult::group).distinct().map(path -> Integer.parseInt(path.substring(2, path.length() - 1))).toList();
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"JSONL", "LOG", "CURL", "HAR"})
    void eachStandsWhereItStarts(Format format) throws IOException {
        List<Exchange> exchanges = List.of(alone(1, START + 5 * MILLI), alone(2, START), alone(3, START + 9 * MILLI), alone(4, START + 5 * MILLI), alone(5, START - MILLI));
        assertEquals(List.of(5, 2, 1, 4, 3), frames(sorted(format, exchanges)));
    }

    @Test
    void nothingElseIsDifferent() throws IOException {
        Random random = new Random(3);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 1; i < 3000; i++) exchanges.add(alone(i, START + random.nextInt(1000) * MILLI));
        Exchange[] inOrder = exchanges.toArray(new Exchange[0]);
        Arrays.sort(inOrder, Comparator.comparingLong(one -> one.timing().started()));   // stable
        for (Format format : List.of(Format.JSONL, Format.LOG, Format.CURL)) {
            assertEquals(Documents.written(format, Documents.OPTIONS, inOrder), sorted(format, exchanges));
        }
    }

    /** 1 starts late, and caused 2, which caused 3; the parent of 5 was not chosen. */
    @Test
    void theLogKeepsAttemptsWithTheirRequest() throws IOException {
        List<Exchange> exchanges = List.of(alone(1, START + 5 * MILLI), attempt(2, START + 6 * MILLI, "1-1"), attempt(3, START + 9 * MILLI, "2-1"),
            alone(4, START), attempt(5, START + 7 * MILLI, "9-1"), alone(6, START + 8 * MILLI));
        assertEquals(List.of(4, 1, 2, 3, 5, 6), frames(sorted(Format.LOG, exchanges)));
        assertEquals(List.of(4, 1, 2, 5, 6, 3), frames(sorted(Format.JSONL, exchanges)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsGivenUpIsNotWritten(boolean whole) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Output output = Format.JSONL.openByStart(Target.stream(bytes), Documents.OPTIONS);
        output.finished(alone(1, START));
        if (!whole) output.abandon();
        output.close();
        output.close();
        assertEquals(whole, bytes.size() > 0);
    }

    @Test
    void aDiskThatIsFullIsTold() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no room");
            }
        };
        Output output = Format.JSONL.openByStart(Target.stream(full), Documents.OPTIONS);
        output.finished(alone(1, START));
        assertEquals("no room", assertThrows(IOException.class, output::close).getMessage());
    }

    @Test
    void remarksNameTheDocument() throws IOException {
        Output output = Format.CURL.openByStart(Target.stream(new ByteArrayOutputStream()), Documents.OPTIONS);
        output.finished(TestExchanges.unrequested("http://a.test/").answered(200, "OK").build());
        output.close();
        assertTrue(output.remarks().get(0).startsWith("standard output lacks 1 exchange"), output.remarks().toString());
    }
}
