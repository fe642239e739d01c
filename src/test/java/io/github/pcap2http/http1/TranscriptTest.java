package io.github.pcap2http.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each transcript gives what it says, fed whole, byte by byte, and cut in two at every place. */
class TranscriptTest {
    private static final Path FOLDER = Path.of("src/test/resources/http1");

    static Stream<Path> transcripts() throws IOException {
        return Files.list(FOLDER).filter(f -> f.toString().endsWith(".txt")).sorted();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void givesWhatItSays(Path file) throws IOException {
        Transcript transcript = Transcript.read(file);
        assertEquals(transcript.expected(), transcript.play(List::of, Limits.DEFAULT), "whole");
        assertEquals(transcript.expected(), transcript.play(TranscriptTest::singleBytes, Limits.DEFAULT), "byte by byte");
        int longest = transcript.events().stream().filter(e -> e.bytes() != null).mapToInt(e -> e.bytes().length()).max().orElse(0);
        for (int cut = 1; cut < Math.min(longest, 2000); cut++) {
            int at = cut;
            Function<Bytes, List<Bytes>> inTwo = bytes -> at >= bytes.length() ? List.of(bytes) : List.of(bytes.slice(0, at), bytes.from(at));
            assertEquals(transcript.expected(), transcript.play(inTwo, Limits.DEFAULT), "cut at " + cut);
        }
    }

    @Test
    void thereAreTranscripts() throws IOException {
        try (Stream<Path> files = transcripts()) {
            assertTrue(files.count() > 40);
        }
    }

    @Test
    void whereOneMayWaitTheNextTakesItsPlace() throws IOException {
        List<Transcript.Event> events = new ArrayList<>();
        for (String path : List.of("/1", "/2", "/3")) {
            events.add(new Transcript.Event(Side.CLIENT, Bytes.latin1("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"), 0, null));
        }
        String unanswered = "GET http://a/%d -> - no-response";
        String expected = unanswered.formatted(1) + "\n" + unanswered.formatted(2) + "\n" + unanswered.formatted(3) + ", NOT_PAIRED";
        assertEquals(expected, new Transcript(events, "").play(List::of, Limits.DEFAULT.withMaxWaiting(1)));
    }

    private static List<Bytes> singleBytes(Bytes bytes) {
        return new ArrayList<>(IntStream.range(0, bytes.length()).mapToObj(i -> bytes.slice(i, i + 1)).toList());
    }
}
