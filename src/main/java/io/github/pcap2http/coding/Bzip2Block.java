package io.github.pcap2http.coding;

import io.github.pcap2http.coding.Bzip2Decoder.Bzip2Bits;
import java.io.IOException;
import java.util.Arrays;

/**
 * A block of bzip2, undone in four steps: Huffman codes, of which every 50 symbols choose one; runs of zeros and moves to front;
 * the Burrows-Wheeler transform; runs of equal bytes, whose fifth byte counts more of them. The last two are done as bytes are taken.
 */
final class Bzip2Block {
    private static final int GROUP = 50;   // symbols
    private static final int MOST_SYMBOLS = 258;
    private static final int MOST_BITS = 20;   // of a code
    private static final int[] CRC = crcTable();

    private final int[] next;   // upper 24 bits: index of the next byte; lower 8 bits: a byte
    private final byte[] front = new byte[256];   // the symbols, those used last in front
    private int size;
    private int symbols;   // kinds of bytes in the block
    private Code[] codes;
    private byte[] selectors;

    private int left;   // bytes of the transform not yet undone
    private int at;
    private int last = -1;
    private int same;   // of the last byte in a row, 1 to 4
    private int repeat;   // times that the last byte is still to be given
    private int crc;
    private int expected;
    private boolean open;

    /** @param most bytes of a block of this stream */
    Bzip2Block(int most) {
        next = new int[most];
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) value = value << 1 ^ (value < 0 ? 0x04c11db7 : 0);
            table[i] = value;
        }
        return table;
    }

    /** A canonical Huffman code, the lengths of whose symbols are told. */
    private static final class Code {
        private static final int SHORT = 10;   // bits of a code that one look finds

        private final short[] shorts = new short[1 << SHORT];   // by the next bits: symbol and, in the lower 5 bits, length; 0: it is longer
        private final int[] limit = new int[MOST_BITS + 1];   // by length: greatest code of it
        private final int[] base = new int[MOST_BITS + 1];   // by length: what is taken from a code to find its symbol
        private final int[] sorted;

        Code(int[] lengths, int count) {
            sorted = new int[count];
            int placed = 0;
            int code = 0;
            for (int length = 1; length <= MOST_BITS; length++) {
                base[length] = code - placed;
                for (int symbol = 0; symbol < count; symbol++) {
                    if (lengths[symbol] != length) continue;
                    sorted[placed++] = symbol;
                    int first = code++ << SHORT - length;
                    if (length <= SHORT && first < shorts.length) {
                        Arrays.fill(shorts, first, Math.min(shorts.length, code << SHORT - length), (short) (symbol << 5 | length));
                    }
                }
                limit[length] = code - 1;
                code <<= 1;
            }
        }

        /** To look ahead does not wait in vain: 80 bits of a checksum and a mark follow the last symbol of a block. */
        int read(Bzip2Bits bits) throws IOException {
            int ahead = bits.peek(MOST_BITS);
            int found = shorts[ahead >> MOST_BITS - SHORT];
            if (found != 0) {
                bits.skip(found & 31);
                return found >> 5;
            }
            for (int length = SHORT + 1; length <= MOST_BITS; length++) {
                int code = ahead >> MOST_BITS - length;
                int index = code - base[length];
                if (code > limit[length] || index < 0 || index >= sorted.length) continue;
                bits.skip(length);
                return sorted[index];
            }
            throw new IOException("a code is corrupt");
        }
    }

    /** Reads the block behind its checksum. The one before has been taken. */
    void read(Bzip2Bits bits, int checksum) throws IOException {
        if (bits.read(1) != 0) throw new IOException("a block is of the old kind that was made random");
        int origin = bits.read(24);
        readSymbols(bits);
        readCodes(bits);
        readBytes(bits);
        if (origin >= size) throw new IOException("a block is corrupt");
        link();
        at = next[origin] >>> 8;
        left = size;
        expected = checksum;
        crc = -1;
        last = -1;
        same = 0;
        open = true;
    }

    private void readSymbols(Bzip2Bits bits) throws IOException {
        int ranges = bits.read(16);
        symbols = 0;
        for (int range = 0; range < 16; range++) {
            if ((ranges & 0x8000 >> range) == 0) continue;
            int used = bits.read(16);
            for (int i = 0; i < 16; i++) {
                if ((used & 0x8000 >> i) != 0) front[symbols++] = (byte) (16 * range + i);
            }
        }
        if (symbols == 0) throw new IOException("a block is corrupt");
    }

    private void readCodes(Bzip2Bits bits) throws IOException {
        int count = bits.read(3);
        int groups = bits.read(15);
        if (count < 2 || count > 6 || groups == 0) throw new IOException("a block is corrupt");
        selectors = new byte[groups];
        byte[] order = {0, 1, 2, 3, 4, 5};
        for (int i = 0; i < groups; i++) {
            int place = 0;
            while (bits.read(1) != 0) place++;
            if (place >= count) throw new IOException("a block is corrupt");
            selectors[i] = toFront(order, place);
        }
        codes = new Code[count];
        int[] lengths = new int[MOST_SYMBOLS];
        for (int i = 0; i < count; i++) {
            int length = bits.read(5);
            for (int symbol = 0; symbol < symbols + 2; symbol++) {
                while (bits.read(1) != 0) length += bits.read(1) == 0 ? 1 : -1;
                if (length < 1 || length > MOST_BITS) throw new IOException("a block is corrupt");
                lengths[symbol] = length;
            }
            codes[i] = new Code(lengths, symbols + 2);
        }
    }

    private static byte toFront(byte[] order, int place) {
        byte moved = order[place];
        System.arraycopy(order, 0, order, 1, place);
        order[0] = moved;
        return moved;
    }

    /** The symbols 0 and 1 are the digits of how often the front byte comes, lowest first, each counting 1 and 2. The last is the end. */
    private void readBytes(Bzip2Bits bits) throws IOException {
        size = 0;
        int group = 0;
        int inGroup = 0;
        long run = 0;
        long digit = 1;
        while (true) {
            if (inGroup == 0 && group == selectors.length) throw new IOException("a block is corrupt");
            if (inGroup == 0) inGroup = GROUP;
            int symbol = codes[selectors[group]].read(bits);
            if (--inGroup == 0) group++;
            if (symbol < 2) {
                run += digit << symbol;
                digit <<= 1;
                if (run > next.length) throw new IOException("a block is corrupt");
                continue;
            }
            put(front[0], (int) run);
            run = 0;
            digit = 1;
            if (symbol == symbols + 1) return;
            put(toFront(front, symbol - 1), 1);
        }
    }

    private void put(byte value, int count) throws IOException {
        if (count > next.length - size) throw new IOException("a block is corrupt");
        for (int end = size + count; size < end; size++) next[size] = value & 0xff;
    }

    /** Links each byte to that which follows it in the text. */
    private void link() {
        int[] place = new int[256];
        for (int i = 0; i < size; i++) place[next[i] & 0xff]++;
        int sum = 0;
        for (int value = 0; value < 256; value++) {
            int count = place[value];
            place[value] = sum;
            sum += count;
        }
        for (int i = 0; i < size; i++) next[place[next[i] & 0xff]++] |= i << 8;
    }

    /** @return count of bytes given, at least 1; 0 at the end of the block, whose checksum then was right */
    int take(byte[] out, int offset, int length) throws IOException {
        int to = offset;
        int end = offset + length;
        while (to < end) {
            if (repeat > 0) {
                repeat--;
                out[to++] = (byte) last;
                crc = crc << 8 ^ CRC[crc >>> 24 ^ last];
            } else if (left > 0) {
                step();
            } else {
                break;
            }
        }
        if (to == offset && open) {
            open = false;
            if (~crc != expected) throw new IOException("a block's checksum is wrong");
        }
        return to - offset;
    }

    private void step() {
        int entry = next[at];
        at = entry >>> 8;
        left--;
        int value = entry & 0xff;
        if (same == 4) {
            repeat = value;
            same = 0;
        } else {
            same = value == last ? same + 1 : 1;
            last = value;
            repeat = 1;
        }
    }
}
