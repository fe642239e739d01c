package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Whether bytes are text. They are only when they decode exactly, so that the very bytes can be had back from the text, and
 * when nothing in the text is a control character that text does not have. All else is binary, which loses nothing.
 */
final class BodyText {
    private static final int PIECE = 8192;   // characters
    /** Charsets in which each byte sequence without errors has one text, and each text one byte sequence. */
    private static final Set<Charset> ONE_TO_ONE = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII,
        StandardCharsets.ISO_8859_1);

    private BodyText() { }

    /** @return the charset that all of the body's content is text in; null when the body is binary, still coded, or empty */
    static Charset charset(Body body, MediaType type) {
        return body.coding() != null || body.content().isEmpty() ? null : charset(body.content(), type);
    }

    /** @return the charset that {@code content} is text in; null when it is binary */
    static Charset charset(Bytes content, MediaType type) {
        String label = type.parameter("charset");
        if (label != null && !label.isBlank()) {
            Charset declared = named(label.strip(), content);
            return declared != null && isText(content, declared) ? declared : null;
        }
        return !type.isBinary() && isText(content, StandardCharsets.UTF_8) ? StandardCharsets.UTF_8 : null;
    }

    /** @return null when Java knows no such charset. UTF-16 without a byte order is little-endian, as browsers have it */
    private static Charset named(String label, Bytes content) {
        Charset charset;
        try {
            charset = Charset.forName(label);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (!charset.equals(StandardCharsets.UTF_16)) return charset;
        return beginsWith(content, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    private static boolean beginsWith(Bytes content, int first, int second) {
        return content.length() >= 2 && content.uint8(0) == first && content.uint8(1) == second;
    }

    private static boolean isText(Bytes content, Charset charset) {
        boolean oneToOne = ONE_TO_ONE.contains(charset);
        if (!oneToOne && !charset.canEncode()) return false;
        Mirror mirror = oneToOne ? null : new Mirror(charset.newEncoder(), content);
        boolean unicode = charset.name().startsWith("UTF-");
        int ascii = oneToOne ? printableAscii(content) : 0;
        if (ascii == content.length()) return true;
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(content.array(), content.offset() + ascii, content.length() - ascii);
        CharBuffer chars = CharBuffer.allocate(Math.min(PIECE, Math.max(16, in.remaining())));
        CoderResult result;
        do {
            result = decoder.decode(in, chars, true);
            if (result.isUnderflow()) result = decoder.flush(chars);
            if (result.isError()) return false;
            chars.flip();
            if (!isPrintable(chars, unicode) || mirror != null && !mirror.gives(chars)) return false;
            chars.clear();
        } while (result.isOverflow());
        return mirror == null || mirror.ends();
    }

    /** @return how many bytes at the beginning are ASCII that text may have, which is all there is to most texts */
    private static int printableAscii(Bytes content) {
        byte[] array = content.array();
        int end = content.offset() + content.length();
        int at = content.offset();
        while (at < end && (array[at] >= ' ' || isTextControl(array[at]))) at++;
        return at - content.offset();
    }

    private static boolean isTextControl(int c) {
        return c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0x1b;
    }

    /** The control characters that text may have are those that are no "binary data bytes" (WHATWG MIME Sniffing, section 3). */
    private static boolean isPrintable(CharBuffer chars, boolean unicode) {
        char[] array = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            char c = array[i];
            if (c < ' ' && !isTextControl(c)) return false;
            if (!unicode && c >= 0x80 && c < 0xa0) return false;
        }
        return true;
    }

    /** Encodes text again, a piece at a time, and compares it with the bytes that it came from. */
    private static final class Mirror {
        private final CharsetEncoder encoder;
        private final Bytes original;
        private final ByteBuffer again = ByteBuffer.allocate(PIECE);
        private CharBuffer left = CharBuffer.allocate(0);
        private int compared;

        Mirror(CharsetEncoder encoder, Bytes original) {
            this.encoder = encoder;
            this.original = original;
        }

        boolean gives(CharBuffer chars) {
            CharBuffer all = chars;
            if (left.hasRemaining()) all = CharBuffer.allocate(left.remaining() + chars.remaining()).put(left).put(chars).flip();
            CoderResult result;
            do {
                result = encoder.encode(all, again, false);
                if (result.isError() || !same()) return false;
            } while (result.isOverflow());
            left = CharBuffer.allocate(all.remaining()).put(all).flip();
            return true;
        }

        boolean ends() {
            if (encoder.encode(left, again, true).isError()) return false;
            encoder.flush(again);
            return same() && compared == original.length();
        }

        private boolean same() {
            again.flip();
            int length = again.remaining();
            boolean same = length <= original.length() - compared
                && Bytes.of(again.array(), 0, length).equals(original.slice(compared, compared + length));
            compared += length;
            again.clear();
            return same;
        }
    }
}
