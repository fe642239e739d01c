package io.github.pcap2http.coding;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * LZ4 files: frames (lz4_Frame_format.md, version 1.6.4), those of the legacy format too, and skippable frames. Of a block that is cut
 * all is given that its beginning tells.
 *
 * <pre>
 *   magic(4)  flags(1)  greatest block(1)  [content size(8)]  [dictionary(4)]  hash(1)   blocks   0(4)  [checksum(4)]
 *   block:  size(31 bits) stored(1 bit)   content   [checksum(4)]          legacy: magic(4)  blocks: size(4) content
 * </pre>
 */
final class Lz4Decoder extends Decoder {
    static final int MAGIC = 0x184d2204;
    static final int LEGACY_MAGIC = 0x184c2102;

    private static final int LEGACY_BLOCK = 8 << 20;   // bytes
    private static final int INDEPENDENT = 0x20;
    private static final int BLOCK_CHECKSUM = 0x10;
    private static final int CONTENT_SIZE = 8;
    private static final int CONTENT_CHECKSUM = 4;
    private static final int DICTIONARY = 1;

    private enum At { START, BLOCK, END }

    private final Input in;
    private final Lz4Block block = new Lz4Block();
    private byte[] stored = new byte[64 << 10];
    private At at = At.START;
    private boolean legacy;
    private int flags;
    private int maxBlock;
    private Xxh32 hash = new Xxh32();
    private boolean first = true;

    Lz4Decoder(InputStream source) {
        in = new Input(source);
    }

    @Override
    String coding() {
        return "lz4";
    }

    @Override
    int decode(byte[] out, int offset, int length) throws IOException {
        while (true) {
            int count = block.take(out, offset, length);
            if (count > 0) {
                if (has(CONTENT_CHECKSUM)) hash.update(out, offset, count);
                return count;
            }
            switch (at) {
                case START -> {
                    if (!frame()) return -1;
                }
                case BLOCK -> readBlock();
                default -> throw new EOFException("ends early");
            }
        }
    }

    private boolean has(int flag) {
        return !legacy && (flags & flag) != 0;
    }

    /** @return false at the end of the input */
    private boolean frame() throws IOException {
        if (!first && !in.has(1)) return false;
        if (!first && !in.has(4)) endBeforeTheRest();
        int magic = (int) in.littleEndian(4);
        if (ZstdDecoder.isSkippable(magic)) {
            first = false;
            in.skip(in.littleEndian(4));
            return true;
        }
        legacy = magic == LEGACY_MAGIC;
        if (!legacy && magic != MAGIC) {
            if (!first) endBeforeTheRest();
            throw new IOException("not lz4");
        }
        first = false;
        if (legacy) maxBlock = LEGACY_BLOCK;
        else readHeader();
        block.clear();
        hash = new Xxh32();
        at = At.BLOCK;
        return true;
    }

    private void readHeader() throws IOException {
        byte[] head = new byte[14];
        int end = 0;
        head[end++] = (byte) in.uint8();
        head[end++] = (byte) in.uint8();
        flags = head[0];
        for (int more = (has(CONTENT_SIZE) ? 8 : 0) + (has(DICTIONARY) ? 4 : 0); more > 0; more--) head[end++] = (byte) in.uint8();
        int code = head[1] >> 4 & 7;
        if ((flags & 0xc0) != 0x40 || code < 4) throw new IOException("a frame's header is corrupt");
        if ((Xxh32.of(head, 0, end) >> 8 & 0xff) != in.uint8()) throw new IOException("the checksum of a frame's header is wrong");
        if (has(DICTIONARY)) throw new IOException("needs a dictionary");
        maxBlock = 1 << 8 + 2 * code;
    }

    private void readBlock() throws IOException {
        if (legacy && endsHere()) return;
        int size = (int) in.littleEndian(4);
        if (size == 0 && !legacy) {
            checkContent();
            return;
        }
        boolean plain = size < 0 && !legacy;
        if (plain) size &= 0x7fff_ffff;
        if (size < 0 || size > maxBlock + maxBlock / 255 + 16) throw new IOException("a block is corrupt");
        if (legacy || has(INDEPENDENT)) block.clear();
        int there = read(size);
        boolean whole = there == size;
        if (!whole) at = At.END;
        boolean checked = whole && has(BLOCK_CHECKSUM);
        if (checked && (int) in.littleEndian(4) != Xxh32.of(stored, 0, size)) throw new IOException("a block's checksum is wrong");
        if (plain) block.append(stored, there);
        else block.decode(stored, there, maxBlock, whole);
    }

    /** A legacy frame has no end mark: it ends with the input, or where another begins. */
    private boolean endsHere() throws IOException {
        if (!in.has(1)) {
            at = At.START;
            return true;
        }
        if (!in.has(4)) return false;
        int next = in.peek(0) | in.peek(1) << 8 | in.peek(2) << 16 | in.peek(3) << 24;
        if (next != MAGIC && next != LEGACY_MAGIC && !ZstdDecoder.isSkippable(next)) return false;
        at = At.START;
        return true;
    }

    private void checkContent() throws IOException {
        at = At.START;
        if (!has(CONTENT_CHECKSUM)) return;
        if (!in.has(4)) throw new EOFException("the checksum is missing");
        if ((int) in.littleEndian(4) != hash.value()) throw new IOException("the checksum is wrong");
    }

    /** @return how many bytes there are, fewer than {@code size} at the end of the input; memory is taken only for those that come */
    private int read(int size) throws IOException {
        int end = 0;
        while (end < size && in.has(1)) {
            if (end == stored.length) stored = Arrays.copyOf(stored, 2 * end);
            end += in.read(stored, end, Math.min(size, stored.length) - end);
        }
        return end;
    }
}
