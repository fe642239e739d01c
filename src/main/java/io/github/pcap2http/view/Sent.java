package io.github.pcap2http.view;

import io.github.pcap2http.exchange.Side;
import java.util.Arrays;

/** The latest segments of a connection, to name the one that another is a repetition or a copy of. */
final class Sent {
    /** Segments of a connection that are remembered. */
    private static final int MOST = 64;

    private long[] frames = new long[4];
    private long[] starts = new long[4];
    private long[] acknowledged = new long[4];
    private int[] lengths = new int[4];
    private int[] kinds = new int[4];   // flags, and the sender above them
    private int count;   // of all that were remembered: the latest is at this less one, modulo the length of the arrays

    void remember(Line line) {
        if (count == frames.length && count < MOST) grow();
        int at = count++ % frames.length;
        frames[at] = line.frame;
        starts[at] = line.standing.start();
        acknowledged[at] = line.standing.acknowledged();
        lengths[at] = line.length;
        kinds[at] = kind(line);
        if (count == 2 * MOST) count = MOST;   // so it never overflows
    }

    private void grow() {
        int more = 2 * frames.length;
        frames = Arrays.copyOf(frames, more);
        starts = Arrays.copyOf(starts, more);
        acknowledged = Arrays.copyOf(acknowledged, more);
        lengths = Arrays.copyOf(lengths, more);
        kinds = Arrays.copyOf(kinds, more);
    }

    /** @return segments that there is room for */
    int room() {
        return frames.length;
    }

    private static int kind(Line line) {
        return line.flags | line.from.ordinal() << 16;
    }

    private int remembered() {
        return Math.min(count, frames.length);
    }

    /** @return index of what was remembered {@code back} before the latest */
    private int index(int back) {
        return (count - 1 - back + frames.length) % frames.length;
    }

    /** @return the frame of the segment that this is a copy of; 0 when it is not known */
    long original(Line copy) {
        for (int back = 0; back < remembered(); back++) {
            int i = index(back);
            boolean same = kinds[i] == kind(copy) && starts[i] == copy.standing.start() && lengths[i] == copy.length
                && acknowledged[i] == copy.standing.acknowledged();
            if (same) return frames[i];
        }
        return 0;
    }

    /** @return the frame that had the first byte of these data before; 0 when it is not known */
    long before(Line again) {
        long wanted = again.standing.start();
        for (int back = 0; back < remembered(); back++) {
            int i = index(back);
            if (kinds[i] >> 16 == again.from.ordinal() && starts[i] <= wanted && starts[i] + lengths[i] > wanted) return frames[i];
        }
        return 0;
    }

    /** @return the frame with the same flags and number before, for those without data; 0 when there is none */
    long flagged(Line again, int flag) {
        for (int back = 0; back < remembered(); back++) {
            int i = index(back);
            if (kinds[i] >> 16 == again.from.ordinal() && (kinds[i] & flag) != 0 && starts[i] + lengths[i] == again.standing.end()) return frames[i];
        }
        return 0;
    }

    /** @return who sent the frame; null when it is not remembered */
    Side sender(long frame) {
        int i = find(frame);
        return i < 0 ? null : Side.values()[kinds[i] >> 16];
    }

    /** @return position of its first byte; {@code otherwise} when it is not remembered */
    long start(long frame, long otherwise) {
        int i = find(frame);
        return i < 0 ? otherwise : starts[i];
    }

    /** @return position behind its last byte; {@code otherwise} when it is not remembered */
    long end(long frame, long otherwise) {
        int i = find(frame);
        return i < 0 ? otherwise : starts[i] + lengths[i];
    }

    private int find(long frame) {
        for (int back = 0; back < remembered(); back++) {
            if (frames[index(back)] == frame) return index(back);
        }
        return -1;
    }
}
