package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Compared, byte for byte, with what another writer of JSON makes of the same. */
class JsonBufferTest {
    private static final JsonFactory OTHER = new JsonFactory();

    @Test
    void everyCharacterAloneAndAmongOthers() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 0x3f) {
            String text = Character.toString(c);
            sameText(text);
            sameText("12345" + text + "6789");
        }
        for (char c = Character.MIN_SURROGATE; c <= Character.MAX_SURROGATE; c++) {
            sameText("a" + c + "b");
        }
        sameText("\ude00\ud83d\ude00\ud83d");
    }

    @Test
    void everyByteOfTheWireAtEveryPlace() {
        for (char c = 0; c < 0x100; c++) {
            for (int at = 0; at < 20; at++) {
                String text = "01234567890123456789".substring(0, at) + c + "90123456789012345678".substring(at);
                assertEquals(other(json -> json.writeString(WireText.of(text))), ours(json -> json.wire(text)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomText(long seed) {
        Random random = new Random(seed);
        String text = text(random, random.nextInt(random.nextInt(10) == 0 ? 20_000 : 60), 1 + random.nextInt(0x20000));
        sameText(text);
        String wire = text(random, random.nextInt(60), 1 + random.nextInt(0x100));
        int from = random.nextInt(wire.length() + 1);
        int to = from + random.nextInt(wire.length() + 1 - from);
        assertEquals(other(json -> json.writeString(WireText.of(wire.substring(from, to)))), ours(json -> json.wire(wire, from, to)));
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static String text(Random random, int length, int bound) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int c = random.nextInt(bound);
            text.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 'x' : c);
        }
        return text.toString();
    }

    @Test
    void numbersOfEachLength() {
        for (long power = 1; power > 0; power = power < 1_000_000_000_000_000_000L ? power * 10 : 0) {
            for (long number : new long[] {power - 1, power, power + 1, -power}) sameNumber(number);
        }
        for (int bits = 0; bits < 64; bits++) {
            for (int more = -1; more <= 1; more++) sameNumber((1L << bits) + more);
        }
    }

    private static void sameNumber(long number) {
        assertEquals(Long.toString(number), ours(json -> json.number(number)));
    }

    /** Lengths around those from which on content is rendered in pieces, or when it is written. */
    @ParameterizedTest
    @CsvSource({"UTF-8", "US-ASCII", "ISO-8859-1", "UTF-16LE", "UTF-16BE", "Shift_JIS", "windows-1252"})
    void textOfAnyLength(String name) {
        Charset charset = Charset.forName(name);
        String some = "abc \"d\" \\ \u001b\n" + (name.startsWith("UTF") ? "\ud83d\ude00\u20ac\u00e9" : "");
        for (int length : new int[] {1, 100, 12_287, 12_288, 12_289, 32_768, 32_769, 50_001, 200_000}) {
            byte[] padded = ("#" + "x".repeat(length % 7) + some.repeat(length / some.length() + 1) + "#").getBytes(charset);
            Bytes content = Bytes.of(padded, 0, padded.length);
            assertEquals(other(json -> json.writeString(new String(padded, charset))), ours(json -> ContentJson.write(Content.of(content), charset, json)));
        }
    }

    /** Each byte at each place: nothing is left of what is not plain text. */
    @Test
    void plainTextIsRenderedAsItIsFound() {
        for (char c = 0; c < 0x100; c++) {
            for (int at = 0; at < 20; at++) {
                String text = "0123456\"890123456789".substring(0, at) + c + "901\n3456789";
                Bytes bytes = Bytes.latin1(text);
                boolean plain = c >= ' ' && c < 0x80 || "\n\r\t\f\u001b".indexOf(c) >= 0;
                String expected = plain ? other(json -> json.writeString(text)) : "";
                assertEquals(expected, ours(json -> assertEquals(plain, ContentJson.writePlain(Content.of(bytes), json))));
            }
        }
    }

    @Test
    void base64OfAnyLength() {
        for (int length : new int[] {0, 1, 2, 3, 100, 12_287, 12_288, 12_289, 32_768, 32_769, 50_001, 200_000}) {
            byte[] bytes = new byte[length + 2];
            new Random(length).nextBytes(bytes);
            Bytes content = Bytes.of(bytes, 1, length);
            assertEquals(other(json -> json.writeBinary(bytes, 1, length)), ours(json -> ContentJson.write(Content.of(content), null, json)));
        }
    }

    @Test
    void whatComesLaterStandsWhereItBelongs() {
        Bytes large = Bytes.latin1("x".repeat(100_000));
        String one = "[\"" + large + "\",1,\"" + large + "\"]";
        JsonBuffer json = new JsonBuffer().raw('[');
        ContentJson.write(Content.of(large), StandardCharsets.UTF_8, json);
        json.comma().number(1).comma();
        ContentJson.write(Content.of(large), StandardCharsets.UTF_8, json);
        assertEquals(one, Documents.text(json.raw(']')));
        assertEquals(one, Documents.text(json), "writing leaves it as it is");
        json.clear();
        assertEquals("2", Documents.text(json.number(2)));
    }

    private static void sameText(String text) {
        assertEquals(other(json -> json.writeString(text)), ours(json -> json.text(text)));
    }

    private static String ours(Consumer<JsonBuffer> writing) {
        JsonBuffer json = new JsonBuffer();
        writing.accept(json);
        return Documents.text(json);
    }

    private static String other(Consumer<JsonGenerator> writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = OTHER.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            writing.accept(json);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
