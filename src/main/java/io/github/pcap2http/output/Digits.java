package io.github.pcap2http.output;

/** Decimal digits, three at a time: dividing is what takes time. */
final class Digits {
    /** Bytes that {@link #of} may write. */
    static final int MOST = 10;

    private static final int FEW = 1000;
    /** By number below {@link #FEW}: its three digits, the first one lowest; in the highest byte, how many there are without zeros before. */
    private static final int[] THREE = table();

    private Digits() { }

    private static int[] table() {
        int[] table = new int[FEW];
        for (int i = 0; i < FEW; i++) {
            int count = i < 10 ? 1 : i < 100 ? 2 : 3;
            table[i] = count << 24 | '0' + i % 10 << 16 | '0' + i / 10 % 10 << 8 | '0' + i / 100;
        }
        return table;
    }

    /** @param number not negative; @param out has room for {@link #MOST} from {@code at}. @return where the digits end */
    static int of(int number, byte[] out, int at) {
        if (number >= FEW) {
            int thousands = number / FEW;
            return three(number - thousands * FEW, out, of(thousands, out, at));
        }
        int digits = THREE[number];
        int count = digits >>> 24;
        write(digits >> (3 - count) * Byte.SIZE, out, at);   // what is behind the last one is written over
        return at + count;
    }

    /** @param number 0 to 999, in three digits; @return where they end */
    static int three(int number, byte[] out, int at) {
        write(THREE[number], out, at);
        return at + 3;
    }

    private static void write(int digits, byte[] out, int at) {
        out[at] = (byte) digits;
        out[at + 1] = (byte) (digits >> 8);
        out[at + 2] = (byte) (digits >> 16);
    }
}
