package io.github.pcap2http.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Eight bytes of an array at a time, for walks over many. A view of the array as numbers (VarHandle) is no quicker once the thorough
 * compiler has been there, and its first use costs ten milliseconds, a tenth of what a small capture takes.
 */
public final class Eights {
    /** Bytes of a walk for which one at a time is as good. */
    public static final int WORTH = 24;

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGHEST = EACH * 0x80;

    private Eights() { }

    /** @return the index of the first {@code wanted} from {@code from} to before {@code end}; {@code end} when there is none */
    public static int find(byte wanted, byte[] array, int from, int end) {
        int near = Math.min(end, from + WORTH);
        for (int i = from; i < near; i++) {
            if (array[i] == wanted) return i;
        }
        return near < end ? find(wanted, of(array), near, end) : end;
    }

    /** As above. @param eights as {@link #of} has them */
    public static int find(byte wanted, ByteBuffer eights, int from, int end) {
        long eightOfIt = (wanted & 0xff) * EACH;
        int i = from;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long differs = eights.getLong(i) ^ eightOfIt;   // a byte of zeros where it is
            long found = differs - EACH & ~differs & HIGHEST;
            if (found != 0) return i + (Long.numberOfTrailingZeros(found) >> 3);
        }
        while (i < end && eights.get(i) != wanted) i++;
        return i;
    }

    /** @param bound 1 to 128. @return whether any of eight bytes, 0 to 255, is below it */
    public static boolean anyBelow(int bound, long eight) {
        return (eight - EACH * bound & ~eight & HIGHEST) != 0;
    }

    /** @return the bytes of {@code array}, of eight of which the first is the lowest of the number */
    public static ByteBuffer of(byte[] array) {
        return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }
}
