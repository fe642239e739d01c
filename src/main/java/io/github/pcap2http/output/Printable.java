package io.github.pcap2http.output;

/**
 * Text that no terminal obeys and no eye is deceived by: control characters, those that turn the direction of writing or cannot
 * be seen, and halves of characters are shown as escapes.
 */
public final class Printable {
    private static final String HEX = "0123456789abcdef";

    private final boolean unicode;

    /** @param unicode false: all beyond ASCII is shown as escapes too */
    public Printable(boolean unicode) {
        this.unicode = unicode;
    }

    /** @return {@code text} with {@code \x1b} for ESC, {@code \}{@code u202e} for a character that hides, and so on */
    public String of(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < 0x7f) i++;
        if (i == text.length()) return text;
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (shown(c)) out.appendCodePoint(c);
            else escape(c, out);
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private boolean shown(int c) {
        if (c < 0x7f) return c >= ' ';
        if (!unicode) return false;
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                 Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void escape(int c, StringBuilder out) {
        int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        out.append('\\').append(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out.append(HEX.charAt(c >> shift & 15));
    }
}
