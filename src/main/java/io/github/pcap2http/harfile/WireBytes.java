package io.github.pcap2http.harfile;

import java.nio.charset.StandardCharsets;

/** Text as the strings that hold one byte a character, as all do that came from the wire. */
final class WireBytes {
    private WireBytes() { }

    /** @return the UTF-8 of {@code text}, a character for each byte */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    /** @return {@code url} in ASCII, without fragment or blanks */
    static String url(String url) {
        int hash = url.indexOf('#');
        String wire = of(hash < 0 ? url : url.substring(0, hash)).strip();
        StringBuilder ascii = null;
        for (int i = 0; i < wire.length(); i++) {
            char c = wire.charAt(i);
            boolean plain = c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '`';
            if (!plain && ascii == null) ascii = new StringBuilder(wire.substring(0, i));
            if (ascii == null) continue;
            if (plain) ascii.append(c);
            else ascii.append(String.format("%%%02X", (int) c));
        }
        return ascii == null ? wire : ascii.toString();
    }
}
