package io.github.pcap2http.correlate;

/**
 * A set of numbers, of which those that were used long ago are forgotten: each number has its row of {@value #WAYS} places, in which the one
 * that was used last is the first, and a new one takes the place of the last.
 */
final class RecentKinds {
    private static final int WAYS = 8;

    private final int[] rows;   // of what is left of numbers when the row is known
    private final int mask;

    /** @param most a power of two, {@value #WAYS} or more: so many numbers are remembered at most */
    RecentKinds(int most) {
        rows = new int[most];
        mask = most / WAYS - 1;
    }

    /** @param kind well mixed. @return whether it was not in the set */
    boolean add(long kind) {
        int number = number(kind);
        int row = row(kind);
        int moved = number;
        for (int at = row; at < row + WAYS; at++) {
            int there = rows[at];
            rows[at] = moved;
            if (there == number) return false;
            moved = there;
        }
        return true;
    }

    boolean contains(long kind) {
        if (find(kind) < 0) return false;
        add(kind);
        return true;
    }

    void remove(long kind) {
        int at = find(kind);
        if (at < 0) return;
        int last = row(kind) + WAYS - 1;
        System.arraycopy(rows, at + 1, rows, at, last - at);
        rows[last] = 0;
    }

    private static int number(long kind) {
        return (int) kind | 1;   // 0 stands for nothing
    }

    private int row(long kind) {
        return ((int) (kind >>> 32) & mask) * WAYS;
    }

    private int find(long kind) {
        int row = row(kind);
        for (int at = row; at < row + WAYS; at++) {
            if (rows[at] == number(kind)) return at;
        }
        return -1;
    }
}
