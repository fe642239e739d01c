package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The content of a message as a JSON string. What is long is rendered when it is written, in pieces. */
final class Content {
    private static final int LONG = 1 << 15;   // bytes
    private static final int PIECE = 3 << 12;   // bytes, a multiple of what base64 takes at a time; or characters

    private Content() { }

    /** @param content valid as long as {@code json}; in {@code charset}, as {@link BodyText} found it; null for base64 */
    static void write(Bytes content, Charset charset, JsonBuffer json) {
        json.raw('"');
        if (content.length() > LONG) json.later((piece, out) -> render(content, charset, piece, out));
        else render(content, charset, json);
        json.raw('"');
    }

    private static void render(Bytes content, Charset charset, JsonBuffer json) {
        try {
            render(content, charset, json, null);
        } catch (IOException e) {
            throw new AssertionError(e);   // nothing is written
        }
    }

    /** @param out gets every piece; null: all stays in {@code json} */
    private static void render(Bytes content, Charset charset, JsonBuffer json, OutputStream out) throws IOException {
        if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            transcoded(content, charset, json, out);
            return;
        }
        for (int at = 0; at < content.length(); at += PIECE) {
            int count = Math.min(PIECE, content.length() - at);
            if (charset == null) json.raw(Base64.getEncoder().encode(ByteBuffer.wrap(content.array(), content.offset() + at, count)).array());
            else json.inside(content.array(), content.offset() + at, count);
            if (out != null) json.drain(out);
        }
    }

    private static void transcoded(Bytes content, Charset charset, JsonBuffer json, OutputStream out) throws IOException {
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer in = ByteBuffer.wrap(content.array(), content.offset(), content.length());
        CharBuffer chars = CharBuffer.allocate(Math.min(PIECE, content.length() + 16));
        CoderResult result;
        do {
            result = decoder.decode(in, chars, true);
            if (result.isUnderflow()) result = decoder.flush(chars);
            boolean cut = result.isOverflow() && Character.isHighSurrogate(chars.get(chars.position() - 1));
            if (cut) chars.position(chars.position() - 1);
            chars.flip();
            json.inside(chars.toString());
            chars.limit(chars.limit() + (cut ? 1 : 0)).position(chars.limit() - (cut ? 1 : 0)).compact();
            if (out != null) json.drain(out);
        } while (result.isOverflow());
    }
}
