package io.github.pcap2http.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that had to be kept: appended at the end, taken from the front. Holds one array, which grows by half when full. */
public final class ByteQueue {
    private static final int FIRST_CAPACITY = 32;

    private static final byte[] NO_BYTES = {};

    /** Stays empty: stands for queues that are not needed yet, of which each connection has many. */
    public static final ByteQueue NONE = new ByteQueue();

    private final Held held;
    private byte[] array = NO_BYTES;
    private int start;
    private int end;
    private int counted;   // of the array, among what is held

    /** A queue whose memory nobody counts. */
    public ByteQueue() {
        this(new Held());
    }

    /** @param held counts the memory of the queue while it is not empty */
    public ByteQueue(Held held) {
        this.held = held;
    }

    public int length() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    /** @return this queue; a new one in place of {@link #NONE}, whose memory {@code counted} counts */
    public ByteQueue or(Held counted) {
        return this == NONE ? new ByteQueue(counted) : this;
    }

    /** @throws IllegalStateException for {@link #NONE} */
    public void append(Bytes bytes) {
        if (this == NONE) throw new IllegalStateException("stays empty");
        makeRoom(bytes.length());
        bytes.copyTo(array, end);
        end += bytes.length();
        count();
    }

    /** @return a view of all that is queued, valid until the next call that changes the queue */
    public Bytes view() {
        return Bytes.of(array, start, end - start);
    }

    /** Takes {@code count} bytes from the front. */
    public void drop(int count) {
        if (count > length()) throw new IllegalArgumentException(count + " of " + length());
        start += count;
        if (start == end) clear();
    }

    /** Empties the queue and gives its memory back. */
    public void clear() {
        start = 0;
        end = 0;
        array = NO_BYTES;
        count();
    }

    /** As {@link #clear}. @return {@link #NONE}, to take the place of this queue */
    public ByteQueue cleared() {
        if (this != NONE) clear();
        return NONE;
    }

    private void count() {
        int now = isEmpty() ? 0 : array.length;
        if (now != counted) held.add(now - counted);
        counted = now;
    }

    private void makeRoom(int more) {
        if (array.length - end >= more) return;
        int needed = Math.addExact(length(), more);
        if (needed <= array.length && start >= array.length / 2) {
            System.arraycopy(array, start, array, 0, length());
        } else {
            byte[] larger = new byte[Math.max(needed, Math.max(FIRST_CAPACITY, length() + length() / 2))];
            System.arraycopy(array, start, larger, 0, length());
            array = larger;
        }
        end -= start;
        start = 0;
    }

    @Override
    public String toString() {
        return new String(Arrays.copyOfRange(array, start, end), StandardCharsets.ISO_8859_1);
    }
}
