package io.github.pcap2http.harfile;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.exchange.BodyStore;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Makes the bytes of a content of what a HAR has: text, which is put into its charset again, or base64. What is long never is in memory. */
final class Bodies {
    private static final int PIECE = 16 << 10;

    private final BodyStore store;
    private final long most;

    /** What was made. @param kept the bytes. @param length of all, also of those that are more than are wanted. @param broken whether base64 ended early */
    record Made(Content kept, long length, boolean broken) { }

    /** @param most bytes of a content to keep */
    Bodies(BodyStore store, long most) {
        this.store = store;
        this.most = most;
    }

    /** @param text a String, or a Content in UTF-8. @param contentType tells the charset; may be empty */
    Made of(Object text, boolean base64, String contentType) {
        try {
            if (base64) return base64(utf8(text));
            Charset charset = charset(contentType);
            if (charset == StandardCharsets.UTF_8) return copied(utf8(text));
            Made encoded = encoded(utf8(text), charset);
            return encoded != null ? encoded : copied(utf8(text));
        } catch (IOException e) {
            return new Made(Content.EMPTY, 0, true);   // streams of contents throw other exceptions, so this does not come
        }
    }

    private static InputStream utf8(Object text) {
        return text instanceof Content content ? content.stream() : new ByteArrayInputStream(((String) text).getBytes(StandardCharsets.UTF_8));
    }

    private final class Sink {
        private final Draft draft = store.open();
        private long length;

        void add(byte[] bytes, int count) {
            int kept = (int) Math.min(count, Math.max(0, most - length));
            if (kept > 0) draft.append(Bytes.of(bytes, 0, kept));
            length += count;
        }

        Made made(boolean broken) {
            return new Made(draft.take(), length, broken);
        }

        void drop() {
            draft.take().release();
        }
    }

    private Made copied(InputStream in) throws IOException {
        Sink sink = new Sink();
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count > 0; count = in.read(piece)) sink.add(piece, count);
        return sink.made(false);
    }

    /** White space and characters that are no base64 are passed over; what is url-safe is taken too. */
    private Made base64(InputStream in) throws IOException {
        Sink sink = new Sink();
        byte[] piece = new byte[PIECE];
        try (InputStream decoded = Base64.getMimeDecoder().wrap(new Standard(in))) {
            for (int count = decoded.read(piece); count > 0; count = decoded.read(piece)) sink.add(piece, count);
            return sink.made(false);
        } catch (IOException e) {
            return sink.made(true);
        }
    }

    /** Turns the two characters of the url-safe alphabet into those of the other one (RFC 4648, section 5). */
    private static final class Standard extends FilterInputStream {
        Standard(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = in.read();
            return c == '-' ? '+' : c == '_' ? '/' : c;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            for (int i = offset; i < offset + count; i++) {
                if (into[i] == '-') into[i] = '+';
                else if (into[i] == '_') into[i] = '/';
            }
            return count;
        }
    }

    /** @return null when the charset has not all of the characters */
    private Made encoded(InputStream in, Charset charset) throws IOException {
        CharsetEncoder encoder = charset.newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT).onMalformedInput(CodingErrorAction.REPORT);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        Sink sink = new Sink();
        CharBuffer chars = CharBuffer.allocate(PIECE);
        ByteBuffer bytes = ByteBuffer.allocate(PIECE * 4);
        boolean ended = false;
        while (!ended) {
            ended = reader.read(chars) < 0;
            chars.flip();
            if (encoder.encode(chars, bytes, ended).isError()) {
                sink.drop();
                return null;
            }
            if (ended) encoder.flush(bytes);
            sink.add(bytes.array(), bytes.position());
            bytes.clear();
            chars.compact();
        }
        return sink.made(false);
    }

    /** @return UTF-8 where none is named that Java can write. UTF-16 is little-endian then, as browsers have it */
    static Charset charset(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("charset=");
        if (at < 0) return StandardCharsets.UTF_8;
        int from = at + "charset=".length();
        int semicolon = lower.indexOf(';', from);
        String label = lower.substring(from, semicolon < 0 ? lower.length() : semicolon).replace("\"", "").strip();
        try {
            Charset charset = Charset.forName(label);
            if (charset.equals(StandardCharsets.UTF_16)) return StandardCharsets.UTF_16LE;
            return charset.canEncode() && !charset.equals(StandardCharsets.US_ASCII) ? charset : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
