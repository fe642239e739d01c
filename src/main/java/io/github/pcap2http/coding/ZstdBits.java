package io.github.pcap2http.coding;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A bitstream of Zstandard that is read from its end to its start (RFC 8878, section 4.1): the highest bit that is set in its
 * last byte marks the end. The array must have {@value #SPARE} bytes more behind the stream.
 */
final class ZstdBits {
    static final int SPARE = 8;

    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] array;
    private int start;
    private long left;   // bits

    void open(byte[] array, int start, int length) throws IOException {
        if (length <= 0 || array[start + length - 1] == 0) throw new IOException("a bitstream has no end mark");
        this.array = array;
        this.start = start;
        left = 8L * length - 8 + 31 - Integer.numberOfLeadingZeros(array[start + length - 1] & 0xff);
    }

    /** @return bits not yet read; below 0 when more than there were have been read */
    long left() {
        return left;
    }

    /** @param count 0 to 56. @return the next bits; beyond the start there are zeros */
    long read(int count) {
        left -= count;
        if (left >= 0) return (long) INT64.get(array, start + (int) (left >>> 3)) >>> (left & 7) & (1L << count) - 1;
        if (left <= -count) return 0;
        return (long) INT64.get(array, start) << -left & (1L << count) - 1;
    }

    /** Gives back the last {@code count} bits that were read. */
    void unread(int count) {
        left += count;
    }
}
