package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.CaptureException;
import io.github.pcap2http.exchange.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Captures by others, with what another analyser found in them: {@code -Dcorpus=DIR}, a folder with {@code manifest.tsv} (columns id,
 * path and features, among others), {@code captures/PATH} and {@code truth/ID.tsv} (columns method and status, a row an exchange).
 */
@EnabledIfSystemProperty(named = "corpus", matches = ".+", disabledReason = "no corpus given: -Dcorpus=DIR")
class CorpusTest {
    private record Row(String id, Path capture, List<String> features) { }

    private static final Path CORPUS = Path.of(System.getProperty("corpus", ""));
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final List<Row> ROWS = new ArrayList<>();
    private static final Map<String, List<Exchange>> FOUND = new HashMap<>();

    /** Each capture ends in time and without a bug, whatever it holds. */
    @BeforeAll
    static void readAll() throws IOException {
        for (Map<String, String> line : table(CORPUS.resolve("manifest.tsv"))) {
            Row row = new Row(line.get("id"), CORPUS.resolve("captures").resolve(line.get("path")), List.of(line.get("features").split(",")));
            ROWS.add(row);
            FOUND.put(row.id(), Assertions.assertTimeoutPreemptively(LONGEST, () -> read(row.capture()), row.id()));
        }
    }

    private static List<Exchange> read(Path file) throws IOException {
        List<Exchange> found = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, found::add);
        } catch (CaptureException e) {
            assertTrue(e.getMessage().contains(file.toString()), e.getMessage());   // a container that is not read, and said to be so
        }
        return found;
    }

    @Test
    void thePayloadIsFoundHoweverItWasDisguised() {
        long captures = 0;
        long payloads = 0;
        for (Row row : ROWS) {
            if (!row.id().contains("http-evader") || !row.features().contains("http1")) continue;
            captures++;
            List<Exchange> found = FOUND.get(row.id());
            assertEquals(1, found.size(), row.id());
            if (found.get(0).response() != null && found.get(0).response().body().content().latin1().contains("EICAR-STANDARD")) payloads++;
        }
        assertTrue(captures > 0, "no such captures in " + CORPUS);
        assertTrue(payloads >= captures * 0.96, payloads + " of " + captures);   // the others have no body by RFC 9112, 6.3, or are lzma
    }

    @Test
    void mostOfWhatAnotherAnalyserFoundIsFound() throws IOException {
        long truth = 0;
        long right = 0;
        for (Row row : ROWS) {
            List<Exchange> found = FOUND.get(row.id());
            Path file = CORPUS.resolve("truth").resolve(row.id() + ".tsv");
            if (!row.features().contains("http1") || !Files.exists(file)) continue;
            Map<String, Integer> seen = new HashMap<>();
            for (Exchange x : found) {
                String status = x.response() == null ? "" : String.valueOf(x.response().status());
                if (x.request() != null) seen.merge(x.request().method() + " " + status, 1, Integer::sum);
            }
            for (Map<String, String> line : table(file)) {
                String method = line.getOrDefault("method", "");
                if (method.isEmpty() || !"http1".equals(line.get("proto"))) continue;
                truth++;
                if (seen.merge(method + " " + line.getOrDefault("status", ""), -1, Integer::sum) >= 0) right++;
            }
        }
        assertTrue(truth > 0, "no truth in " + CORPUS);
        assertTrue(right >= truth * 0.97, right + " of " + truth);   // the others are in TLS, or cut and told otherwise
    }

    private static List<Map<String, String>> table(Path file) throws IOException {
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        String[] head = lines.isEmpty() ? new String[0] : lines.get(0).split("\t", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] cells = line.split("\t", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < Math.min(head.length, cells.length); i++) row.put(head[i], cells[i]);
            rows.add(row);
        }
        return rows;
    }
}
