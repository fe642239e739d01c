package io.github.pcap2http.output;

import java.util.Arrays;

/**
 * Where each entry of a document is spooled, and when it began: three numbers an entry, in arrays, so that millions fit.
 * Sorting gives an order of the numbers of entries and moves nothing else.
 */
final class EntryIndex {
    private long[] starts = new long[64];
    private long[] offsets = new long[64];
    private long[] lengths = new long[64];
    private int count;

    void add(long start, long offset, long length) {
        if (count == starts.length) {
            int larger = Math.addExact(count, Math.max(count / 2, 1));
            starts = Arrays.copyOf(starts, larger);
            offsets = Arrays.copyOf(offsets, larger);
            lengths = Arrays.copyOf(lengths, larger);
        }
        starts[count] = start;
        offsets[count] = offset;
        lengths[count++] = length;
    }

    int count() {
        return count;
    }

    long start(int entry) {
        return starts[entry];
    }

    long offset(int entry) {
        return offsets[entry];
    }

    long length(int entry) {
        return lengths[entry];
    }

    /** @return the entries by start; those that start alike as they came. A merge sort from the bottom up: stable, and no objects. */
    int[] byStart() {
        int[] sorted = new int[count];
        Arrays.setAll(sorted, i -> i);
        int[] next = new int[count];
        for (long run = 1; run < count; run *= 2) {
            for (long from = 0; from < count; from += 2 * run) {
                merge(sorted, next, (int) from, (int) Math.min(from + run, count), (int) Math.min(from + 2 * run, count));
            }
            int[] swap = sorted;
            sorted = next;
            next = swap;
        }
        return sorted;
    }

    private void merge(int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right == end || starts[from[left]] <= starts[from[right]]);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
