package io.github.pcap2http.coding;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * bzip2: one stream or several. What a block holds is given as soon as all of it has come.
 *
 * <pre>   "BZh" level   blocks, bit by bit: pi(48) crc(32) ...   sqrt(pi)(48) crc of all(32), filled up to a byte   </pre>
 */
final class Bzip2Decoder extends Decoder {
    private static final int LEVEL_SIZE = 100_000;   // bytes
    private static final long BLOCK = 0x314159265359L;
    private static final long END = 0x177245385090L;

    private final Input in;
    private final Bzip2Bits bits;
    private Bzip2Block block;   // null: between streams
    private int combined;
    private boolean first = true;

    Bzip2Decoder(InputStream source) {
        in = new Input(source);
        bits = new Bzip2Bits(in);
    }

    @Override
    String coding() {
        return "bzip2";
    }

    @Override
    int decode(byte[] out, int offset, int length) throws IOException {
        while (true) {
            if (block == null && !stream()) return -1;
            int count = block.take(out, offset, length);
            if (count > 0) return count;
            next();
        }
    }

    /** @return false at the end of the last */
    private boolean stream() throws IOException {
        bits.align();
        if (!first && !in.has(1)) return false;
        if (!in.has(4) || in.peek(0) != 'B' || in.peek(1) != 'Z' || in.peek(2) != 'h' || in.peek(3) < '1' || in.peek(3) > '9') {
            if (!first) endBeforeTheRest();
            throw new IOException("not bzip2");
        }
        first = false;
        in.skip(3);
        int level = in.uint8() - '0';
        block = new Bzip2Block(level * LEVEL_SIZE);
        combined = 0;
        return true;
    }

    private void next() throws IOException {
        long magic = (long) bits.read(24) << 24 | bits.read(24);
        int crc = bits.read(16) << 16 | bits.read(16);
        if (magic == END) {
            if (crc != combined) throw new IOException("the checksum is wrong");
            block = null;
        } else if (magic == BLOCK) {
            block.read(bits, crc);
            combined = Integer.rotateLeft(combined, 1) ^ crc;
        } else {
            throw new IOException("a block is corrupt");
        }
    }

    /** Bits of the input, the highest of each byte first. */
    static final class Bzip2Bits {
        private final Input in;
        private long held;
        private int count;
        private int padding;   // of the bits held: those behind the end of the input, all zero

        Bzip2Bits(Input in) {
            this.in = in;
        }

        /** @param wanted 1 to 24 */
        int read(int wanted) throws IOException {
            int bits = peek(wanted);
            skip(wanted);
            return bits;
        }

        /** @return the next bits; beyond the end there are zeros */
        int peek(int wanted) throws IOException {
            while (count < wanted) {
                boolean more = in.has(1);
                held = held << 8 | (more ? in.uint8() : 0);
                if (!more) padding += 8;
                count += 8;
            }
            return (int) (held >>> count - wanted) & (1 << wanted) - 1;
        }

        /** @param bits that were peeked at */
        void skip(int bits) throws IOException {
            count -= bits;
            if (count < padding) throw new EOFException("ends early");
        }

        /** Leaves out the rest of a byte. No more than that has been taken from the input behind a stream. */
        void align() {
            count = 0;
        }
    }
}
