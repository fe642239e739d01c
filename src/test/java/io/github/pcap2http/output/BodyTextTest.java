package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.body;
import static io.github.pcap2http.exchange.TestExchanges.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** When a body is text. The bytes are written as ISO 8859-1, the expected text as itself; a hyphen stands for base64. */
class BodyTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {
        "text/plain; charset=utf-8            | caf\u00c3\u00a9 | caf\u00e9",
        "text/plain; charset=\"UTF-8\"        | caf\u00c3\u00a9 | caf\u00e9",
        "text/plain;CHARSET = utf8            | caf\u00c3\u00a9 | caf\u00e9",
        "text/plain; charset=utf-8            | caf\u00e9       | -",
        "text/plain; charset=utf-8            | \u00ed\u00a0\u0080 | -",
        "text/plain; charset=utf-8            | \u00c0\u0080    | -",
        "text/plain; charset=iso-8859-1       | caf\u00e9       | caf\u00e9",
        "text/plain; charset=iso-8859-1       | \u0093q\u0094   | -",
        "text/plain; charset=windows-1252     | \u0093q\u0094   | \u201cq\u201d",
        "text/plain; charset=windows-1252     | \u0081          | -",
        "text/plain; charset=us-ascii         | caf\u00e9       | -",
        "text/plain; charset=us-ascii         | cafe            | cafe",
        "text/html; charset=shift_jis         | \u0082\u00a0    | \u3042",
        "text/html; charset=shift_jis         | \u0082          | -",
        "text/html; charset=euc-kr            | \u00b0\u00a1    | \uac00",
        "text/html; charset=gb18030           | \u00c4\u00e3    | \u4f60",
        "text/plain; charset=martian          | cafe            | -",
        "text/plain; charset=                 | cafe            | cafe",
        "text/plain                           | caf\u00c3\u00a9 | caf\u00e9",
        "text/plain                           | caf\u00e9       | -",
        "application/json                     | {}              | {}",
        "application/problem+json             | {}              | {}",
        "application/vnd.made.up              | plain           | plain",
        "application/octet-stream             | plain           | -",
        "image/png                            | plain           | -",
        "image/svg+xml                        | <svg/>          | <svg/>",
        "application/grpc+proto               | plain           | -",
        "application/vnd.apple.mpegurl        | #EXTM3U         | #EXTM3U",
        "''                                   | plain           | plain",
        "nonsense                             | plain           | plain",
        "text/html                            | <meta charset='iso-8859-15'>\u00a4 | -",
        "text/plain                           | <meta charset='iso-8859-15'>\u00a4 | -"
    })
    void textOnlyWhereItDecodesExactly(String contentType, String latin1, String expected) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        JsonNode content = content(contentType, bytes);
        if (expected.equals("-")) {
            assertEquals("base64", content.at("/encoding").asString());
            assertArrayEquals(bytes, Base64.getDecoder().decode(content.get("text").stringValue()));
        } else {
            assertEquals(expected, content.get("text").stringValue());
            assertTrue(!content.has("encoding"));
        }
        assertEquals(bytes.length, content.get("size").intValue());
    }

    private static JsonNode content(String contentType, byte[] bytes) {
        return Documents.entry(get("http://a.test/").answered(200, "OK", "Content-Type: " + contentType).with(body(bytes)).build())
            .at("/response/content");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 11, 14, 26, 28, 31})
    void controlCharactersMakeItBinary(int control) {
        assertTrue(content("text/plain; charset=utf-8", new byte[] {'a', (byte) control, 'b'}).has("encoding"));
        assertTrue(content("", new byte[] {'a', (byte) control, 'b'}).has("encoding"));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 12, 13, 27, 127})
    void textHasTheseControlCharacters(int control) {
        assertEquals("a" + (char) control, content("text/plain", new byte[] {'a', (byte) control}).get("text").stringValue());
    }

    @Test
    void utf16() {
        Bytes big = Bytes.of("\ufeffgr\u00fc\u00dfe \ud83d\ude00".getBytes(StandardCharsets.UTF_16BE));
        Bytes little = Bytes.of("\ufeffgr\u00fc\u00dfe \ud83d\ude00".getBytes(StandardCharsets.UTF_16LE));
        MediaType declared = MediaType.of("text/plain; charset=utf-16");
        assertEquals(StandardCharsets.UTF_16BE, BodyText.charset(big, declared));
        assertEquals(StandardCharsets.UTF_16LE, BodyText.charset(little, declared));
        assertEquals(StandardCharsets.UTF_16LE, BodyText.charset(little.from(2), declared));
        assertNull(BodyText.charset(big, MediaType.of("text/plain")), "not declared");
        assertNull(BodyText.charset(big.slice(0, big.length() - 1), declared));
        assertNull(BodyText.charset(big.slice(0, big.length() - 2), declared), "half of a pair");
    }

    @Test
    void aByteOrderMarkStaysSoThatTheBytesCanBeHadBack() {
        byte[] bytes = "\ufeff{}".getBytes(StandardCharsets.UTF_8);
        assertEquals("\ufeff{}", content("application/json", bytes).get("text").stringValue());
    }

    /** ISO 2022 switches character sets by escapes; a needless one is lost in text, so its bytes could not be had back. */
    @Test
    void needlessEscapesAreNotExact() {
        MediaType type = MediaType.of("text/plain; charset=iso-2022-jp");
        byte[] once = "\u3042\u3044 a".getBytes(Charset.forName("ISO-2022-JP"));
        assertEquals("ISO-2022-JP", BodyText.charset(Bytes.of(once), type).name());
        assertNull(BodyText.charset(Bytes.latin1("\u001b$B$\"\u001b$B$$\u001b(B a"), type));
    }

    /** Pieces of decoding and writing end anywhere: also between the halves of a pair. */
    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "utf-16le", "gb18030", "shift_jis", "iso-2022-jp", "windows-1252"})
    void longTextsAreExactInEveryCharset(String charset) {
        Random random = new Random(charset.hashCode());
        int[] alphabet = charset.startsWith("utf") || charset.equals("gb18030") ? new int[] {'a', 0xe9, 0x3042, 0x1f600}
            : charset.equals("windows-1252") ? new int[] {'a', 0xe9, 0x20ac} : new int[] {'a', 0x3042};
        StringBuilder text = new StringBuilder();
        while (text.length() < 70_000) text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        byte[] bytes = text.toString().getBytes(Charset.forName(charset));
        assertEquals(text.toString(), content("text/plain; charset=" + charset, bytes).get("text").stringValue());
        byte[] withControl = (text + "\0").getBytes(Charset.forName(charset));
        assertTrue(content("text/plain; charset=" + charset, withControl).has("encoding"));
    }

    @Test
    void largeBinaryBodies() {
        byte[] bytes = new byte[200_001];
        new Random(1).nextBytes(bytes);
        assertArrayEquals(bytes, Base64.getDecoder().decode(content("image/png", bytes).get("text").stringValue()));
    }
}
