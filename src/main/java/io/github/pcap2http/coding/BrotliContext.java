package io.github.pcap2http.coding;

/** What the two bytes before a literal say about it: one of 64 contexts (RFC 7932, section 7.1). */
final class BrotliContext {
    private static final int LSB6 = 0;
    private static final int MSB6 = 1;
    private static final int UTF8 = 2;

    /** The table Lut0 for ASCII, each entry divided by 4, as hex digits. */
    private static final String ASCII = "000000000110010000000000000000002343353467338393bbbbbbbbbb886a73"
        + "3cdddcdddcdddddcdddddcddddd637333efffefffefffffefffffefffff63730";
    private static final byte[] LUT0 = new byte[256];
    private static final byte[] LUT1 = new byte[256];
    private static final byte[] LUT2 = new byte[256];

    static {
        for (int b = 0; b < 256; b++) {
            LUT0[b] = (byte) (b < 128 ? Character.digit(ASCII.charAt(b), 16) << 2 : (b < 192 ? 0 : 2) + (b & 1));
            LUT1[b] = (byte) lut1(b);
            LUT2[b] = (byte) lut2(b);
        }
    }

    private BrotliContext() { }

    /** By kinds of characters: lower case, upper case and digits, other signs; and the first bytes of long UTF-8 sequences. */
    private static int lut1(int b) {
        if (b >= 'a' && b <= 'z') return 3;
        if (b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b >= 224) return 2;
        return b > ' ' && b < 127 ? 1 : 0;
    }

    /** By size, for numbers with a sign. */
    private static int lut2(int b) {
        int[] starts = {0, 1, 16, 64, 128, 192, 240, 255};
        int size = 7;
        while (b < starts[size]) size--;
        return size;
    }

    /** @param last the byte before the literal, {@code beforeLast} the one before that; 0 to 255 */
    static int of(int mode, int last, int beforeLast) {
        return switch (mode) {
            case LSB6 -> last & 0x3f;
            case MSB6 -> last >> 2;
            case UTF8 -> LUT0[last] | LUT1[beforeLast];
            default -> LUT2[last] << 3 | LUT2[beforeLast];
        };
    }
}
