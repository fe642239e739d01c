package io.github.pcap2http.coding;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * br (RFC 7932). Every byte is handed on as soon as the bits that make it are there, so that of a stream that is cut or corrupt
 * nothing is lost that could be known, and nothing is made up. The window is as large as the content, up to what the stream asks
 * for, at most 16 MiB.
 */
final class BrotliDecoder extends Decoder {
    private static final int FIRST_WINDOW = 1 << 12;
    /** By the eleven cells of section 5's table: the first insert length code and the first copy length code, in units of 8. */
    private static final int[] CELL_INSERT = {0, 0, 0, 0, 1, 1, 0, 2, 1, 2, 2};
    private static final int[] CELL_COPY = {0, 1, 0, 1, 0, 1, 2, 0, 2, 1, 2};
    private static final int CELLS_WITHOUT_DISTANCE = 2;
    private static final int[] INSERT_BASE = {0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 26, 34, 50, 66, 98, 130, 194, 322, 578, 1090, 2114, 6210, 22594};
    private static final int[] INSERT_EXTRA = {0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24};
    private static final int[] COPY_BASE = {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 22, 30, 38, 54, 70, 102, 134, 198, 326, 582, 1094, 2118};
    private static final int[] COPY_EXTRA = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24};
    /** Distance symbols 0 to 15: which of the last distances, the latest first, and what is added to it. */
    private static final int[] RECENT = {0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    private static final int[] RECENT_PLUS = {0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3};

    private final BrotliBits bits;
    private final int[] lastDistances = {4, 11, 15, 16};
    private byte[] window = new byte[FIRST_WINDOW];   // a ring; its size is a power of two
    private int maxWindow;   // 0: the stream's header was not read yet
    private long produced;
    private IOException fault;

    private boolean lastBlock;
    private int blockLeft;   // bytes of the meta-block still to come
    private BrotliMetaBlock block;   // null: it is not compressed
    private int insertLeft;
    private int copyLength;   // 0: no command is on
    private boolean implicitDistance;
    private byte[] word;   // what is copied: a word of the dictionary, or null: the window at a distance
    private int distance;   // 0: still to be read
    private int copied;

    private byte[] out;
    private int at;
    private int end;

    BrotliDecoder(InputStream source) {
        bits = new BrotliBits(new Input(source));
    }

    @Override
    String coding() {
        return "br";
    }

    @Override
    int decode(byte[] target, int offset, int length) throws IOException {
        if (fault != null) throw fault;
        out = target;
        at = offset;
        end = offset + length;
        try {
            boolean more = true;
            while (at < end && more) more = step();
        } catch (IOException e) {
            fault = e;
            if (at == offset) throw e;
        }
        return at > offset ? at - offset : -1;
    }

    /** @return false at the end of the stream */
    private boolean step() throws IOException {
        if (maxWindow == 0) maxWindow = 1 << windowBits();
        if (blockLeft == 0) return nextBlock();
        if (block == null) put((byte) bits.read(8));
        else if (copyLength == 0) command();
        else if (insertLeft > 0) insert();
        else copy();
        return true;
    }

    /** Section 9.1. */
    private int windowBits() throws IOException {
        if (!bits.flag()) return 16;
        int n = bits.read(3);
        if (n > 0) return 17 + n;
        n = bits.read(3);
        if (n == 1) throw new IOException("an unknown window size");
        return n == 0 ? 17 : 8 + n;
    }

    /** Section 9.2. @return false when there is none */
    private boolean nextBlock() throws IOException {
        if (lastBlock) return ended();
        lastBlock = bits.flag();
        if (lastBlock && bits.flag()) return ended();
        int nibbles = bits.read(2) + 4;
        if (nibbles == 7) {
            skipMetadata();
            return true;
        }
        int length = bits.read(4 * nibbles - 4) | bits.peek(4) << 4 * nibbles - 4;
        if (bits.read(4) == 0 && nibbles > 4) throw new IOException("a length with leading zeros");
        boolean plain = !lastBlock && bits.flag();
        if (plain) bits.align();
        block = plain ? null : new BrotliMetaBlock(bits);
        copyLength = 0;
        blockLeft = length + 1;
        return true;
    }

    private boolean ended() throws IOException {
        bits.align();
        return false;
    }

    private void skipMetadata() throws IOException {
        if (bits.flag()) throw new IOException("a reserved bit is set");
        int lengthBytes = bits.read(2);
        int length = 0;
        for (int i = 0; i < lengthBytes; i++) length |= bits.read(8) << 8 * i;
        if (lengthBytes > 1 && length >>> 8 * (lengthBytes - 1) == 0) throw new IOException("a length with leading zeros");
        bits.align();
        if (lengthBytes > 0) {
            for (int i = 0; i <= length; i++) bits.read(8);
        }
    }

    private void command() throws IOException {
        int symbol = block.command();
        int cell = symbol >> 6;
        int insertCode = CELL_INSERT[cell] << 3 | symbol >> 3 & 7;
        int copyCode = CELL_COPY[cell] << 3 | symbol & 7;
        insertLeft = INSERT_BASE[insertCode] + bits.read(INSERT_EXTRA[insertCode]);
        copyLength = COPY_BASE[copyCode] + bits.read(COPY_EXTRA[copyCode]);
        if (insertLeft > blockLeft) throw new IOException("a meta-block that is too long");
        implicitDistance = cell < CELLS_WITHOUT_DISTANCE;
        distance = 0;
        copied = 0;
    }

    private void insert() throws IOException {
        while (insertLeft > 0 && at < end) {
            put(block.literal(back(1), back(2)));
            insertLeft--;
        }
    }

    private void copy() throws IOException {
        if (distance == 0) startCopy();
        int length = word == null ? copyLength : word.length;
        while (copied < length && at < end) {
            put(word == null ? (byte) back(distance) : word[copied]);
            copied++;
        }
        if (copied == length) copyLength = 0;
    }

    private void startCopy() throws IOException {
        int symbol = implicitDistance ? 0 : block.distanceSymbol(copyLength);
        distance = symbol < RECENT.length ? lastDistances[RECENT[symbol]] + RECENT_PLUS[symbol] : block.distance(symbol);
        if (distance <= 0) throw new IOException("a distance to nowhere");
        int reach = (int) Math.min(produced, maxWindow - 16);
        word = distance <= reach ? null : BrotliDictionary.word(copyLength, distance - reach - 1);
        if (word == null && symbol != 0) {
            System.arraycopy(lastDistances, 0, lastDistances, 1, 3);
            lastDistances[0] = distance;
        }
        if ((word == null ? copyLength : word.length) > blockLeft) throw new IOException("a meta-block that is too long");
    }

    /** @return the byte {@code distance} before the next one, 0 to 255; 0 before the beginning */
    private int back(int distance) {
        return window[(int) (produced - distance) & window.length - 1] & 0xff;
    }

    private void put(byte b) {
        if (produced == window.length && window.length < maxWindow) window = Arrays.copyOf(window, 2 * window.length);
        window[(int) produced & window.length - 1] = b;
        out[at++] = b;
        produced++;
        blockLeft--;
    }
}
