package io.github.pcap2http.coding;

import java.io.EOFException;
import java.io.IOException;

/**
 * One Zstandard frame (RFC 8878, section 3.1.1). What a block holds is given as soon as the block has come.
 *
 * <pre>
 *   magic(4)  descriptor(1)  [window(1)]  [dictionary id(1, 2, 4)]  [content size(1, 2, 4, 8)]   blocks   [checksum(4)]
 *   block:  last(1 bit) type(2 bits) size(21 bits)   content(size, or 1 byte when type is 1, RLE)
 * </pre>
 */
final class ZstdFrame {
    private static final int RAW = 0;
    private static final int RLE = 1;
    private static final int COMPRESSED = 2;

    private final Input in;
    private final boolean checksum;
    private final ZstdHistory history;
    private final ZstdBlock block;
    private final Xxh64 hash = new Xxh64();
    private final byte[] content = new byte[ZstdBlock.MAX_SIZE + ZstdBits.SPARE];
    private boolean last;

    /**
     * @param in behind the magic number
     * @param maxWindow most bytes of memory that the frame may ask for
     */
    ZstdFrame(Input in, int maxWindow) throws IOException {
        this.in = in;
        int descriptor = in.uint8();
        boolean singleSegment = (descriptor & 0x20) != 0;
        checksum = (descriptor & 4) != 0;
        if ((descriptor & 8) != 0) throw new IOException("a reserved bit is set");
        int window = singleSegment ? 0 : in.uint8();
        if (in.littleEndian((1 << (descriptor & 3)) >> 1) != 0) throw new IOException("needs a dictionary");
        int sizeLength = (descriptor & 0xc0) != 0 ? 1 << (descriptor >> 6) : singleSegment ? 1 : 0;
        long size = in.littleEndian(Math.min(sizeLength, 4)) + (sizeLength == 2 ? 256 : 0);
        if (sizeLength == 8) size |= in.littleEndian(4) << 32;
        long windowSize = singleSegment ? size < 0 ? maxWindow : Math.min(size, maxWindow) : (1L << 10 + (window >> 3)) / 8 * (8 + (window & 7));
        if (windowSize > maxWindow) throw new IOException("needs a window of more than " + (maxWindow >> 20) + " MiB");
        history = new ZstdHistory((int) windowSize);
        block = new ZstdBlock(history);
    }

    /** @return count of bytes given, at least 1; -1 behind the last */
    int read(byte[] out, int offset, int length) throws IOException {
        while (true) {
            int count = history.take(out, offset, length);
            if (count > 0) {
                if (checksum) hash.update(out, offset, count);
                return count;
            }
            if (last) {
                check();
                return -1;
            }
            readBlock();
        }
    }

    private void readBlock() throws IOException {
        int header = (int) in.littleEndian(3);
        int type = header >> 1 & 3;
        int size = header >> 3;
        if (type > COMPRESSED || size > ZstdBlock.MAX_SIZE) throw new IOException("a block is corrupt");
        int stored = type == RLE ? 1 : size;
        for (int end = 0; end < stored; ) end += in.read(content, end, stored - end);
        history.makeRoom(ZstdBlock.MAX_SIZE);
        if (type == RAW) history.append(content, 0, size);
        else if (type == RLE) history.append(content[0], size);
        else block.decode(content, size);
        last = (header & 1) != 0;
    }

    private void check() throws IOException {
        if (!checksum) return;
        if (!in.has(4)) throw new EOFException("the checksum is missing");
        if (in.littleEndian(4) != (hash.value() & 0xffff_ffffL)) throw new IOException("the checksum is wrong");
    }
}
