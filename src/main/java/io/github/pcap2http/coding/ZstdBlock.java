package io.github.pcap2http.coding;

import java.io.IOException;
import java.util.Arrays;

/**
 * Compressed blocks of one Zstandard frame (RFC 8878, section 3.1.1.3): literals, then sequences, each of which copies some literals
 * and then a match from what was decoded before. Tables and offsets stay from block to block.
 */
final class ZstdBlock {
    static final int MAX_SIZE = 128 << 10;   // bytes, compressed or not

    private static final int LITERAL_LENGTH = 0;
    private static final int OFFSET = 1;
    private static final int MATCH_LENGTH = 2;
    private static final int[] MOST_LOG = {9, 8, 9};
    private static final int[] MOST_SYMBOLS = {36, 32, 53};
    private static final int[] LENGTH_BASE = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096,
        8192, 16384, 32768, 65536};
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final int[] MATCH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 37,
        39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539};
    private static final int[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5,
        7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final ZstdTable[] PREDEFINED = predefined();

    private final ZstdHistory history;
    private final ZstdHuffman huffman = new ZstdHuffman();
    private final ZstdTable[] tables = new ZstdTable[3];
    private final ZstdBits bits = new ZstdBits();
    private final byte[] literals = new byte[MAX_SIZE];
    private final int[] recent = {1, 4, 8};   // offsets
    private int literalCount;
    private byte[] in;
    private int end;

    ZstdBlock(ZstdHistory history) {
        this.history = history;
    }

    private static ZstdTable[] predefined() {
        try {
            return new ZstdTable[] {
                ZstdTable.of(6, counts("4 3 2 2 2 2 2 2 2 2 2 2 2 1 1 1 2 2 2 2 2 2 2 2 2 3 2 1 1 1 1 1 -1 -1 -1 -1")),
                ZstdTable.of(5, counts("1 1 1 1 1 1 2 2 2 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 -1 -1 -1 -1 -1")),
                ZstdTable.of(6, counts("1 4 3 2 2 2 2 2 2 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"
                    + " -1 -1 -1 -1 -1 -1 -1"))};
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static short[] counts(String text) {
        String[] words = text.split(" ");
        short[] counts = new short[words.length];
        for (int i = 0; i < counts.length; i++) counts[i] = Short.parseShort(words[i]);
        return counts;
    }

    /** Decodes the block in {@code array}, which has {@value ZstdBits#SPARE} bytes behind it, to the end of the history. */
    void decode(byte[] array, int length) throws IOException {
        in = array;
        end = length;
        sequences(literals());
    }

    private int uint8(int at) throws IOException {
        if (at >= end) throw new IOException("a block is cut");
        return in[at] & 0xff;
    }

    /** @return where the sequences begin */
    private int literals() throws IOException {
        int head = uint8(0);
        int type = head & 3;
        int format = head >> 2 & 3;
        return type < 2 ? plainLiterals(head, format, type == 1) : codedLiterals(format, type == 3);
    }

    private int plainLiterals(int head, int format, boolean repeated) throws IOException {
        int size = head >> 3;
        int at = 1;
        if (format == 1) {
            size = head >> 4 | uint8(1) << 4;
            at = 2;
        } else if (format == 3) {
            size = head >> 4 | uint8(1) << 4 | uint8(2) << 12;
            at = 3;
        }
        int stored = repeated ? 1 : size;
        if (size > MAX_SIZE || stored > end - at) throw new IOException("literals are corrupt");
        if (repeated) Arrays.fill(literals, 0, size, in[at]);
        else System.arraycopy(in, at, literals, 0, size);
        literalCount = size;
        return at + stored;
    }

    /*  type (2 bits)  format (2)  size (10, 10, 14 or 18)  coded size (as many)   [Huffman code]   [3 sizes (16)]   1 or 4 streams  */
    private int codedLiterals(int format, boolean sameCode) throws IOException {
        int headSize = format < 2 ? 3 : format + 2;
        int width = format < 2 ? 10 : format == 2 ? 14 : 18;
        long head = 0;
        for (int i = 0; i < headSize; i++) head |= (long) uint8(i) << 8 * i;
        int size = (int) (head >> 4) & (1 << width) - 1;
        int coded = (int) (head >> 4 + width) & (1 << width) - 1;
        int behind = headSize + coded;
        if (size > MAX_SIZE || behind > end) throw new IOException("literals are corrupt");
        int at = headSize;
        if (!sameCode) at = huffman.take(in, at, behind);
        else if (!huffman.isThere()) throw new IOException("literals have no code");
        if (format == 0) huffman.decode(in, at, behind - at, literals, 0, size);
        else fourStreams(at, behind, size);
        literalCount = size;
        return behind;
    }

    private void fourStreams(int sizes, int behind, int size) throws IOException {
        int quarter = (size + 3) / 4;
        int at = sizes + 6;
        if (at > behind || size < 3 * quarter) throw new IOException("literals are corrupt");
        for (int i = 0; i < 4; i++) {
            int length = i == 3 ? behind - at : in[sizes + 2 * i] & 0xff | (in[sizes + 2 * i + 1] & 0xff) << 8;
            if (length > behind - at) throw new IOException("literals are corrupt");
            huffman.decode(in, at, length, literals, i * quarter, i == 3 ? size - 3 * quarter : quarter);
            at += length;
        }
    }

    private void sequences(int start) throws IOException {
        int at = start;
        int count = uint8(at++);
        if (count == 255) count = uint8(at++) + (uint8(at++) << 8) + 0x7f00;
        else if (count >= 128) count = (count - 128 << 8) + uint8(at++);
        if (count == 0) {
            history.append(literals, 0, literalCount);
            return;
        }
        int modes = uint8(at++);
        for (int kind : new int[] {LITERAL_LENGTH, OFFSET, MATCH_LENGTH}) at = table(kind, modes >> 6 - 2 * kind & 3, at);
        bits.open(in, at, end - at);
        execute(count);
    }

    /** @param mode 0 predefined, 1 one symbol, 2 described here, 3 that of the block before. @return index behind what is here */
    private int table(int kind, int mode, int at) throws IOException {
        switch (mode) {
            case 0 -> tables[kind] = PREDEFINED[kind];
            case 1 -> {
                int symbol = uint8(at);
                if (symbol >= MOST_SYMBOLS[kind]) throw new IOException("a table is corrupt");
                tables[kind] = ZstdTable.of(symbol);
                return at + 1;
            }
            case 2 -> {
                ZstdTable.Reading reading = new ZstdTable.Reading(in, at, end);
                tables[kind] = reading.table(MOST_LOG[kind], MOST_SYMBOLS[kind]);
                return reading.end();
            }
            default -> {
                if (tables[kind] == null) throw new IOException("a table is missing");
            }
        }
        return at;
    }

    /** The loop that takes the time: the order of the bits is that of section 3.1.1.3.2.1.2. */
    private void execute(int count) throws IOException {
        ZstdTable lengths = tables[LITERAL_LENGTH];
        ZstdTable offsets = tables[OFFSET];
        ZstdTable matches = tables[MATCH_LENGTH];
        int length = (int) bits.read(lengths.log);
        int offset = (int) bits.read(offsets.log);
        int match = (int) bits.read(matches.log);
        int used = 0;
        int produced = 0;
        for (int i = 0; i < count; i++) {
            int offsetBits = offsets.symbols[offset];
            int offsetValue = (1 << offsetBits) + (int) bits.read(offsetBits);
            int matchCode = matches.symbols[match];
            int matchLength = MATCH_BASE[matchCode] + (int) bits.read(MATCH_BITS[matchCode]);
            int lengthCode = lengths.symbols[length];
            int literalLength = LENGTH_BASE[lengthCode] + (int) bits.read(LENGTH_BITS[lengthCode]);
            produced += literalLength + matchLength;
            if (bits.left() < 0 || literalLength > literalCount - used || produced > MAX_SIZE) throw new IOException("sequences are corrupt");
            history.append(literals, used, literalLength);
            used += literalLength;
            history.repeat(distance(offsetValue, literalLength == 0), matchLength);
            if (i + 1 < count) {
                length = lengths.base[length] + (int) bits.read(lengths.bits[length]);
                match = matches.base[match] + (int) bits.read(matches.bits[match]);
                offset = offsets.base[offset] + (int) bits.read(offsets.bits[offset]);
            }
        }
        if (bits.left() != 0 || produced + literalCount - used > MAX_SIZE) throw new IOException("sequences are corrupt");
        history.append(literals, used, literalCount - used);
    }

    /** Section 3.1.1.5: the values 1 to 3 stand for recent offsets. */
    private int distance(int value, boolean noLiterals) {
        int index = value > 3 ? 3 : value - (noLiterals ? 0 : 1);
        if (index == 0) return recent[0];
        int distance = value > 3 ? value - 3 : index == 3 ? recent[0] - 1 : recent[index];
        if (index != 1) recent[2] = recent[1];
        recent[1] = recent[0];
        recent[0] = distance;
        return distance;
    }
}
