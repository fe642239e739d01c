package io.github.pcap2http.capture;

import io.github.pcap2http.bytes.BigEndian;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteOrder;

/**
 * The part of an input that is being read: {@link #available} bytes from the place reached on. Positions are relative to that
 * place. Reads no more than is asked for has to wait for, so that a pipe's packet is seen as soon as it has come; grows only for
 * bytes that have arrived.
 */
final class Window {
    private static final int FIRST_SIZE = 16 << 10;   // so that thousands of small files take little
    private static final int SIZE = 256 << 10;

    private final InputStream in;
    private byte[] array = new byte[FIRST_SIZE];
    private int start;
    private int end;
    private long passed;   // bytes of the input before start
    private boolean ended;
    private boolean bigEndian;

    Window(InputStream in) {
        this.in = in;
    }

    /** @return the input from the place reached on; this window is of no more use then */
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(array, start, end - start), in);
    }

    /** Sets how multi-byte values are read from now on. */
    void order(ByteOrder order) {
        bigEndian = order == ByteOrder.BIG_ENDIAN;
    }

    ByteOrder order() {
        return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /**
     * Waits for {@code count} bytes. May move what is there: an array got before is stale.
     *
     * @return false when the input ends before; then all that is left is available
     */
    boolean has(int count) throws IOException {
        return end - start >= count || fill(count);
    }

    private boolean fill(int count) throws IOException {
        while (end - start < count) {
            if (ended) return false;
            if (end == array.length) makeRoom();
            int read = in.read(array, end, array.length - end);
            if (read < 0) ended = true;
            else end += read;
        }
        return true;
    }

    /**
     * What is held moves to the front of an array twice as large when it takes more than half of it or has not the usual size yet, of
     * an array of the usual size when it is small again, or else of the same: so every byte is moved about once.
     */
    private void makeRoom() {
        int held = end - start;
        byte[] target = array;
        if (held > array.length / 2 || array.length < SIZE) target = new byte[2 * array.length];
        else if (held < SIZE / 2 && array.length > SIZE) target = new byte[SIZE];
        System.arraycopy(array, start, target, 0, held);
        array = target;
        start = 0;
        end = held;
    }

    /** Goes on by {@code count} bytes, which must be available. */
    void skip(int count) {
        if (count > end - start) throw new IllegalArgumentException(count + " of " + (end - start));
        start += count;
        passed += count;
    }

    int available() {
        return end - start;
    }

    /** @return offset in the input of the place reached */
    long position() {
        return passed;
    }

    byte[] array() {
        return array;
    }

    /** @return index in the array of the byte at {@code at} */
    int index(int at) {
        return start + at;
    }

    int uint8(int at) {
        return array[start + at] & 0xff;
    }

    int uint16(int at) {
        int value = BigEndian.uint16(array, start + at);
        return bigEndian ? value : value >> 8 | (value & 0xff) << 8;
    }

    int int32(int at) {
        int value = BigEndian.int32(array, start + at);
        return bigEndian ? value : Integer.reverseBytes(value);
    }

    long uint32(int at) {
        return int32(at) & 0xffff_ffffL;
    }

    long int64(int at) {
        long value = BigEndian.int64(array, start + at);
        return bigEndian ? value : Long.reverseBytes(value);
    }
}
