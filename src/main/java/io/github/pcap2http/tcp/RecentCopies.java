package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import java.util.zip.CRC32C;

/**
 * Fingerprints of the last few runs of bytes that were delivered, to tell whether bytes that are sent again are the same. Runs that
 * start at the same place are compared: over their beginnings when one is shorter, so that a forged answer is noticed as well.
 */
final class RecentCopies {
    private static final int SLOTS = 4;
    private static final int BEGINNING = 16;   // bytes

    private final long[] offsets = new long[SLOTS];
    private final int[] lengths = new int[SLOTS];
    private final long[] prints = new long[SLOTS];   // whole above, beginning below
    private final CRC32C crc = new CRC32C();
    private int slot;

    void remember(long offset, Bytes bytes) {
        offsets[slot] = offset;
        lengths[slot] = bytes.length();
        prints[slot] = (long) print(bytes) << 32 | beginning(bytes) & 0xffff_ffffL;
        slot = (slot + 1) % SLOTS;
    }

    /** @return whether other bytes were delivered at the same place */
    boolean differs(long offset, Bytes again) {
        for (int i = 0; i < SLOTS; i++) {
            if (lengths[i] == 0 || offsets[i] != offset) continue;
            if (lengths[i] == again.length()) return (int) (prints[i] >>> 32) != print(again);
            return lengths[i] >= BEGINNING && again.length() >= BEGINNING && (int) prints[i] != beginning(again);
        }
        return false;
    }

    private int beginning(Bytes bytes) {
        return print(bytes.slice(0, Math.min(BEGINNING, bytes.length())));
    }

    private int print(Bytes bytes) {
        crc.reset();
        crc.update(bytes.array(), bytes.offset(), bytes.length());
        return (int) crc.getValue();
    }
}
