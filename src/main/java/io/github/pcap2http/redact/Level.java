package io.github.pcap2http.redact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text, or what is left of it when encodings are taken off: percent signs (RFC 3986, section 2.1), backslashes (RFC 8259, section 7), references of HTML.
 * All of them at once, as often as there are any, so that mixtures and encodings in each other are seen through. Knows where each character comes from.
 */
final class Level {
    /** How often encodings are taken off. */
    static final int DEEPEST = 6;

    private final String text;
    private final int[] origins;   // null: it is the text itself
    private final int depth;

    private Level(String text, int[] origins, int depth) {
        this.text = text;
        this.origins = origins;
        this.depth = depth;
    }

    /** @param text one character for each byte */
    static Level of(String text) {
        return new Level(text, null, 0);
    }

    String text() {
        return text;
    }

    /** @return 0 for the text itself */
    int depth() {
        return depth;
    }

    /** @return where in the original the character at {@code index} begins; for the end of this text, the end of the original */
    int origin(int index) {
        return origins == null ? index : origins[index];
    }

    /** @return {@code text} with all encodings taken off */
    static String plain(String text) {
        Level level = of(text);
        for (Level next = level.next(); next != null; next = next.next()) level = next;
        return level.text;
    }

    /** @return null when there is nothing to take off */
    Level next() {
        if (depth == DEEPEST || text.indexOf('%') < 0 && text.indexOf('\\') < 0 && text.indexOf('&') < 0) return null;
        Decoder decoder = new Decoder();
        return decoder.run() ? new Level(new String(decoder.out, 0, decoder.length, StandardCharsets.ISO_8859_1),
            Arrays.copyOf(decoder.from, decoder.length + 1), depth + 1) : null;
    }

    private final class Decoder {
        private final byte[] out = new byte[text.length()];   // no encoding is shorter than what it stands for
        private final int[] from = new int[text.length() + 1];
        private int length;
        private int at;

        /** @return whether anything was encoded */
        boolean run() {
            boolean any = false;
            while (at < text.length()) {
                char c = text.charAt(at);
                int used = switch (c) {
                    case '%' -> percent();
                    case '\\' -> backslash();
                    case '&' -> reference();
                    default -> 0;
                };
                any |= used > 0;
                if (used == 0) {
                    put(c, at);
                    at++;
                } else {
                    at += used;
                }
            }
            from[length] = origin(text.length());
            return any;
        }

        private void put(int value, int place) {
            from[length] = origin(place);
            out[length++] = (byte) value;
        }

        private void code(int point) {
            boolean letter = Character.isValidCodePoint(point) && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
            for (byte b : (letter ? Character.toString(point) : "?").getBytes(StandardCharsets.UTF_8)) put(b, at);
        }

        private int percent() {
            int value = hex(at + 1, 2);
            if (value >= 0) {
                put(value, at);
                return 3;
            }
            int wide = at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'u' ? hex(at + 2, 4) : -1;   // as escape() of JavaScript has it
            if (wide < 0) return 0;
            code(wide);
            return 6;
        }

        private int backslash() {
            if (at + 1 == text.length()) return 0;
            char c = text.charAt(at + 1);
            int plain = "\"\\/'bfnrt".indexOf(c);
            if (plain >= 0) {
                put("\"\\/'\b\f\n\r\t".charAt(plain), at);
                return 2;
            }
            int wide = c == 'u' ? hex(at + 2, 4) : -1;
            if (wide >= 0) return unicode(wide);
            int value = c == 'x' ? hex(at + 2, 2) : -1;
            if (value < 0) return 0;
            put(value, at);
            return 4;
        }

        private int unicode(int first) {
            boolean pair = Character.isHighSurrogate((char) first) && text.startsWith("\\u", at + 6);
            int second = pair ? hex(at + 8, 4) : -1;
            if (second >= 0 && Character.isLowSurrogate((char) second)) {
                code(Character.toCodePoint((char) first, (char) second));
                return 12;
            }
            code(first);
            return 6;
        }

        private int reference() {
            int end = text.indexOf(';', at);
            if (end < 0 || end - at > 10 || end - at < 3) return 0;
            String name = text.substring(at + 1, end);
            int point = switch (name) {
                case "amp" -> '&';
                case "lt" -> '<';
                case "gt" -> '>';
                case "quot" -> '"';
                case "apos" -> '\'';
                default -> name.charAt(0) == '#' ? number(name) : -1;
            };
            if (point < 0) return 0;
            code(point);
            return end + 1 - at;
        }

        private static int number(String name) {
            boolean hex = (name.charAt(1) | 0x20) == 'x';
            try {
                return Integer.parseInt(name, hex ? 2 : 1, name.length(), hex ? 16 : 10);
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        /** @return -1 when there are not so many digits at {@code from} */
        private int hex(int from, int digits) {
            if (from + digits > text.length()) return -1;
            int value = 0;
            for (int i = from; i < from + digits; i++) {
                int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
                if (digit < 0) return -1;
                value = value << 4 | digit;
            }
            return value;
        }
    }
}
