package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The look at packets, from the command line. */
class PacketsTest {
    private static final String CAPTURE = "samples/ats-retry.pcap";

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Session run(String... args) {
        Session session = new Session().run(args);
        assertEquals(0, session.status(), session.err());
        return session;
    }

    private static List<Integer> frames(String lines) {
        return lines.lines().map(line -> Integer.valueOf(line.substring(0, 6).strip())).toList();
    }

    @Test
    void allPacketsOfAFileOrAPipe() throws IOException {
        String lines = run(CAPTURE, "-f", "packets", "--utc").out();
        List<Integer> all = new ArrayList<>();
        try (Capture capture = Capture.open(Path.of(CAPTURE))) {
            for (Packet p = capture.next(); p != null; p = capture.next()) all.add((int) p.frame());
        }
        assertEquals(all, frames(lines));
        assertEquals(lines, new Session().input(Files.readAllBytes(Path.of(CAPTURE))).run("-", "-f", "packets", "--utc").out());
        assertEquals(lines, run(CAPTURE, "-f", "packets", "--utc", "--threads", "1").out());
    }

    /** The packets that a slice of the same exchanges has. */
    @ParameterizedTest
    @ValueSource(strings = {"--status=5xx", "--url=*nothing*"})
    void onlyThoseOfChosenExchanges(String choice) throws IOException {
        for (String connections : List.of("--connections", "--no-connections")) {
            run("-q", CAPTURE, choice, "-o", path("slice.pcapng"), connections);
            List<String> slice = new ArrayList<>();
            try (Capture capture = Capture.open(folder.resolve("slice.pcapng"))) {
                for (Packet p = capture.next(); p != null; p = capture.next()) slice.add(String.valueOf(p.nanos() / 1000 % 1_000_000));
            }
            String lines = run("-q", CAPTURE, choice, "-f", "packets", connections).out();
            assertEquals(slice, lines.lines().map(line -> String.valueOf(Integer.parseInt(line.substring(28, 34)))).toList());
            assertTrue(run("-q", CAPTURE, "-f", "packets").out().lines().toList().containsAll(lines.lines().map(String::toString).toList()));
        }
    }

    @Test
    void aFilterLeavesNumbersAsTheyAre() {
        List<Integer> frames = frames(run(CAPTURE, "-f", "packets", "-F", "tcp[13] & 2 != 0").out());
        assertTrue(frames.size() > 10 && frames.contains(26) && !frames.contains(28), frames::toString);
    }

    @Test
    void besidesOtherOutputs() throws IOException {
        String lines = run(CAPTURE, "-f", "packets", "--utc").out();
        assertEquals(lines, run(CAPTURE, "-o", path("a.har"), "-o", path("b.packets"), "-o", "-", "-f", "packets", "--utc").out());
        assertEquals(lines, Files.readString(folder.resolve("b.packets")));
        assertEquals(lines, run(CAPTURE, "-o", path("c.har"), "-f", "packets", "--utc").out());
        assertEquals(Files.readString(folder.resolve("a.har")), Files.readString(folder.resolve("c.har")));
        assertEquals("", run(CAPTURE, "-q", "-o", path("d.packets"), "-f", "packets").out(), "it is in the file");
    }

    @Test
    void aReaderThatHasSeenEnough() throws IOException {
        Session alone = new Session().outputFails(300, "Broken pipe").run(CAPTURE, "-f", "packets");
        assertEquals(0, alone.status(), alone.err());
        Session beside = new Session().outputFails(300, "Broken pipe").run(CAPTURE, "-o", path("a.jsonl"), "-f", "packets");
        assertEquals(0, beside.status(), beside.err());
        assertEquals(run(CAPTURE, "-f", "jsonl").out(), Files.readString(folder.resolve("a.jsonl")));
        Session full = new Session().outputFails(300, "No space left on device").run(CAPTURE, "-f", "packets");
        assertEquals(1, full.status());
        assertEquals("pcap2http: standard output: writing failed: No space left on device\n", full.err());
    }

    @Test
    void whoStopsReadingEndsNeitherChecksNorBodies() throws IOException {
        assertEquals(4, new Session().outputFails(300, "Broken pipe").run("-q", CAPTURE, "-f", "packets", "--fail-on", "status>=500").status());
        assertEquals(0, new Session().outputFails(300, "Broken pipe").run("-q", CAPTURE, "-f", "packets", "--status", "5xx").status());
        run("-q", CAPTURE, "--bodies", path("all"), "-f", "packets");
        assertEquals(0, new Session().outputFails(300, "Broken pipe").run("-q", CAPTURE, "--bodies", path("cut"), "-f", "packets").status());
        assertEquals(List.of(folder.resolve("all").toFile().list()).size(), List.of(folder.resolve("cut").toFile().list()).size());
        assertTrue(folder.resolve("all").toFile().list().length > 1);
    }

    @Test
    void aFullTemporaryFileIsThatOfTheOutput() {
        Session full = new Session().run("-q", CAPTURE, "-o", path("a.packets"), "--status", "5xx", "--limit", "spool=20");
        assertEquals(1, full.status());
        assertTrue(full.err().startsWith("pcap2http: " + path("a.packets") + ": "), full.err());
    }

    @Test
    void aHarHasNone() throws IOException {
        run("-q", CAPTURE, "-o", path("a.har"));
        Session session = new Session().run(path("a.har"), "-f", "packets");
        assertEquals(2, session.status());
        assertEquals("pcap2http: -f packets is for packets, and a HAR has none\n", session.err().lines().findFirst().orElse("") + "\n");
        assertEquals("", session.out());
    }

    /** There is nothing to redact: of what TCP carries nothing is shown. */
    @Test
    void nothingOfTheContentIsShown() throws IOException {
        String blocks = run(CAPTURE, "-f", "packets", "-v", "--redact").out();
        for (String secret : List.of("GET", "HTTP", "shop", "Host", "test")) assertFalse(blocks.contains(secret), secret);
    }

    @Test
    void coloursAreForTerminals() {
        assertTrue(new Session().terminals().run(CAPTURE, "-f", "packets").out().contains("\u001b["));
        assertFalse(new Session().terminals().environment("NO_COLOR", "1").run(CAPTURE, "-f", "packets").out().contains("\u001b["));
        assertFalse(run(CAPTURE, "-f", "packets").out().contains("\u001b["));
    }
}
