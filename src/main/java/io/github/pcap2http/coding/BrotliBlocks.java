package io.github.pcap2http.coding;

import java.io.IOException;

/** Block types and lengths of one kind of symbol in a meta-block (RFC 7932, section 6): which type is on, and for how long. */
final class BrotliBlocks {
    private static final int[] COUNT_BASE = {1, 5, 9, 13, 17, 25, 33, 41, 49, 65, 81, 97, 113, 145, 177, 209, 241, 305, 369, 497,
        753, 1265, 2289, 4337, 8433, 16625};
    private static final int[] COUNT_EXTRA = {2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24};

    final int types;
    private final BrotliCode typeCode;
    private final BrotliCode countCode;
    private int left = 1 << 24;
    private int type;
    private int before = 1;

    BrotliBlocks(BrotliBits bits) throws IOException {
        types = oneTo256(bits);
        typeCode = types == 1 ? null : BrotliCode.of(bits, types + 2);
        countCode = types == 1 ? null : BrotliCode.of(bits, COUNT_BASE.length);
        if (types > 1) left = count(bits);
    }

    /** @return the type of the block that the next symbol is in, from 0 */
    int next(BrotliBits bits) throws IOException {
        if (left == 0 && types > 1) {
            int code = typeCode.read(bits);
            int next = code > 1 ? code - 2 : code == 0 ? before : (type + 1) % types;
            before = type;
            type = next;
            left = count(bits);
        }
        left--;
        return type;
    }

    private int count(BrotliBits bits) throws IOException {
        int symbol = countCode.read(bits);
        return COUNT_BASE[symbol] + bits.read(COUNT_EXTRA[symbol]);
    }

    /** A number from 1 to 256 as section 9.2 writes it. */
    static int oneTo256(BrotliBits bits) throws IOException {
        if (!bits.flag()) return 1;
        int width = bits.read(3);
        return 1 + (1 << width) + bits.read(width);
    }
}
