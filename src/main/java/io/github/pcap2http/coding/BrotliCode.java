package io.github.pcap2http.coding;

import java.io.IOException;

/**
 * A prefix code (RFC 7932, section 3). Codes of up to {@link #QUICK} bits are found in a table; longer, rarer ones bit by bit,
 * so that the up to 768 codes of a meta-block take little memory.
 */
final class BrotliCode {
    private static final int QUICK = 8;
    private static final int MAX_LENGTH = 15;
    private static final int LENGTHS = 18;   // symbols of the code that codes the lengths
    private static final int REPEAT = 16;
    private static final int[] LENGTHS_ORDER = {1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    /** The fixed code for these lengths, by the next four bits: how many bits it has, and what it means (section 3.5). */
    private static final int[] FIXED_BITS = {2, 2, 2, 3, 2, 2, 2, 4, 2, 2, 2, 3, 2, 2, 2, 4};
    private static final int[] FIXED_VALUE = {0, 4, 3, 2, 0, 4, 3, 1, 0, 4, 3, 2, 0, 4, 3, 5};

    private final int[] counts = new int[MAX_LENGTH + 1];
    private final short[] symbols;   // in the order of their codes
    private final short[] quick;   // by the next bits: symbol << 4 | length; 0: the code is longer

    /** @param lengths of the codes by symbol; 0: it has none. Must be complete, or have one symbol only, which then takes no bits */
    private BrotliCode(int[] lengths) {
        for (int length : lengths) counts[length]++;
        int used = lengths.length - counts[0];
        counts[0] = 0;
        symbols = new short[used];
        int[] starts = new int[MAX_LENGTH + 2];
        for (int i = 1; i <= MAX_LENGTH; i++) starts[i + 1] = starts[i] + counts[i];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] != 0) symbols[starts[lengths[symbol]]++] = (short) symbol;
        }
        quick = used == 1 ? null : quickTable();
    }

    private short[] quickTable() {
        short[] table = new short[1 << QUICK];
        int code = 0;
        int index = 0;
        for (int length = 1; length <= QUICK; length++, code <<= 1) {
            for (int i = 0; i < counts[length]; i++, code++, index++) {
                int reversed = Integer.reverse(code) >>> 32 - length;
                for (int at = reversed; at < table.length; at += 1 << length) table[at] = (short) (symbols[index] << 4 | length);
            }
        }
        return table;
    }

    int read(BrotliBits bits) throws IOException {
        if (quick == null) return symbols[0];
        int entry = quick[bits.peek(QUICK)];
        if (entry != 0) {
            bits.skip(entry & 15);
            return entry >> 4;
        }
        return readLong(bits, bits.peek(MAX_LENGTH));
    }

    private int readLong(BrotliBits bits, int next) throws IOException {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code |= next >> length - 1 & 1;
            if (code - first < counts[length]) {
                bits.skip(length);
                return symbols[index + code - first];
            }
            index += counts[length];
            first = first + counts[length] << 1;
            code <<= 1;
        }
        throw new IOException("an incomplete prefix code");
    }

    /** Reads the description of a code for symbols from 0 to before {@code alphabet}. */
    static BrotliCode of(BrotliBits bits, int alphabet) throws IOException {
        int skip = bits.read(2);
        return new BrotliCode(skip == 1 ? simple(bits, alphabet) : complex(bits, alphabet, skip));
    }

    /** Section 3.4. */
    private static int[] simple(BrotliBits bits, int alphabet) throws IOException {
        int count = bits.read(2) + 1;
        int[] symbols = new int[count];
        int[] lengths = new int[alphabet];
        int width = 32 - Integer.numberOfLeadingZeros(alphabet - 1);
        for (int i = 0; i < count; i++) {
            symbols[i] = bits.read(width);
            if (symbols[i] >= alphabet || lengths[symbols[i]] != 0) throw new IOException("a prefix code with a wrong symbol");
            lengths[symbols[i]] = 1;
        }
        int shape = count == 4 && bits.flag() ? 4 : count - 1;
        int[] shaped = new int[][] {{1}, {1, 1}, {1, 2, 2}, {2, 2, 2, 2}, {1, 2, 3, 3}}[shape];
        for (int i = 0; i < count; i++) lengths[symbols[i]] = shaped[i];
        return lengths;
    }

    /** Section 3.5: first the code of the code lengths, then with it the lengths. */
    private static int[] complex(BrotliBits bits, int alphabet, int skip) throws IOException {
        int[] lengthLengths = new int[LENGTHS];
        int space = 32;
        int used = 0;
        for (int i = skip; i < LENGTHS && space > 0; i++) {
            int next = bits.peek(4);
            bits.skip(FIXED_BITS[next]);
            int length = FIXED_VALUE[next];
            if (length == 0) continue;
            lengthLengths[LENGTHS_ORDER[i]] = length;
            space -= 32 >> length;
            used++;
        }
        if (space != 0 && used != 1) throw new IOException("an incomplete prefix code");
        return lengths(bits, alphabet, new BrotliCode(lengthLengths));
    }

    private static int[] lengths(BrotliBits bits, int alphabet, BrotliCode code) throws IOException {
        int[] lengths = new int[alphabet];
        int space = 1 << MAX_LENGTH;
        int symbol = 0;
        int last = 8;
        int repeated = -1;
        int repeats = 0;
        while (symbol < alphabet && space > 0) {
            int length = code.read(bits);
            if (length < REPEAT) {
                repeats = 0;
                lengths[symbol++] = length;
                if (length != 0) {
                    last = length;
                    space -= 1 << MAX_LENGTH - length;
                }
                continue;
            }
            int extra = length - 14;   // 2 bits for 16, which repeats the last length; 3 for 17, which repeats zero
            int value = length == REPEAT ? last : 0;
            if (value != repeated) repeats = 0;
            repeated = value;
            int before = repeats;
            repeats = (repeats > 0 ? repeats - 2 << extra : 0) + bits.read(extra) + 3;
            if (repeats - before > alphabet - symbol) throw new IOException("a prefix code with too many symbols");
            for (int i = before; i < repeats; i++) {
                lengths[symbol++] = value;
                if (value != 0) space -= 1 << MAX_LENGTH - value;
            }
        }
        if (space != 0) throw new IOException("an incomplete prefix code");
        return lengths;
    }
}
