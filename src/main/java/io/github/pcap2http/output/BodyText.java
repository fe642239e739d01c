package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.PlainText;
import io.github.pcap2http.exchange.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Whether bytes are text. They are only when they decode exactly, so that the very bytes can be had back from the text, and
 * when nothing in the text is a control character that text does not have. All else is binary, which loses nothing.
 */
final class BodyText {
    private static final int PIECE = 1 << 15;   // characters
    /** Charsets in which each byte sequence without errors has one text, and each text one byte sequence. */
    private static final Set<Charset> ONE_TO_ONE = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII,
        StandardCharsets.ISO_8859_1);

    private BodyText() { }

    /** @param charset null is none */
    private static boolean isOneToOne(Charset charset) {
        return charset != null && ONE_TO_ONE.contains(charset);
    }

    /** @return the charset that all of the body's content is text in; null when the body is binary, still coded, or empty */
    static Charset charset(Body body, MediaType type) {
        return body.coding() != null || body.kept().isEmpty() ? null : charset(body.kept(), type);
    }

    /** @return the charset that {@code content} is text in; null when it is binary */
    static Charset charset(Bytes content, MediaType type) {
        return charset(Content.of(content), type);
    }

    /** @return whether the content of a message is text if it is {@link PlainText} */
    static boolean isPlainText(Body body, MediaType type) {
        if (body.coding() != null) return false;
        String label = label(type);
        return label == null ? !type.isBinary() : isOneToOne(named(label));
    }

    /** @return the name of the charset; null for none */
    private static String label(MediaType type) {
        String label = type.parameter("charset");
        return label == null || label.isBlank() ? null : label.strip();
    }

    private static Charset charset(Content content, MediaType type) {
        String label = label(type);
        try {
            if (label != null) {
                Charset declared = named(label, content);
                return declared != null && isText(content, declared) ? declared : null;
            }
            return !type.isBinary() && isText(content, StandardCharsets.UTF_8) ? StandardCharsets.UTF_8 : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return null when Java knows no such charset. UTF-16 without a byte order is little-endian, as browsers have it */
    private static Charset named(String label, Content content) throws IOException {
        Charset charset = named(label);
        if (!StandardCharsets.UTF_16.equals(charset)) return charset;
        byte[] mark = content.stream().readNBytes(2);
        boolean bigEndian = mark.length == 2 && mark[0] == (byte) 0xfe && mark[1] == (byte) 0xff;
        return bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    private static Charset named(String label) {
        try {
            return Charset.forName(label);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isText(Content content, Charset charset) throws IOException {
        boolean oneToOne = isOneToOne(charset);
        if (oneToOne && !content.onHeap() && content.isPlainText()) return true;
        if (!oneToOne && !charset.canEncode()) return false;
        Mirror mirror = oneToOne ? null : new Mirror(charset.newEncoder(), content.stream());
        boolean unicode = charset.name().startsWith("UTF-");
        boolean all = content.onHeap();
        int ascii = oneToOne && all ? PlainText.length(content.bytes()) : 0;
        if (ascii == content.length()) return true;
        CharsetDecoder decoder = charset.newDecoder();
        InputStream more = all ? null : content.stream();
        ByteBuffer in = all ? view(content.bytes().from(ascii)) : ByteBuffer.allocate(PIECE).limit(0);
        CharBuffer chars = CharBuffer.allocate((int) Math.min(PIECE, Math.max(16, content.length())));
        CoderResult result;
        do {
            if (!all) all = refill(in, more);
            result = decoder.decode(in, chars, all);
            if (result.isUnderflow() && all) result = decoder.flush(chars);
            if (result.isError()) return false;
            chars.flip();
            if (!isPrintable(chars, unicode) || mirror != null && !mirror.gives(chars)) return false;
            chars.clear();
        } while (result.isOverflow() || !all);
        return mirror == null || mirror.ends();
    }

    private static ByteBuffer view(Bytes bytes) {
        return ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length());
    }

    /** @return whether these are the last bytes */
    private static boolean refill(ByteBuffer in, InputStream more) throws IOException {
        in.compact();
        int count = more.readNBytes(in.array(), in.position(), in.remaining());
        boolean last = count < in.remaining();
        in.position(in.position() + count).flip();
        return last;
    }

    /** The control characters that text may have are those that are no "binary data bytes" (WHATWG MIME Sniffing, section 3). */
    private static boolean isPrintable(CharBuffer chars, boolean unicode) {
        char[] array = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            char c = array[i];
            if (c < ' ' && !PlainText.isTextControl(c)) return false;
            if (!unicode && c >= 0x80 && c < 0xa0) return false;
        }
        return true;
    }

    /** Encodes text again, a piece at a time, and compares it with the bytes that it came from. */
    private static final class Mirror {
        private final CharsetEncoder encoder;
        private final InputStream original;
        private final ByteBuffer again = ByteBuffer.allocate(PIECE);
        private CharBuffer left = CharBuffer.allocate(0);

        Mirror(CharsetEncoder encoder, InputStream original) {
            this.encoder = encoder;
            this.original = original;
        }

        boolean gives(CharBuffer chars) throws IOException {
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

        boolean ends() throws IOException {
            if (encoder.encode(left, again, true).isError()) return false;
            encoder.flush(again);
            return same() && original.read() < 0;
        }

        private boolean same() throws IOException {
            again.flip();
            byte[] there = original.readNBytes(again.remaining());
            boolean same = Arrays.equals(again.array(), 0, again.limit(), there, 0, there.length);
            again.clear();
            return same;
        }
    }
}
