package io.github.pcap2http.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * A text, or what is left of it when encodings are taken off: percent signs (RFC 3986, section 2.1), backslashes (RFC 8259, section 7, and as JavaScript has
 * them), references of HTML, UTF-8 that is longer than it need be. All of them at once, as often as there are any, so that mixtures and encodings in each
 * other are seen through. Then the same again with base64 and quoted-printable taken off as well, where there is text in it: not before, since what looks
 * like base64 may be none. Knows where each character comes from.
 */
final class Level {
    /** How often encodings are taken off. */
    static final int DEEPEST = 6;
    private static final int LONG = 256 << 10;   // characters
    private static final String DECLARED = "quoted-printable";

    private final String text;
    private final int[] origins;   // null: it is the text itself
    private final int[] ends;      // of the characters, in the original; null: each ends where the next one begins
    private final int depth;
    private final int deepest;     // how often encodings are taken off
    private final boolean mailed;  // base64 and quoted-printable are taken off, too
    private Level later;           // the first one that is {@code mailed}, as far as it was found; null: none

    private Level(String text, int[] origins, int[] ends, int depth, int deepest, boolean mailed) {
        this.text = text;
        this.origins = origins;
        this.ends = ends;
        this.depth = depth;
        this.deepest = deepest;
        this.mailed = mailed;
    }

    /** @param text one character for each byte */
    static Level of(String text) {
        return new Level(text, null, null, 0, DEEPEST, false);
    }

    /** What is no text is full of what looks encoded, so that only one encoding is taken off. */
    static Level ofBytes(String text) {
        return new Level(text, null, null, 0, 1, false);
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

    /** @return where in the original that ends which ends before {@code index} here */
    int end(int index) {
        return ends == null || index == 0 ? origin(index) : ends[index - 1];
    }

    /** @return {@code text} with all encodings taken off but base64 and quoted-printable */
    static String plain(String text) {
        Level level = of(text);
        for (Level next = level.decoded(false); next != null; next = next.decoded(false)) level = next;
        return level.text;
    }

    /** @return {@code text} with quoted-printable taken off, which it is said to be in, and what else there is */
    static String unquoted(String text) {
        String marked = DECLARED + "\n";
        Level level = of(marked + text).decoded(true);
        return level == null ? text : level.text.substring(marked.length());
    }

    /** @return this, and the same with encodings taken off, one after the other; those of a long text are made while they are gone through */
    Iterable<Level> all() {
        if (text.length() > LONG) return OneByOne::new;
        Level next = next();
        if (next == null) return List.of(this);
        List<Level> all = new ArrayList<>();
        all.add(this);
        for (Level level = next; level != null; level = level.next()) all.add(level);
        return all;
    }

    private final class OneByOne implements Iterator<Level> {
        private Level ahead = Level.this;

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public Level next() {
            if (ahead == null) throw new NoSuchElementException();
            Level here = ahead;
            ahead = here.next();
            return here;
        }
    }

    /** @return null when there is nothing to take off */
    private Level next() {
        if (mailed) return decoded(true);
        if (later == null && deepest > 1 && Base64Text.mayHold(text)) later = decoded(true);
        Level plain = decoded(false);
        if (plain == null) return later;
        plain.later = later;
        return plain;
    }

    /** @return null when there is nothing to take off, or only what is taken off without base64 where that was asked for */
    private Level decoded(boolean mail) {
        if (depth == deepest) return null;
        if (!mail && !encoded()) return null;
        Decoder decoder = new Decoder(mail);
        if (!decoder.run() || mail && !mailed && !decoder.unpacked) return null;
        return new Level(new String(decoder.out, 0, decoder.length, StandardCharsets.ISO_8859_1), Arrays.copyOf(decoder.from, decoder.length + 1),
            mail ? Arrays.copyOf(decoder.to, decoder.length) : null, depth + 1, deepest, mail);
    }

    private boolean encoded() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '\\' || c == '&' || c == 0xc0 || c == 0xc1 || c == 0xe0) return true;
        }
        return false;
    }

    private final class Decoder {
        private final byte[] out = new byte[text.length()];   // no encoding is shorter than what it stands for
        private final int[] from = new int[text.length() + 1];
        private final int[] to;   // null: not asked for
        private final Base64Text base64;   // null: stays
        private final boolean quoted;
        private int length;
        private int at;
        private boolean unpacked;

        Decoder(boolean mail) {
            to = mail ? new int[text.length()] : null;
            base64 = mail ? new Base64Text(text, depth == 0) : null;
            quoted = mail && depth == 0 && text.toLowerCase(Locale.ROOT).contains(DECLARED);
        }

        /** @return whether anything was encoded */
        boolean run() {
            boolean any = false;
            while (at < text.length()) {
                int used = base64 != null && base64.begins(at) ? unpack() : 0;
                if (used == 0) used = one(text.charAt(at));
                any |= used > 0;
                if (used == 0) put(text.charAt(at), at, at + 1);
                at += Math.max(used, 1);
            }
            from[length] = origin(text.length());
            return any;
        }

        private int one(char c) {
            return switch (c) {
                case '%' -> percent();
                case '\\' -> backslash();
                case '&' -> reference();
                case 0xc0, 0xc1, 0xe0 -> overlong(c);
                case '=' -> quoted ? soft() : 0;
                default -> 0;
            };
        }

        private int unpack() {
            byte[] content = base64.content();
            for (int i = 0; i < content.length; i++) put(content[i], base64.begin(i), base64.end(i));
            unpacked = true;
            return base64.used();
        }

        /** @param place of what it stands for, up to {@code end} */
        private void put(int value, int place, int end) {
            from[length] = origin(place);
            if (to != null) to[length] = end(end);
            out[length++] = (byte) value;
        }

        private int code(int point, int used) {
            boolean letter = Character.isValidCodePoint(point) && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
            for (byte b : (letter ? Character.toString(point) : "?").getBytes(StandardCharsets.UTF_8)) put(b, at, at + used);
            return used;
        }

        private int percent() {
            int value = hex(at + 1, 2);
            if (value >= 0) {
                put(value, at, at + 3);
                return 3;
            }
            int wide = at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'u' ? hex(at + 2, 4) : -1;   // as escape() of JavaScript has it
            return wide < 0 ? 0 : code(wide, 6);
        }

        private int backslash() {
            if (at + 1 == text.length()) return 0;
            char c = text.charAt(at + 1);
            if (c >= '0' && c <= '7') return octal();
            int plain = "\"\\/'bfnrt".indexOf(c);
            if (plain >= 0) {
                put("\"\\/'\b\f\n\r\t".charAt(plain), at, at + 2);
                return 2;
            }
            int wide = c == 'u' ? hex(at + 2, 4) : -1;
            if (wide >= 0) return unicode(wide);
            if (c == 'u' && text.startsWith("{", at + 2)) return braces();
            int value = c == 'x' ? hex(at + 2, 2) : -1;
            if (value < 0) return 0;
            put(value, at, at + 4);
            return 4;
        }

        private int octal() {
            int value = 0;
            int end = at + 1;
            while (end < text.length() && end < at + 4 && text.charAt(end) >= '0' && text.charAt(end) <= '7' && value < 32) {
                value = value << 3 | text.charAt(end++) - '0';
            }
            put(value, at, end);
            return end - at;
        }

        private int braces() {
            int close = near('}', at + 3);
            int digits = close - at - 3;
            int value = digits < 1 ? -1 : hex(at + 3, digits);
            return value < 0 ? 0 : code(value, close + 1 - at);
        }

        private int unicode(int first) {
            boolean pair = Character.isHighSurrogate((char) first) && text.startsWith("\\u", at + 6);
            int second = pair ? hex(at + 8, 4) : -1;
            if (second >= 0 && Character.isLowSurrogate((char) second)) return code(Character.toCodePoint((char) first, (char) second), 12);
            return code(first, 6);
        }

        /** Not by the rules (RFC 3629, section 3), but some take it. */
        private int overlong(char lead) {
            int second = continuation(at + 1);
            if (second < 0) return 0;
            if (lead != 0xe0) return code((lead & 1) << 6 | second, 2);
            int third = second < 0x20 ? continuation(at + 2) : -1;
            return third < 0 ? 0 : code(second << 6 | third, 3);
        }

        private int continuation(int index) {
            int c = index < text.length() ? text.charAt(index) : 0;
            return (c & 0xc0) == 0x80 ? c & 0x3f : -1;
        }

        /** RFC 2045, section 6.7. */
        private int soft() {
            int value = hex(at + 1, 2);
            if (value < 0) return text.startsWith("\r\n", at + 1) ? gone(3) : text.startsWith("\n", at + 1) ? gone(2) : 0;
            put(value, at, at + 3);
            unpacked = true;
            return 3;
        }

        private int gone(int used) {
            unpacked = true;
            return used;
        }

        private int reference() {
            if (text.startsWith("#", at + 1)) return number();
            int end = near(';', at);
            if (end < 0 || end - at < 3) return 0;
            int point = switch (text.substring(at + 1, end)) {
                case "amp" -> '&';
                case "lt" -> '<';
                case "gt" -> '>';
                case "quot" -> '"';
                case "apos" -> '\'';
                case "sol" -> '/';
                case "plus" -> '+';
                case "equals" -> '=';
                case "colon" -> ':';
                case "semi" -> ';';
                case "percnt" -> '%';
                case "commat" -> '@';
                case "nbsp" -> ' ';
                default -> -1;
            };
            return point < 0 ? 0 : code(point, end + 1 - at);
        }

        /** @return where {@code wanted} is, if not much further on; else -1 */
        private int near(char wanted, int from) {
            for (int i = from; i < text.length() && i <= from + 7; i++) if (text.charAt(i) == wanted) return i;
            return -1;
        }

        /** Browsers take any count of zeros, and do without the semicolon. */
        private int number() {
            boolean sixteen = at + 2 < text.length() && (text.charAt(at + 2) | 0x20) == 'x';
            int begin = at + (sixteen ? 3 : 2);
            int end = begin;
            int point = 0;
            for (int digit; end < text.length() && (digit = digit(end, sixteen ? 16 : 10)) >= 0 && point <= Character.MAX_CODE_POINT; end++) {
                point = point * (sixteen ? 16 : 10) + digit;
            }
            if (end == begin) return 0;
            return code(point, (end < text.length() && text.charAt(end) == ';' ? end + 1 : end) - at);
        }

        /** @return -1 when there are not so many digits at {@code from} */
        private int hex(int from, int digits) {
            if (from + digits > text.length()) return -1;
            int value = 0;
            for (int i = from; i < from + digits; i++) {
                int digit = digit(i, 16);
                if (digit < 0) return -1;
                value = value << 4 | digit;
            }
            return value;
        }

        private int digit(int index, int radix) {
            char c = text.charAt(index);
            return c < 0x80 ? Character.digit(c, radix) : -1;
        }
    }
}
