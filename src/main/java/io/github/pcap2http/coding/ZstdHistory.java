package io.github.pcap2http.coding;

import java.io.IOException;
import java.util.Arrays;

/** What was decoded of a frame: the part that matches may reach back to, and the part that has not been taken yet. */
final class ZstdHistory {
    private static final int FIRST_SIZE = 64 << 10;

    private final int window;
    private byte[] array = new byte[FIRST_SIZE];
    private int taken;
    private int end;

    /** @param window how many bytes matches may reach back */
    ZstdHistory(int window) {
        this.window = window;
    }

    /** Makes room for a block. What was not taken yet stays. */
    void makeRoom(int count) {
        int kept = Math.max(end - taken, Math.min(end, window));
        if (array.length - end >= count) return;
        long wanted = (long) kept + count;
        byte[] target = array;
        if (wanted > array.length - kept / 4) {   // so that what is kept moves once for several blocks
            target = new byte[(int) Math.min(Math.max(2L * array.length, wanted), wanted + kept / 2)];
        }
        System.arraycopy(array, end - kept, target, 0, kept);
        taken -= end - kept;
        end = kept;
        array = target;
    }

    void append(byte[] from, int offset, int count) {
        System.arraycopy(from, offset, array, end, count);
        end += count;
    }

    void append(byte value, int count) {
        Arrays.fill(array, end, end + count, value);
        end += count;
    }

    /** Appends {@code count} bytes from {@code distance} bytes back, which may reach into what it appends. */
    void repeat(int distance, int count) throws IOException {
        if (distance <= 0 || distance > end || distance > window) throw new IOException("a match is from before the start");
        byte[] bytes = array;
        int from = end - distance;
        int to = end;
        end += count;
        if (distance >= count) {
            System.arraycopy(bytes, from, bytes, to, count);
        } else {
            while (to < end) bytes[to++] = bytes[from++];
        }
    }

    /** @return count of bytes taken, 0 when there are none */
    int take(byte[] out, int offset, int length) {
        int count = Math.min(length, end - taken);
        System.arraycopy(array, taken, out, offset, count);
        taken += count;
        return count;
    }
}
