package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Fingerprints of the last few runs of bytes that were delivered, to tell whether bytes that are sent again are the same. Runs that
 * start at the same place are compared: over their beginnings when one is shorter, so that a forged answer is noticed as well.
 */
final class RecentCopies {
    private static final int SLOTS = 4;
    private static final int BEGINNING = 16;   // bytes
    private static final int INTS = 5;         // of a run: its place, as two halves, its length, the fingerprints of all of it and of its beginning

    private int[] runs = new int[INTS];   // grows with the second one: on most connections that are open each side has said little
    private int slot;

    void remember(long offset, Bytes bytes) {
        int at = slot * INTS;
        if (at == runs.length) runs = Arrays.copyOf(runs, SLOTS * INTS);
        runs[at] = (int) (offset >> 32);
        runs[at + 1] = (int) offset;
        runs[at + 2] = bytes.length();
        runs[at + 3] = print(bytes);
        runs[at + 4] = beginning(bytes);
        slot = (slot + 1) % SLOTS;
    }

    /** @return whether other bytes were delivered at the same place */
    boolean differs(long offset, Bytes again) {
        for (int at = 0; at < runs.length; at += INTS) {
            int length = runs[at + 2];
            if (length == 0 || runs[at] != (int) (offset >> 32) || runs[at + 1] != (int) offset) continue;
            if (length == again.length()) return runs[at + 3] != print(again);
            return length >= BEGINNING && again.length() >= BEGINNING && runs[at + 4] != beginning(again);
        }
        return false;
    }

    private static int beginning(Bytes bytes) {
        if (bytes.length() < BEGINNING) return 0;
        long hash = 0;
        for (int i = 0; i < BEGINNING; i += 4) hash = (hash ^ bytes.int32(i)) * 0x9e3779b97f4a7c15L;
        return (int) (hash >>> 32);
    }

    private static int print(Bytes bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), bytes.offset(), bytes.length());
        return (int) crc.getValue();
    }
}
