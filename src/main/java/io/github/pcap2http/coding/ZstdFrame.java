package io.github.pcap2http.coding;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * One Zstandard frame (RFC 8878, section 3.1.1), rewritten so that the library decodes it in bounded memory and hands on every
 * whole block of a frame that is cut: the header names a window of at most 8 MiB (RFC 9659) and neither content size nor
 * checksum, blocks pass unchanged, and where the source ends early an empty last block takes the place of the rest.
 *
 * <pre>
 *   magic(4)  descriptor(1)  [window(1)]  [dictionary id(1, 2, 4)]  [content size(1, 2, 4, 8)]   blocks   [checksum(4)]
 *   block:  last(1 bit) type(2 bits) size(21 bits)   content(size, or 1 byte when type is 1, RLE)
 * </pre>
 */
final class ZstdFrame extends InputStream {
    private static final int MAX_BLOCK = 128 << 10;
    private static final int MIN_WINDOW_LOG = 10;
    private static final int MAX_WINDOW_LOG = 23;
    private static final int RLE = 1;
    private static final int RESERVED = 3;

    private final Input in;
    private final boolean checksum;
    private byte[] piece;
    private int next;
    private int end;
    private boolean last;
    private IOException fault;

    /** @param in behind the magic number */
    ZstdFrame(Input in) throws IOException {
        this.in = in;
        int descriptor = in.uint8();
        boolean singleSegment = (descriptor & 0x20) != 0;
        checksum = (descriptor & 4) != 0;
        int window = singleSegment ? 0 : in.uint8();
        if (in.littleEndian((1 << (descriptor & 3)) >> 1) != 0) throw new IOException("needs a dictionary");
        int sizeLength = (descriptor & 0xc0) != 0 ? 1 << (descriptor >> 6) : singleSegment ? 1 : 0;
        long size = in.littleEndian(sizeLength) + (sizeLength == 2 ? 256 : 0);
        if (singleSegment) window = windowFor(size) << 3;
        piece = new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) window};
        end = piece.length;
    }

    /** @return logarithm, less 10, of the least window that holds {@code size} bytes */
    private static int windowFor(long size) {
        int log = MIN_WINDOW_LOG;
        while (log < MAX_WINDOW_LOG && (size < 0 || size > 1L << log)) log++;
        return log - MIN_WINDOW_LOG;
    }

    @Override
    public int read(byte[] out, int offset, int length) {
        if (next == end && !block()) return -1;
        int n = Math.min(length, end - next);
        System.arraycopy(piece, next, out, offset, n);
        next += n;
        return n;
    }

    @Override
    public int read() {
        if (next == end && !block()) return -1;
        return piece[next++] & 0xff;
    }

    /** @return false behind the last block */
    private boolean block() {
        if (last) return false;
        next = 0;
        end = 0;
        try {
            int header = (int) in.littleEndian(3);
            int type = header >> 1 & 3;
            int size = type == RLE ? 1 : header >> 3;
            if (type == RESERVED || header >> 3 > MAX_BLOCK) throw new IOException("a block is corrupt");
            if (piece.length < size + 3) piece = new byte[MAX_BLOCK + 3];
            put(header);
            while (end < size + 3) end += in.read(piece, end, size + 3 - end);
            last = (header & 1) != 0;
        } catch (IOException e) {
            fault = e;
            last = true;
            end = 0;
            put(1);
        }
        return true;
    }

    private void put(int header) {
        for (int i = 0; i < 3; i++) piece[end++] = (byte) (header >> 8 * i);
    }

    /**
     * To be called when all content was read.
     *
     * @param hash XXH64 of the content
     * @throws IOException when the frame was cut or corrupt
     */
    void finish(long hash) throws IOException {
        if (fault != null) throw fault;
        if (!checksum) return;
        if (!in.has(4)) throw new EOFException("the checksum is missing");
        if (in.littleEndian(4) != (hash & 0xffff_ffffL)) throw new IOException("the checksum is wrong");
    }
}
