package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The content of a message as a JSON string. What is long is rendered when it is written, in pieces, from wherever it lies. */
final class ContentJson {
    private static final int LONG = 1 << 15;   // bytes
    private static final int PIECE = 3 << 16;   // bytes, a multiple of what base64 takes at a time, and of what a long content is kept in; or characters

    /** A class and not a lambda, for small captures with one such content: the first lambda of a run costs ten milliseconds. */
    private record Later(Content content, Charset charset) implements PutOff.Part {
        @Override
        public void render(JsonBuffer piece, OutputStream out) throws IOException {
            ContentJson.render(content, charset, piece, out);
        }
    }

    private ContentJson() { }

    /** @param content valid as long as {@code json}; in {@code charset}, as {@link BodyText} found it; null for base64 */
    static void write(Content content, Charset charset, JsonBuffer json) {
        json.raw('"');
        if (content.length() > LONG) json.later(new Later(content, charset), content);
        else render(content.bytes(), charset, json);
        json.raw('"');
    }

    /** As {@link #write}, if it is short and {@link PlainText}. @return whether it is; else nothing is rendered */
    static boolean writePlain(Content content, JsonBuffer json) {
        if (content.length() > LONG) return false;
        Bytes bytes = content.bytes();
        int begin = json.length();
        boolean plain = json.raw('"').plainInside(bytes.array(), bytes.offset(), bytes.length());
        if (plain) json.raw('"');
        else json.back(begin);
        return plain;
    }

    private static boolean isUtf8(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
    }

    private static void render(Bytes content, Charset charset, JsonBuffer json) {
        if (charset == null) json.raw(Base64.getEncoder().encode(ByteBuffer.wrap(content.array(), content.offset(), content.length())).array());
        else if (isUtf8(charset)) json.inside(content.array(), content.offset(), content.length());
        else json.inside(new String(content.array(), content.offset(), content.length(), charset));
    }

    private static void render(Content content, Charset charset, JsonBuffer json, OutputStream out) throws IOException {
        try (InputStream in = content.stream()) {
            if (charset == null || isUtf8(charset)) pieces(in, charset, json, out);
            else transcoded(in, charset, json, out);
        }
    }

    private static void pieces(InputStream in, Charset charset, JsonBuffer json, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int count = in.readNBytes(piece, 0, PIECE); count > 0; count = in.readNBytes(piece, 0, PIECE)) {
            render(Bytes.of(piece, 0, count), charset, json);
            json.drain(out);
        }
    }

    private static void transcoded(InputStream in, Charset charset, JsonBuffer json, OutputStream out) throws IOException {
        Reader reader = new InputStreamReader(in, charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE));
        char[] chars = new char[PIECE];
        int kept = 0;   // the first half of a character
        for (int count = reader.read(chars); count > 0; count = reader.read(chars, kept, PIECE - kept)) {
            int end = kept + count;
            kept = Character.isHighSurrogate(chars[end - 1]) ? 1 : 0;
            json.inside(new String(chars, 0, end - kept));
            json.drain(out);
            chars[0] = chars[end - 1];
        }
        json.inside(new String(chars, 0, kept));
    }
}
