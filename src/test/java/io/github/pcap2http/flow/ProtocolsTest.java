package io.github.pcap2http.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.Detector;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** First bytes of protocols, as their specifications show them, and what they are taken for. */
class ProtocolsTest {
    private static final Moment NOW = new Moment(1, 0);
    private static final Path FIRST_BYTES = Path.of("src/test/resources/flow/first-bytes.tsv");

    /** @param side who sent it, C or S */
    record Sample(String protocol, Side side, Bytes bytes, String what) {
        @Override
        public String toString() {
            return protocol + ": " + what;
        }
    }

    static Stream<Sample> samples() throws IOException {
        return Files.readAllLines(FIRST_BYTES, StandardCharsets.UTF_8).stream().filter(line -> !line.startsWith("#")).map(line -> {
            String[] cells = line.split("\t");
            return new Sample(cells[0], cells[1].equals("C") ? Side.CLIENT : Side.SERVER, bytes(cells[2]), cells[3]);
        });
    }

    private static Bytes bytes(String cell) {
        if (cell.startsWith("x ")) return Bytes.of(HexFormat.of().parseHex(cell.substring(2).replace(" ", "")));
        return Bytes.latin1(cell.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0"));
    }

    /** @return the name that is found; "" when none is */
    private static String found(boolean begun, Side side, List<Bytes> pieces) {
        List<String> names = new ArrayList<>();
        Undecided undecided = undecided(begun, names);
        for (Bytes piece : pieces) undecided.data(side, piece, NOW);
        for (Side each : Side.values()) undecided.end(each, EndCause.FIN, NOW);
        assertTrue(names.size() <= 1, names::toString);
        return names.isEmpty() ? "" : names.get(0);
    }

    /** @param names is told what is found */
    private static Undecided undecided(boolean begun, List<String> names) {
        Journal journal = new Journal(() -> null, Limits.DEFAULT, () -> null, exchange -> { }, new Held());
        return new Undecided(journal, new Undecided.Choice() {
            @Override
            public boolean begun() {
                return begun;
            }

            @Override
            public Layer chosen(Protocols.Protocol protocol, boolean swapped) {
                names.add(protocol.name());
                return new Opaque();
            }
        });
    }

    private static List<Bytes> cut(Bytes bytes, int size) {
        List<Bytes> pieces = new ArrayList<>();
        for (int i = 0; i < bytes.length(); i += size) pieces.add(bytes.slice(i, Math.min(bytes.length(), i + size)));
        return pieces;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void areKnownHoweverTheyAreCut(Sample sample) {
        for (int size = sample.bytes().length(); size > 0; size--) {
            assertEquals(sample.protocol(), found(true, sample.side(), cut(sample.bytes(), size)), "in pieces of " + size);
        }
    }

    /** As RFC 7118, section 8.1, has it; only where its first line came whole, since other protocols begin with such a byte too. */
    @Test
    void sipIsKnownInAWebSocketFrame() {
        String line = "REGISTER sip:proxy.example.com SIP/2.0\r\n";
        Bytes frame = Bytes.latin1("\u0081" + (char) line.length() + line);
        assertEquals("SIP", found(true, Side.CLIENT, List.of(frame)));
        assertEquals("", found(true, Side.CLIENT, List.of(frame.slice(0, 20))));
    }

    /** Every protocol of the list is in a sample, so that none is there that does not work. */
    @Test
    void allHaveASample() throws IOException {
        List<String> sampled = samples().map(Sample::protocol).distinct().toList();
        Stream.concat(Protocols.EVERYWHERE.stream(), Protocols.atFirst().stream()).map(Protocols.Protocol::name)
            .forEach(name -> assertTrue(sampled.contains(name), () -> "no sample of " + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "get key HTTP/1.1\r\n\r\n", "USER x HTTP/1.0\r\n\r\n", "VERSION / HTTP/1.1\r\n\r\n", "GET /stats\r\n",
        "\r\nEHLO / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "220 / HTTP/1.1\r\n\r\n", "PROXY / HTTP/1.1\r\n\r\n", "INFO * HTTP/1.1\r\n\r\n"
    })
    void httpIsHttpWhateverItLooksLike(String text) {
        Bytes bytes = Bytes.latin1(text);
        for (Side side : Side.values()) {
            for (int size = bytes.length(); size > 0; size--) assertEquals("HTTP/1", found(true, side, cut(bytes, size)), "in pieces of " + size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 this line of a page is about SMTP\r\n", "* OK so far\r\n", "stats\r\n", "+OK then\r\n", "\20\20\0\4MQTT\n", "NICK name\r\n"})
    void inMidStreamALineOfABodyIsNoGreeting(String text) {
        Bytes bytes = Bytes.latin1(text);
        for (Side side : Side.values()) assertEquals("", found(false, side, List.of(bytes)));
        Bytes more = Bytes.latin1("HTTP/1.1 200 OK\r\n\r\n");
        assertEquals("HTTP/1", found(false, Side.SERVER, List.of(bytes, more)));
    }

    /** Clients have been seen whose request lines are none; the answer shows what they were. */
    @Test
    void anAnswerInHttpIsBelievedMore() {
        String names = "";
        for (String request : List.of("USER agent\r\n", "get /data?date=2016-1-6 21:58:34 now\r\n",
            "\0\35\22\64\1\0\0\1\0\0\0\0\0\0\7example\3com\0\0\1\0\1")) {
            for (int size = 1; size < 60; size++) names += spoken(Bytes.latin1(request), cut(Bytes.latin1("HTTP/1.0 200 OK\r\n\r\n"), size)) + " ";
            names += spoken(Bytes.latin1(request), List.of(Bytes.latin1("hello\r\n"))) + "\n";
        }
        assertEquals("HTTP/1 ".repeat(59) + "FTP\n" + "HTTP/1 ".repeat(59) + "memcached\n" + "HTTP/1 ".repeat(59) + "DNS\n", names);
    }

    private static String spoken(Bytes request, List<Bytes> answer) {
        List<String> names = new ArrayList<>();
        Undecided undecided = undecided(true, names);
        undecided.data(Side.CLIENT, request, NOW);
        for (Bytes piece : answer) undecided.data(Side.SERVER, piece, NOW);
        assertEquals(1, names.size(), "decided before the end");
        return names.get(0);
    }

    /** Of bytes that mean nothing, next to none have a name. The seed is fixed, so that this holds or does not. */
    @Test
    void noiseHasNoName() {
        Random random = new Random(1);
        int named = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] noise = new byte[64];
            random.nextBytes(noise);
            if (!found(false, Side.SERVER, List.of(Bytes.of(noise))).isEmpty()) named++;
        }
        assertEquals(0, named);
    }

    /** Nobody looks again at what the first byte has told. */
    @Test
    void nothingBeginsWithAByteThatIsPassedOver() throws IOException {
        List<Bytes> wholes = new ArrayList<>(samples().map(Sample::bytes).toList());
        wholes.add(Bytes.latin1("\u0081(REGISTER sip:proxy.example.com SIP/2.0\r\n"));
        wholes.add(Bytes.latin1("\u0082(REGISTER sip:proxy.example.com SIP/2.0\r\n"));
        for (Bytes whole : wholes) {
            boolean known = false;
            for (Protocols.Protocol protocol : Protocols.EVERYWHERE) known |= protocol.detector().look(whole, false) != Detector.Verdict.NO;
            assertTrue(!known || Protocols.mayBegin(whole.at(0)), whole::toString);
            for (int first = 0; first < 256; first++) {
                if (!Protocols.mayBegin((byte) first)) assertBeginsNothing(first, whole);
            }
        }
        assertFalse(Protocols.mayBegin((byte) '{'));
    }

    private static void assertBeginsNothing(int first, Bytes whole) {
        byte[] other = whole.toArray();
        other[0] = (byte) first;
        for (int length = 1; length <= other.length; length++) {
            Bytes bytes = Bytes.of(other, 0, length);
            for (Protocols.Protocol protocol : Protocols.EVERYWHERE) {
                assertEquals(Detector.Verdict.NO, protocol.detector().look(bytes, false), () -> protocol.name() + ": " + bytes);
                assertEquals(Detector.Verdict.NO, protocol.detector().look(bytes, true), () -> protocol.name() + ": " + bytes);
            }
        }
    }

    /** What a line begins with is looked at, wherever it stands in a segment, and though the line end is the last of the one before. */
    @Test
    void whatBeginsALineBehindOtherBytesIsKnown() throws IOException {
        List<String> everywhere = Protocols.EVERYWHERE.stream().map(Protocols.Protocol::name).toList();
        List<Sample> samples = samples().filter(sample -> everywhere.contains(sample.protocol()) && !sample.what().contains("mid-stream")).toList();
        assertFalse(samples.isEmpty());
        for (Sample sample : samples) {
            for (String before : List.of("{\n", "\1\n{\n\n", "\u00ff\n\u0080{}\n\0\n".repeat(200))) {
                byte[] all = Bytes.latin1(before + sample.bytes().latin1()).toArray();
                for (int cut = before.length() - 1; cut <= before.length() + 2; cut++) {
                    List<Bytes> pieces = List.of(Bytes.of(all, 0, cut), Bytes.of(all, cut, all.length - cut));
                    assertEquals(sample.protocol(), found(false, sample.side(), pieces), sample + " behind " + before.length() + ", cut at " + cut);
                }
            }
        }
    }

    @Test
    void greetingsCountFromTheSideThatGivesThemOnly() {
        Bytes greeting = Bytes.latin1("220 mx.example.org ESMTP\r\n");
        assertEquals("SMTP", found(true, Side.SERVER, List.of(greeting)));
        assertNotEquals("SMTP", found(true, Side.CLIENT, List.of(greeting)));
    }
}
