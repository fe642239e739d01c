package io.github.pcap2http.redact;

import java.util.Arrays;

/**
 * Finds text in base64 (RFC 4648, sections 4 and 5, both alphabets) in a text, on one line or on many (RFC 2045, section 6.8). Whether letters and digits
 * are base64 cannot be told; whether what they stand for is mostly text, can. Looks at each character a few times at most.
 */
final class Base64Text {
    /** Shorter runs of letters are words, in characters. */
    private static final int LEAST = 16;
    /** Lines that end within base64 have that many characters. */
    private static final int LEAST_LINE = 60;
    private static final byte[] SIX_BITS = new byte[256];   // -1: not of an alphabet

    static {
        Arrays.fill(SIX_BITS, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) SIX_BITS[alphabet.charAt(i)] = (byte) i;
        SIX_BITS['-'] = 62;
        SIX_BITS['_'] = 63;
    }

    private final String text;
    private final boolean cut;   // the text may begin in the midst of base64
    private int tried;           // up to here is no base64 that begins before it
    private int runFrom;
    private int runEnd;
    private int[] places = new int[0];   // of the characters of the run, without the ends of lines
    private int count;           // of these
    private int skipped;         // so many of them are not of the content
    private byte[] content;

    Base64Text(String text, boolean cut) {
        this.text = text;
        this.cut = cut;
    }

    /** @return false where there is none for sure */
    static boolean mayHold(String text) {
        int run = 0;
        for (int i = 0; i < text.length() && run < LEAST; i++) run = SIX_BITS[text.charAt(i) & 0xff] >= 0 ? run + 1 : 0;
        return run == LEAST;
    }

    /** @return whether text in base64 begins at {@code at}, of which the others tell then. To be asked in order */
    boolean begins(int at) {
        if (SIX_BITS[text.charAt(at)] < 0) return false;
        boolean part = at < tried;
        if (part && text.charAt(at - 1) != '/') return false;
        run(at, part);
        tried = Math.max(tried, runEnd);
        if (count < LEAST) return false;
        int phases = at == 0 && cut ? 4 : 1;
        for (skipped = 0; skipped < phases; skipped++) {
            unpack();
            if (readable()) return true;
        }
        return false;
    }

    /** @param part whether a slash ends it, as in a path */
    private void run(int at, boolean part) {
        runFrom = at;
        count = 0;
        int line = 0;
        int end = at;
        while (end < text.length()) {
            char c = text.charAt(end);
            int next = end + 1;
            if (SIX_BITS[c] >= 0 && !(part && c == '/')) {
                keep(end);
                line++;
            } else {
                if (c == '\r' && next < text.length() && text.charAt(next) == '\n') next++;
                else if (c != '\n') break;
                if (part || line < LEAST_LINE || next == text.length() || SIX_BITS[text.charAt(next)] < 0) break;
                line = 0;
            }
            end = next;
        }
        for (int padding = 0; padding < 2 && end < text.length() && text.charAt(end) == '=' && (count + padding) % 4 != 0; padding++) end++;
        runEnd = end;
    }

    private void keep(int place) {
        if (count == places.length) places = Arrays.copyOf(places, Math.max(64, 2 * count));
        places[count++] = place;
    }

    private void unpack() {
        int letters = count - skipped;
        content = new byte[skipped + letters * 6 / 8];
        for (int i = 0; i < skipped; i++) content[i] = (byte) text.charAt(places[i]);
        for (int i = skipped; i < content.length; i++) {
            int bit = (i - skipped) * 8;
            int first = six(bit / 6) << 6 | six(bit / 6 + 1);
            content[i] = (byte) (first >> 4 - bit % 6);
        }
    }

    private int six(int index) {
        return SIX_BITS[text.charAt(places[skipped + index])];
    }

    /** Three of four bytes are of text. */
    private boolean readable() {
        int good = 0;
        for (int i = skipped; i < content.length; i++) {
            int c = content[i];
            int next = i + 1 < content.length ? content[i + 1] : 0;
            boolean ascii = c >= ' ' && c < 0x7f || c == '\t' || c == '\r' || c == '\n';
            boolean wide = (c & 0xe0) == 0xc0 && (next & 0xc0) == 0x80;
            if (ascii) good++;
            if (wide) good += 2;
        }
        return good * 4 >= (content.length - skipped) * 3;
    }

    /** @return what stands in it; what is before it in the run, as it is */
    byte[] content() {
        return content;
    }

    /** @return where the character begins that has the first bits of that byte of the content */
    int begin(int index) {
        return places[index < skipped ? index : skipped + (index - skipped) * 8 / 6];
    }

    /** @return where the character ends that has its last bits */
    int end(int index) {
        return 1 + places[index < skipped ? index : skipped + ((index - skipped) * 8 + 7) / 6];
    }

    /** @return characters of the text that it takes, padding as well */
    int used() {
        return runEnd - runFrom;
    }
}
