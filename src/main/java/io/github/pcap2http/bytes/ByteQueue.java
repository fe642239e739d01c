package io.github.pcap2http.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that had to be kept: appended at the end, and given up all at once. Holds one array, which grows by half when full. */
public final class ByteQueue {
    private static final int FIRST_CAPACITY = 32;

    private static final byte[] NO_BYTES = {};

    /** Stays empty: stands for queues that are not needed yet, of which each connection has many. */
    public static final ByteQueue NONE = new ByteQueue();

    private final Held held;
    private byte[] array = NO_BYTES;
    private int length;
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
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** @return this queue; a new one in place of {@link #NONE}, whose memory {@code counted} counts */
    public ByteQueue or(Held counted) {
        return this == NONE ? new ByteQueue(counted) : this;
    }

    /** @throws IllegalStateException for {@link #NONE} */
    public void append(Bytes bytes) {
        if (this == NONE) throw new IllegalStateException("stays empty");
        makeRoom(bytes.length());
        bytes.copyTo(array, length);
        length += bytes.length();
        count();
    }

    /** @return a view of all that is queued, valid until the next call that changes the queue */
    public Bytes view() {
        return Bytes.of(array, 0, length);
    }

    /** Empties the queue and gives its memory back. */
    public void clear() {
        length = 0;
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
        if (array.length - length >= more) return;
        int needed = Math.addExact(length, more);
        array = Arrays.copyOf(array, Math.max(needed, Math.max(FIRST_CAPACITY, length + length / 2)));
    }

    @Override
    public String toString() {
        return new String(array, 0, length, StandardCharsets.ISO_8859_1);
    }
}
