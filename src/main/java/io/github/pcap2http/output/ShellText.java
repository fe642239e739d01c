package io.github.pcap2http.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes as words of a POSIX shell. A word is in single quotes where it can be read; else {@code printf} makes it of octal escapes, which every
 * shell has, so that neither a terminal nor the clipboard, nor a shell that thinks in other charsets, has a chance to change it.
 *
 * <p>Strings hold one byte a character, as those of messages do; one that has characters above U+00FF stands for their bytes in UTF-8.
 */
final class ShellText {
    private static final int WIDTH = 140;   // columns of a printf, about
    private static final String BARE = "-_./:@,+";   // beside letters and digits: what no shell takes for anything else inside a word
    private static final Printable ALL = new Printable(true);

    private ShellText() { }

    /** @return whether {@code wire} can be an argument of a program at all */
    static boolean possible(String wire) {
        return wire.indexOf('\0') < 0;
    }

    /** @param wire no NUL, no line break at its end. @return a word that a shell makes {@code wire} of, to the byte */
    static String word(String wire) {
        return isBare(wire) ? wire : quoted(wire);
    }

    /** As {@link #word}, but never without quotes, which people want around what they may change. */
    static String quoted(String wire) {
        String text = readable(wire, false);
        return text == null ? "\"$(printf " + format(bytes(wire)) + ")\"" : inQuotes(text);
    }

    /** As {@link #quoted}, but with line breaks as they are. @return null when it cannot be read so */
    static String lines(String wire) {
        String text = readable(wire, true);
        return text == null ? null : inQuotes(text);
    }

    /** Writes the command that prints {@code content}. The stream is read to its end. */
    static void printf(InputStream content, Appendable out) throws IOException {
        byte[] block = new byte[1 << 13];
        out.append("printf '");
        int column = "printf '".length();
        for (int count = content.read(block); count > 0; count = content.read(block)) {
            for (int i = 0; i < count; i++) {
                if (column >= WIDTH) {
                    out.append("'\\\n'");
                    column = 1;
                }
                String escaped = escaped(block[i], column == "printf '".length());
                out.append(escaped);
                column = block[i] == '\n' ? WIDTH : column + escaped.length();
            }
        }
        out.append('\'');
    }

    /** @return null when there is something in {@code wire} that cannot be seen, or that is no UTF-8 */
    private static String readable(String wire, boolean lineBreaks) {
        String text = WireText.of(wire);
        if (!Arrays.equals(bytes(wire), text.getBytes(StandardCharsets.UTF_8))) return null;
        String line = lineBreaks ? text.replace('\n', ' ') : text;
        return ALL.of(line).equals(line) ? text : null;
    }

    private static byte[] bytes(String wire) {
        boolean latin1 = wire.chars().allMatch(c -> c <= 0xff);
        return wire.getBytes(latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static boolean isBare(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || BARE.indexOf(c) >= 0;
            if (!plain) return false;
        }
        return !text.isEmpty();
    }

    private static String inQuotes(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String format(byte... bytes) {
        StringBuilder out = new StringBuilder(bytes.length * 2).append('\'');
        for (int i = 0; i < bytes.length; i++) out.append(escaped(bytes[i], i == 0));
        return out.append('\'').toString();
    }

    /** A format that begins with a hyphen is taken for an option, and bash looks for an exclamation mark even here. */
    private static String escaped(byte b, boolean first) {
        return switch (b) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            case '%' -> "%%";
            default -> b >= ' ' && b < 0x7f && b != '\'' && b != '!' && !(first && b == '-') ? String.valueOf((char) b) : octal(b & 0xff);
        };
    }

    private static String octal(int b) {
        return "\\" + (b >> 6) + (b >> 3 & 7) + (b & 7);
    }
}
