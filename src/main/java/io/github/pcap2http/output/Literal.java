package io.github.pcap2http.output;

import java.nio.charset.StandardCharsets;

/**
 * Text that is in all entries alike: names, brackets, commas. All of it lies in one array, that of a class one behind the other, so that what an
 * entry has of it is in a few lines of the processor's cache, where arrays of their own would be in as many as there are.
 */
final class Literal {
    private static final int ALL = 1 << 12;   // bytes, more than all literals together
    private static final int LENGTH_BITS = 8;

    static final byte[] TEXT = new byte[ALL];
    private static int used;

    private Literal() { }

    /** @param text ASCII, with apostrophes for quotation marks, shorter than 256. @return it, as {@link JsonBuffer#put} takes it */
    static synchronized int of(String text) {
        byte[] bytes = bytes(text);
        if (bytes.length >= 1 << LENGTH_BITS) throw new IllegalArgumentException("too long: " + text);
        System.arraycopy(bytes, 0, TEXT, used, bytes.length);
        used += bytes.length;
        return used - bytes.length << LENGTH_BITS | bytes.length;
    }

    /** @return the bytes of {@code text}, which is ASCII and has apostrophes for quotation marks */
    static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
    }

    /** @return where in {@link #TEXT} it begins */
    static int begin(int literal) {
        return literal >>> LENGTH_BITS;
    }

    static int length(int literal) {
        return literal & (1 << LENGTH_BITS) - 1;
    }
}
