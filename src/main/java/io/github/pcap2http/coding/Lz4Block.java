package io.github.pcap2http.coding;

import java.io.IOException;
import java.util.Arrays;

/**
 * Blocks of LZ4 (lz4_Block_format.md) one after the other, each of which may reach back into those before it.
 *
 * <pre>   sequence:  literals(4 bits) match(4 bits)  [more literals]  literals  offset(2)  [more match]     the last: literals only  </pre>
 */
final class Lz4Block {
    private static final int WINDOW = 64 << 10;   // bytes that matches may reach back
    private static final int LEAST_MATCH = 4;

    private byte[] out = new byte[2 * WINDOW];
    private int taken;
    private int end;
    private byte[] in;
    private int at;
    private int inEnd;

    /** Forgets what was before: all of it has been taken. */
    void clear() {
        taken = 0;
        end = 0;
    }

    /** @return count of bytes taken; 0 when there are none */
    int take(byte[] target, int offset, int length) {
        int count = Math.min(length, end - taken);
        System.arraycopy(out, taken, target, offset, count);
        taken += count;
        return count;
    }

    /** Appends plain bytes. */
    void append(byte[] bytes, int count) {
        slide();
        put(bytes, 0, count);
    }

    /**
     * Decodes a block, which gives at most {@code most} bytes.
     *
     * @param whole whether all of it is there; otherwise all is given up to the first sequence that is cut
     */
    void decode(byte[] bytes, int length, int most, boolean whole) throws IOException {
        slide();
        in = bytes;
        at = 0;
        inEnd = length;
        int limit = end + most;
        while (at < inEnd) {
            int token = in[at++] & 0xff;
            int literals = count(token >> 4);
            if (literals > inEnd - at && whole || literals > limit - end) throw new IOException("a block is corrupt");
            int there = Math.min(literals, inEnd - at);
            put(in, at, there);
            at += there;
            if (at == inEnd) return;
            if (inEnd - at < 2) break;
            int distance = in[at] & 0xff | (in[at + 1] & 0xff) << 8;
            at += 2;
            int match = count(token & 15) + LEAST_MATCH;
            if (at == inEnd && !whole) return;   // the length may be cut
            if (distance == 0 || distance > end || match > limit - end) throw new IOException("a block is corrupt");
            repeat(distance, match);
        }
        if (whole) throw new IOException("a block is corrupt");
    }

    private int count(int nibble) throws IOException {
        if (nibble < 15) return nibble;
        long count = nibble;
        int more = 255;
        while (more == 255 && at < inEnd) {
            more = in[at++] & 0xff;
            count += more;
        }
        if (count > Integer.MAX_VALUE - LEAST_MATCH) throw new IOException("a block is corrupt");
        return (int) count;
    }

    private void put(byte[] bytes, int offset, int count) {
        room(count);
        System.arraycopy(bytes, offset, out, end, count);
        end += count;
    }

    private void repeat(int distance, int count) {
        room(count);
        int from = end - distance;
        int to = end;
        end += count;
        if (distance >= count) System.arraycopy(out, from, out, to, count);
        else while (to < end) out[to++] = out[from++];
    }

    private void room(int count) {
        if (out.length - end < count) out = Arrays.copyOf(out, Math.max(end + count, 2 * out.length));
    }

    /** What matches reach back to moves to the front. */
    private void slide() {
        int kept = Math.min(end, WINDOW);
        System.arraycopy(out, end - kept, out, 0, kept);
        end = kept;
        taken = kept;
    }
}
