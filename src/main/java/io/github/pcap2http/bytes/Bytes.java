package io.github.pcap2http.bytes;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A view of some bytes of an array: no copy, no owner. A view that a callback gets is valid during that call only; who keeps
 * bytes keeps a {@link #copy()}. All multi-byte getters read network byte order.
 */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** @return a view of {@code length} bytes of {@code array} from {@code offset}; the array is not copied */
    public static Bytes of(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return new Bytes(array, offset, length);
    }

    public static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /** @return the bytes of {@code text}, one for each character; characters above U+00FF become {@code ?} */
    public static Bytes latin1(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte at(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /** @return the byte at {@code index} as 0 to 255 */
    public int uint8(int index) {
        return at(index) & 0xff;
    }

    public int uint16(int index) {
        return BigEndian.uint16(array, offset + Objects.checkFromIndexSize(index, 2, length));
    }

    public int int32(int index) {
        return BigEndian.int32(array, offset + Objects.checkFromIndexSize(index, 4, length));
    }

    public long int64(int index) {
        return BigEndian.int64(array, offset + Objects.checkFromIndexSize(index, 8, length));
    }

    /** @return the bytes from {@code from} to before {@code to} */
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return from == 0 && to == length ? this : new Bytes(array, offset + from, to - from);
    }

    public Bytes from(int from) {
        return slice(from, length);
    }

    /** @return the index of the first {@code wanted} at or after {@code from}, or -1 */
    public int indexOf(int wanted, int from) {
        int end = offset + length;
        int at = Eights.find((byte) wanted, array, offset + from, end);
        return at < end ? at - offset : -1;
    }

    public boolean startsWith(String ascii) {
        if (ascii.length() > length) return false;
        for (int i = 0; i < ascii.length(); i++) {
            if (array[offset + i] != ascii.charAt(i)) return false;
        }
        return true;
    }

    /** @return a view of a new array that nobody else holds */
    public Bytes copy() {
        return of(toArray());
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /** @return the bytes as a stream, which reads the view */
    public InputStream stream() {
        return new ByteArrayInputStream(array, offset, length);
    }

    /** @return the bytes from {@code from} to before {@code to} as text, one character for each byte */
    public String latin1(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return new String(array, offset + from, to - from, StandardCharsets.ISO_8859_1);
    }

    public String latin1() {
        return latin1(0, length);
    }

    /** The array behind this view, for calls that want array, offset and length; others see what is written to it. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes b && Arrays.equals(array, offset, offset + length, b.array, b.offset, b.offset + b.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) hash = 31 * hash + array[offset + i];
        return hash;
    }

    /** @return the bytes as text, for messages of tests and debuggers */
    @Override
    public String toString() {
        return latin1();
    }
}
