package io.github.pcap2http.correlate;

/**
 * A set of numbers, of which those that were used long ago are forgotten: each number has its row of {@value #WAYS} places, in which the one
 * that was used last is the first, and a new one takes the place of the last.
 */
final class RecentKinds {
    private static final int WAYS = 8;

    private final long[] rows;
    private final int mask;

    /** @param most a power of two, {@value #WAYS} or more: so many numbers are remembered at most */
    RecentKinds(int most) {
        rows = new long[most];
        mask = most / WAYS - 1;
    }

    /** @param kind well mixed. @return whether it was not in the set */
    boolean add(long kind) {
        long number = kind | 1;   // 0 stands for nothing
        int row = row(number);
        long moved = number;
        for (int at = row; at < row + WAYS; at++) {
            long there = rows[at];
            rows[at] = moved;
            if (there == number) return false;
            moved = there;
        }
        return true;
    }

    boolean contains(long kind) {
        long number = kind | 1;
        int row = row(number);
        if (find(number, row) < 0) return false;
        add(number);
        return true;
    }

    void remove(long kind) {
        long number = kind | 1;
        int row = row(number);
        int at = find(number, row);
        if (at < 0) return;
        System.arraycopy(rows, at + 1, rows, at, row + WAYS - 1 - at);
        rows[row + WAYS - 1] = 0;
    }

    private int row(long number) {
        return ((int) (number >>> 32) & mask) * WAYS;
    }

    private int find(long number, int row) {
        for (int at = row; at < row + WAYS; at++) {
            if (rows[at] == number) return at;
        }
        return -1;
    }
}
