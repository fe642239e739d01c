package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.CaptureWriter;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.samples.PcapngWriter.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several files in one run. */
@Timeout(60)
class MergeTest {
    private static final long TIME = 1_700_000_000_000_000_000L;

    @TempDir
    private Path folder;

    private record Given(long frame, long nanos, String text) { }

    private Path file(String name, byte... content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /** A pcap file of packets of one letter, at the microseconds given. */
    private Path file(String name, char letter, int... micros) throws IOException {
        CaptureWriter writer = new PcapWriter();
        for (int at : micros) writer.packet(TIME + at * 1000L, bytes(String.valueOf(letter)));
        return file(name, writer.toBytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<Given> read(Capture capture) throws IOException {
        List<Given> given = new ArrayList<>();
        for (Packet p = capture.next(); p != null; p = capture.next()) given.add(new Given(p.frame(), p.nanos(), p.bytes().latin1()));
        return given;
    }

    private static String letters(Capture capture) throws IOException {
        StringBuilder letters = new StringBuilder();
        read(capture).forEach(each -> letters.append(each.text));
        return letters.toString();
    }

    @Test
    void aRingIsReadInTheOrderOfTimeWhateverTheNamesSay() throws IOException {
        List<Path> ring = List.of(file("ring0", 'c', 30, 31), file("ring1", 'a', 10, 11), file("ring2", 'b', 20, 29));
        try (Capture capture = Capture.open(ring)) {
            assertEquals(List.of(new Given(1, TIME + 10_000, "a"), new Given(2, TIME + 11_000, "a"), new Given(3, TIME + 20_000, "b"),
                new Given(4, TIME + 29_000, "b"), new Given(5, TIME + 30_000, "c"), new Given(6, TIME + 31_000, "c")), read(capture));
            assertEquals(List.of("ring1", "ring2", "ring0"), capture.facts().stream().map(f -> Path.of(f.name()).getFileName().toString()).toList());
            assertEquals(ring.get(0) + " and 2 more", capture.name());
            assertEquals(capture.size(), capture.bytesRead());
            assertEquals(3 * 24 + 6 * 17, capture.size());
            assertEquals(List.of(), capture.remarks());
            assertFalse(capture.damaged());
        }
    }

    @Test
    void capturesOfTheSameTimeInterleave() throws IOException {
        try (Capture capture = Capture.open(List.of(file("1", 'a', 1, 4, 5, 9), file("2", 'b', 2, 4, 6, 10), file("3", 'c', 3, 4, 7)))) {
            assertEquals("abcabcabcab", letters(capture));
        }
    }

    /** As mergecap does: a file's packets stay in their order, and those that step back are given at once. */
    @Test
    void timesThatStepBack() throws IOException {
        try (Capture capture = Capture.open(List.of(file("1", 'a', 5, 1, 8), file("2", 'b', 4, 6, 2, 9)))) {
            assertEquals("baabbab", letters(capture));
        }
    }

    @Test
    void anyNumberOfFilesGivesWhatSortingGives() throws IOException {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<Path> files = new ArrayList<>();
            List<Given> expected = new ArrayList<>();
            for (int f = 0; f < 2 + random.nextInt(6); f++) {
                PcapWriter writer = new PcapWriter();
                long time = TIME + random.nextInt(50) * 1000L;
                for (int i = random.nextInt(20); i >= 0; i--) {
                    time += random.nextInt(4) * 1000L;
                    writer.packet(time, bytes(f + "." + i));
                    expected.add(new Given(0, time, f + "." + i));
                }
                files.add(file(seed + "-" + f, writer.toBytes()));
            }
            expected.sort((a, b) -> Long.compare(a.nanos, b.nanos));   // stable: of the same time, the file named first
            try (Capture capture = Capture.open(files)) {
                List<Given> given = read(capture);
                for (int i = 0; i < expected.size(); i++) {
                    assertEquals(new Given(i + 1, expected.get(i).nanos, expected.get(i).text), given.get(i), "seed " + seed);
                }
                assertEquals(expected.size(), given.size());
            }
        }
    }

    @Test
    void filesAreOpenedWhenTheyAreDue() throws IOException {
        List<Path> ring = new ArrayList<>();
        for (int i = 0; i < 2000; i++) ring.add(file("ring" + i, 'x', 10 * i, 10 * i + 5));
        try (Capture capture = Capture.open(ring)) {
            for (int i = 0; i < 4000; i++) assertEquals(i + 1, capture.next().frame());
            assertEquals(2000, capture.facts().size());
        }
        Path last = ring.get(1999);
        try (Capture capture = Capture.open(List.of(ring.get(0), last))) {
            assertEquals(TIME, capture.next().nanos());
            Files.delete(last);   // it had not been opened yet
            assertEquals("x", letters(capture));
            assertTrue(capture.damaged());
            assertEquals(List.of(last + ": no such file"), capture.remarks());
        }
    }

    @Test
    void whatCannotBeReadIsARemark() throws IOException {
        Path text = file("notes.txt", bytes("some notes"));
        Path missing = folder.resolve("missing.pcap");
        try (Capture capture = Capture.open(List.of(text, missing, file("a", 'a', 1), folder))) {
            assertEquals("a", letters(capture));
            assertTrue(capture.damaged());
            assertEquals(3, capture.remarks().size());
            assertTrue(capture.remarks().get(0).startsWith(text + ": is text"), capture.remarks().toString());
            assertEquals(missing + ": no such file", capture.remarks().get(1));
        }
    }

    @Test
    void emptyFilesAreARemarkAndNoDamage() throws IOException {
        Path nothing = file("nothing");
        Path header = file("header", 'x');
        try (Capture capture = Capture.open(List.of(file("a", 'a', 1), nothing, header))) {
            assertEquals("a", letters(capture));
            assertFalse(capture.damaged());
            assertTrue(capture.remarks().get(0).startsWith(nothing + ": is empty"));
            assertEquals(header + ": has no packets", capture.remarks().get(1));
        }
    }

    @Test
    void theEarliestTimeThereIs() throws IOException {
        long seconds = -9_223_372_037L;   // as nanoseconds, less than a long can be
        CaptureWriter early = new PcapngWriter().addInterface(1, 0, 9, seconds).packet(seconds * 1_000_000_000L, bytes("a"));
        try (Capture capture = Capture.open(List.of(file("b", 'b', 1), file("a", early.toBytes())))) {
            assertEquals("ab", letters(capture));
            assertEquals(List.of(), capture.remarks());
        }
    }

    @Test
    void noneCanBeRead() throws IOException {
        Path text = file("notes.txt", bytes("some notes"));
        CaptureException refused = assertThrows(CaptureException.class, () -> Capture.open(List.of(text, folder.resolve("x"), folder.resolve("y"))));
        assertTrue(refused.getMessage().startsWith(text + ": is text"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("(nor can the other 2 files be read)"), refused.getMessage());
        CaptureException two = assertThrows(CaptureException.class, () -> Capture.open(List.of(text, folder.resolve("x"))));
        assertTrue(two.getMessage().endsWith("(nor can the other file be read)"), two.getMessage());
    }

    @Test
    void aFileNamedTwice() throws IOException {
        Path file = file("a", 'a', 1);
        Path again = folder.resolve(".").resolve("a");
        CaptureException refused = assertThrows(CaptureException.class, () -> Capture.open(List.of(file, again)));
        assertEquals(again + ": was given twice", refused.getMessage());
    }

    @Test
    void whatSeveralFilesHoldBesidePacketsIsJoined() throws IOException {
        Path first = file("1", new PcapngWriter().addInterface(1, Option.of(2, "eth0")).names(new Option(1, bytes("\12\0\0\1one\0")))
            .secrets(Secrets.TLS_KEY_LOG, bytes("a")).packet(TIME, bytes("a")).packet(TIME + 2000, bytes("c")).toBytes());
        Path second = file("2", new PcapngWriter().addInterface(113, Option.of(2, "any")).names(new Option(1, bytes("\12\0\0\2two\0")))
            .block(0x0bad, new byte[4]).packet(TIME + 1000, bytes("b")).secrets(Secrets.TLS_KEY_LOG, bytes("b")).toBytes());
        Path keysOnly = file("keys", new PcapngWriter().secrets(Secrets.TLS_KEY_LOG, bytes("k")).toBytes());
        try (Capture capture = Capture.open(List.of(first, second, keysOnly))) {
            Packet packet = capture.next();
            assertEquals(1, packet.interfaceId());   // the file without packets was read first
            packet = capture.next();
            assertEquals(2, packet.interfaceId());
            assertEquals("any", packet.interfaceName());
            assertEquals(3, packet.frame());   // the custom block before it counts
            assertEquals(4, capture.next().frame());
            assertEquals(null, capture.next());
            assertEquals(Map.of("10.0.0.1", "one", "10.0.0.2", "two"), capture.hostNames());
            assertEquals(3, capture.secrets().size());
            assertEquals("k", new String(capture.secrets().get(0).bytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void damageIsToldOfItsFile() throws IOException {
        byte[] good = new PcapWriter().packet(TIME, bytes("abc")).packet(TIME, bytes("def")).toBytes();
        Path cut = file("cut", java.util.Arrays.copyOf(good, good.length - 1));
        try (Capture capture = Capture.open(List.of(cut, file("a", 'x', 50)))) {
            assertEquals("abcx", letters(capture));
            assertTrue(capture.remarks().get(0).startsWith(cut + ": ends inside the record after packet 1"), capture.remarks().get(0));
        }
    }
}
