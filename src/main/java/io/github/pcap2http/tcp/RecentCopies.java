package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Fingerprints of the last few runs of bytes that were delivered, to tell whether bytes that are sent again are the same. Runs that
 * start at the same place are compared: over their beginnings when one is shorter, so that a forged answer is noticed as well.
 *
 * <p>They stand in an array of numbers that their owner keeps, since an object around it would be one place in memory more for each packet:
 * first how many runs there were, then of each of the last ones its sequence number, its length, and the fingerprints of its beginning and
 * of all of it.
 */
final class RecentCopies {
    /** There were no runs. */
    static final int[] NONE = {0};

    private static final int MOST = 4;         // runs, a power of two
    private static final int BEGINNING = 16;   // bytes
    private static final int INTS = 4;

    private RecentCopies() { }

    /** @return the runs with one more, the same array or, when there were fewer than two, a new one: most connections that are open have said little */
    static int[] with(int[] runs, int seq, Bytes bytes) {
        int count = runs[0];
        int[] more = count == 0 ? new int[1 + INTS] : count == 1 ? Arrays.copyOf(runs, 1 + MOST * INTS) : runs;
        int at = 1 + (count & MOST - 1) * INTS;
        CRC32C print = new CRC32C();
        int beginning = Math.min(bytes.length(), BEGINNING);
        more[0] = count == Integer.MAX_VALUE ? MOST : count + 1;
        more[at] = seq;
        more[at + 1] = bytes.length();
        more[at + 2] = goOn(print, bytes, 0, beginning);
        more[at + 3] = goOn(print, bytes, beginning, bytes.length());
        return more;
    }

    /** @return whether other bytes were delivered at the same place */
    static boolean differ(int[] runs, int seq, Bytes again) {
        int beginning = Math.min(again.length(), BEGINNING);
        for (int at = 1; at < runs.length; at += INTS) {
            int length = runs[at + 1];
            if (length == 0 || runs[at] != seq) continue;
            CRC32C print = new CRC32C();
            int begins = goOn(print, again, 0, beginning);
            if (length == again.length()) return runs[at + 3] != goOn(print, again, beginning, length);
            return length >= BEGINNING && again.length() >= BEGINNING && runs[at + 2] != begins;
        }
        return false;
    }

    private static int goOn(CRC32C print, Bytes bytes, int from, int to) {
        if (from < to) print.update(bytes.array(), bytes.offset() + from, to - from);
        return (int) print.getValue();
    }
}
