package io.github.pcap2http.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdCompressor;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.coding.Decoded.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** lines.br and lines.zst, and the hex literals, were made by the programs brotli 1.0.9 and zstd 1.5.4. */
class ContentCodingsTest {
    private static final long PLENTY = 64L << 20;
    private static final String FOX = "the quick brown fox jumps over the lazy dog\n";
    private static final byte[] LINES = lines(30_000);

    @Test
    void knowsEachCoding() throws IOException {
        assertWhole(LINES, gzip(LINES), "gzip");
        assertWhole(LINES, gzip(LINES), "X-GZip");
        assertWhole(LINES, deflate(LINES, false), "deflate");
        assertWhole(LINES, deflate(LINES, true), "deflate");
        assertWhole(LINES, resource("lines.br"), "br");
        assertWhole(LINES, resource("lines.zst"), "zstd");
        assertWhole(LINES, zstd(LINES), "zstd");
        assertWhole(ascii(FOX), hex("8f158074686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f670a03"), "br");
        assertWhole(ascii(FOX), hex("28b52ffd046861010074686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f670a3652697b"), "zstd");
    }

    @Test
    void knowsEmptyContent() throws IOException {
        assertWhole(new byte[0], gzip(new byte[0]), "gzip");
        assertWhole(new byte[0], deflate(new byte[0], false), "deflate");
        assertWhole(new byte[0], hex("3f"), "br");
        assertWhole(new byte[0], hex("28b52ffd240001000099e9d851"), "zstd");
    }

    @Test
    void takesTheLastAppliedOffFirst() throws IOException {
        assertWhole(LINES, zstd(gzip(LINES)), "gzip", "zstd");
        assertWhole(LINES, gzip(deflate(resource("lines.br"), true)), "identity", "br", "deflate", "", "gzip");
    }

    @Test
    void leavesPlainContentAlone() {
        Decoded decoded = decode(ascii(FOX), PLENTY, " identity ", "");
        assertEquals(new Decoded(Content.of(Bytes.latin1(FOX)), FOX.length(), Problem.NONE, "", null), decoded);
    }

    @Test
    void anUnknownCodingStaysOnWithThoseInsideOfIt() throws IOException {
        byte[] inner = ascii("opaque");
        assertEquals(new Decoded(Content.of(Bytes.of(inner)), 6, Problem.UNKNOWN, "coding compress", "br, compress"), decode(inner, PLENTY, "br", "compress"));
        assertEquals(new Decoded(Content.of(Bytes.of(inner)), 6, Problem.UNKNOWN, "coding compress", "br, compress"),
            decode(gzip(inner), PLENTY, "br", "compress", "gzip"));
    }

    @Test
    void moreCodingsThanAnyoneUsesAreNotUndone() {
        String[] nine = new String[9];
        Arrays.fill(nine, "gzip");
        Decoded decoded = decode(ascii(FOX), PLENTY, nine);
        assertEquals(Problem.UNKNOWN, decoded.problem());
        assertEquals(String.join(", ", nine), decoded.coding());
        assertEquals(FOX, decoded.content().bytes().latin1());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void contentThatWasNeverCodedIsGivenAsItIs(String coding) {
        String text = "<html>not coded at all</html>\n";
        Decoded decoded = decode(ascii(text), PLENTY, coding);
        assertEquals(text, decoded.content().bytes().latin1());
        assertEquals(Problem.CORRUPT, decoded.problem(), decoded.detail());
        assertEquals(coding, decoded.coding());
    }

    @Test
    void ofAChainOnlyWhatIsThereIsUndone() throws IOException {
        Decoded decoded = decode(gzip(ascii(FOX)), PLENTY, "gzip", "gzip");
        assertEquals(FOX, decoded.content().bytes().latin1());
        assertNull(decoded.coding());
        assertEquals(Problem.CORRUPT, decoded.problem());
    }

    @Test
    void readsSeveralMembersAndFrames() throws IOException {
        byte[] skippable = hex("5a2a4d1803000000010203");
        assertWhole(join(ascii(FOX), LINES), join(gzip(ascii(FOX)), gzip(LINES)), "gzip");
        assertWhole(join(ascii(FOX), LINES), join(zstd(ascii(FOX)), skippable, resource("lines.zst")), "zstd");
    }

    @Test
    void passesOverWhatFollowsAWholeMember() throws IOException {
        for (byte[] behind : List.of(new byte[1], new byte[700], ascii("\r\n0\r\n\r\n"))) {
            assertWhole(ascii(FOX), join(gzip(ascii(FOX)), behind), "gzip");
            assertWhole(ascii(FOX), join(deflate(ascii(FOX), true), behind), "deflate");
            assertWhole(LINES, join(resource("lines.br"), behind), "br");
        }
    }

    @Test
    void readsEveryPartOfAGzipHeader() throws IOException {
        byte[] plain = gzip(ascii(FOX));
        byte[] header = hex("1f8b081f00000000000304006162636466696c650072656d61726b00abcd");
        assertWhole(ascii(FOX), join(header, Arrays.copyOfRange(plain, 10, plain.length)), "gzip");
    }

    @Test
    void aMissingOrWrongChecksumLosesNoContent() throws IOException {
        for (String coding : List.of("gzip", "deflate", "zstd")) {
            byte[] whole = coding.equals("gzip") ? gzip(LINES) : coding.equals("zstd") ? resource("lines.zst") : deflate(LINES, false);
            Decoded missing = decode(Arrays.copyOf(whole, whole.length - 4), PLENTY, coding);
            assertEquals(Problem.TRUNCATED, missing.problem());
            assertTrue(Arrays.equals(LINES, missing.content().bytes().toArray()));
            byte[] wrong = whole.clone();
            wrong[whole.length - (coding.equals("gzip") ? 8 : 1)] ^= 1;
            Decoded corrupt = decode(wrong, PLENTY, coding);
            assertEquals(Problem.CORRUPT, corrupt.problem());
            assertTrue(Arrays.equals(LINES, corrupt.content().bytes().toArray()));
            assertNull(corrupt.coding());
        }
    }

    /** RFC 7932, section 8 and appendices A and B. */
    @Test
    void knowsTheWordsOfBrotliAndTheirForms() {
        String text = "<!DOCTYPE html><title>Information about the Government of Time</title> "
            + "<a href=\"http://www.example.com/\">THE WORLD</a>, который Время.";
        byte[] encoded = hex("a188040066a4866aac77eb171ee868ed02f828c96d6cecaf883f1ab335c2d21d5ec7669444a2ea510108c8896afd2e0e535ad8b7b02285"
            + "83517d10313c197a85d3bbb0a702");
        assertWhole(text.getBytes(StandardCharsets.UTF_8), encoded, "br");
    }

    /** RFC 7932, appendix A, gives the length and the checksum of the words. */
    @Test
    void theDictionaryIsTheOneOfTheRfc() throws IOException {
        byte[] words = resource("brotli.dictionary");
        CRC32 crc = new CRC32();
        crc.update(words);
        assertEquals(122_784, words.length);
        assertEquals(0x5136cb04L, crc.getValue());
    }

    @Test
    void everyTruncationGivesABeginning() throws IOException {
        cutEverywhere(gzip(LINES), "gzip", 0.85);
        cutEverywhere(deflate(LINES, false), "deflate", 0.85);
        cutEverywhere(deflate(LINES, true), "deflate", 0.85);
        cutEverywhere(resource("lines.br"), "br", 0.85);
        cutEverywhere(resource("lines.zst"), "zstd", 0.5);
        cutEverywhere(gzip(gzip(LINES)), "gzip, gzip", 0.3);
    }

    /** @param share of the content that is there, at least, when a tenth of the encoded bytes is missing */
    private static void cutEverywhere(byte[] whole, String codings, double share) {
        for (int cut = 1; cut < whole.length; cut += cut < 200 || whole.length - cut < 200 ? 1 : 397) {
            Decoded decoded = decode(Arrays.copyOf(whole, cut), PLENTY, codings.split(", "));
            String at = codings + " cut at " + cut + " of " + whole.length + ": " + decoded.problem() + " " + decoded.detail();
            assertEquals(Problem.TRUNCATED, decoded.problem(), at);
            byte[] content = decoded.content().bytes().toArray();
            assertTrue(content.length <= LINES.length && Arrays.equals(content, 0, content.length, LINES, 0, content.length), at);
            assertEquals(content.length, decoded.size());
            if (cut > whole.length * 0.9) assertTrue(content.length >= LINES.length * share, at + ": " + content.length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void corruptionNeverThrowsAndStaysInBounds(String coding) throws IOException {
        byte[] whole = switch (coding) {
            case "gzip" -> gzip(LINES);
            case "deflate" -> deflate(LINES, true);
            case "br" -> resource("lines.br");
            default -> resource("lines.zst");
        };
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] bytes = random.nextInt(4) == 0 ? new byte[1 + random.nextInt(300)] : whole.clone();
            if (bytes.length != whole.length) random.nextBytes(bytes);
            int hits = 1 + random.nextInt(4);
            for (int i = 0; i < hits; i++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            Decoded decoded = decode(bytes, 100_000, coding);
            assertTrue(decoded.content().length() <= Math.min(decoded.size(), 100_000), "seed " + seed);
            assertEquals(decoded.problem() == Problem.NONE, decoded.detail().isEmpty(), "seed " + seed);
        }
    }

    @Test
    void keepsTheLimitAndCountsTheRest() throws IOException {
        Decoded decoded = decode(gzip(LINES), 1000, "gzip");
        assertTrue(Arrays.equals(Arrays.copyOf(LINES, 1000), decoded.content().bytes().toArray()));
        assertEquals(LINES.length, decoded.size());
        assertEquals(Problem.NONE, decoded.problem());
        assertEquals(0, decode(gzip(LINES), 0, "gzip").content().length());
    }

    @Test
    void stopsAtABombButNotAtWhatIsOnlyLarge() throws IOException {
        byte[] inner = gzip(new byte[40 << 20]);
        Decoded bomb = decode(gzip(inner), 1000, "gzip", "gzip");
        assertEquals(Problem.BOMB, bomb.problem());
        assertEquals(1000, bomb.content().length());
        assertTrue(bomb.size() >= 16 << 20 && bomb.size() < 20 << 20, bomb.detail());

        Decoded kept = decode(gzip(inner), PLENTY, "gzip", "gzip");
        assertEquals(Problem.NONE, kept.problem());
        assertEquals(40 << 20, kept.size());
    }

    /** A frame whose one segment claims 2 GiB and repeats one byte: a decoder that believed it would hold all of it. */
    @Test
    void aZstdFrameCannotClaimMemory() {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(hex("28b52ffda000000080"));
        for (int i = 0; i < 16_000; i++) frame.writeBytes(hex("02001061"));   // 128 KiB of "a" each
        Decoded decoded = decode(frame.toByteArray(), 10, "zstd");
        assertEquals(Problem.BOMB, decoded.problem());
        assertEquals("aaaaaaaaaa", decoded.content().bytes().latin1());
    }

    @Test
    void aZstdDictionaryIsNotThere() {
        Decoded decoded = decode(hex("28b52ffd2107000100002a"), 10, "zstd");
        assertEquals(Problem.CORRUPT, decoded.problem());
        assertFalse(decoded.detail().isEmpty());
    }

    private static void assertWhole(byte[] expected, byte[] encoded, String... codings) {
        Decoded decoded = decode(encoded, PLENTY, codings);
        assertEquals(Problem.NONE, decoded.problem(), decoded.detail());
        assertTrue(Arrays.equals(expected, decoded.content().bytes().toArray()), Arrays.toString(codings));
        assertEquals(expected.length, decoded.size());
        assertEquals("", decoded.detail());
        assertNull(decoded.coding());
    }

    /** The bytes are given as a view into a larger array, as callers may do. */
    private static Decoded decode(byte[] encoded, long limit, String... codings) {
        byte[] around = new byte[encoded.length + 20];
        Arrays.fill(around, (byte) 0x55);
        System.arraycopy(encoded, 0, around, 7, encoded.length);
        return ContentCodings.decode(Content.of(Bytes.of(around, 7, encoded.length)), Arrays.asList(codings), limit, Draft::onHeap);
    }

    private static byte[] lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append("line ").append(i).append('\n');
        return ascii(text.toString());
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] content, boolean raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try (OutputStream deflated = new DeflaterOutputStream(out, deflater)) {
            deflated.write(content);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] content) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(content.length)];
        return Arrays.copyOf(out, compressor.compress(content, 0, content.length, out, 0, out.length));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ContentCodingsTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
