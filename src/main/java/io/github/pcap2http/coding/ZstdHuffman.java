package io.github.pcap2http.coding;

import java.io.IOException;
import java.util.Arrays;

/** A Huffman code of literals (RFC 8878, section 4.2). */
final class ZstdHuffman {
    private static final int MOST_BITS = 11;
    private static final int SYMBOLS = 256;
    private static final int WEIGHTS_LOG = 6;   // most of the table that weights are coded with

    private final byte[] weights = new byte[SYMBOLS];
    private final byte[] symbols = new byte[1 << MOST_BITS];   // by the next bits, as many as the longest code has
    private final byte[] lengths = new byte[1 << MOST_BITS];
    private final ZstdBits bits = new ZstdBits();
    private int longest;   // bits; 0: there is no code yet

    boolean isThere() {
        return longest > 0;
    }

    /** Reads the description of a code. @return index of the byte behind it */
    int take(byte[] array, int start, int end) throws IOException {
        if (start >= end) throw new IOException("a Huffman code is cut");
        longest = 0;
        int head = array[start] & 0xff;
        int size = head < 128 ? head : head - 126 >> 1;
        int behind = start + 1 + size;
        if (behind > end) throw new IOException("a Huffman code is cut");
        int count = head < 128 ? codedWeights(array, start + 1, behind) : head - 127;
        if (head >= 128) {
            for (int i = 0; i < count; i++) weights[i] = (byte) (array[start + 1 + i / 2] >> (i % 2 == 0 ? 4 : 0) & 15);
        }
        build(count);
        return behind;
    }

    /** Two states take turns, until there are no bits for the next; then the other one's symbol is the last. */
    private int codedWeights(byte[] array, int start, int end) throws IOException {
        ZstdTable.Reading reading = new ZstdTable.Reading(array, start, end);
        ZstdTable table = reading.table(WEIGHTS_LOG, MOST_BITS + 2);
        bits.open(array, reading.end(), end - reading.end());
        int state = (int) bits.read(table.log);
        int other = (int) bits.read(table.log);
        int count = 0;
        while (count < SYMBOLS - 2) {
            weights[count++] = table.symbols[state];
            int next = table.base[state] + (int) bits.read(table.bits[state]);
            if (bits.left() < 0) {
                weights[count++] = table.symbols[other];
                return count;
            }
            state = other;
            other = next;
        }
        throw new IOException("a Huffman code has too many symbols");
    }

    /** The last symbol's weight is not written: it fills the sum up to a power of two. */
    private void build(int count) throws IOException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > MOST_BITS) throw new IOException("a Huffman code is too long");
            sum += 1 << weights[i] >> 1;
        }
        int most = 32 - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << most) - sum;
        if (sum == 0 || most > MOST_BITS || Integer.bitCount(rest) != 1) throw new IOException("a Huffman code is corrupt");
        weights[count] = (byte) (32 - Integer.numberOfLeadingZeros(rest));
        int at = 0;
        for (int weight = 1; weight <= most; weight++) {
            int size = 1 << weight - 1;
            for (int symbol = 0; symbol <= count; symbol++) {
                if (weights[symbol] != weight) continue;
                Arrays.fill(symbols, at, at + size, (byte) symbol);
                Arrays.fill(lengths, at, at + size, (byte) (most + 1 - weight));
                at += size;
            }
        }
        longest = most;
    }

    /** Decodes one stream, which must give {@code count} symbols. */
    void decode(byte[] array, int start, int length, byte[] out, int offset, int count) throws IOException {
        bits.open(array, start, length);
        int width = longest;
        for (int i = offset; i < offset + count; i++) {
            int code = (int) bits.read(width);
            out[i] = symbols[code];
            bits.unread(width - lengths[code]);
        }
        if (bits.left() != 0) throw new IOException("literals are corrupt");
    }
}
