package io.github.pcap2http.output;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of strings that hold one byte a character, as start lines and fields do. The result has no lone surrogates. */
final class WireText {
    private WireText() { }

    /**
     * @return the bytes of {@code wire} read as UTF-8 where they are valid UTF-8, else as ISO 8859-1; a string that has characters
     *     above U+00FF, which does not come from the wire, as it is
     */
    static String of(String wire) {
        int i = 0;
        while (i < wire.length() && wire.charAt(i) < 0x80) i++;
        if (i == wire.length()) return wire;
        while (i < wire.length() && wire.charAt(i) < 0x100) i++;
        if (i < wire.length()) return wellFormed(wire);
        String text = utf8(wire.getBytes(StandardCharsets.ISO_8859_1));
        return text == null ? wire : text;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Encoding puts a question mark where a surrogate has no partner. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
