package io.github.pcap2http.coding;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** The encoded bytes of one decoder: a buffered source, and an inflater for raw deflate (RFC 1951) that reads from it. */
final class Input {
    private final InputStream source;
    private final byte[] buffer = new byte[8 << 10];
    private int next;
    private int end;

    Input(InputStream source) {
        this.source = source;
    }

    /** @return whether {@code count} more bytes are there, at most a buffer's length */
    boolean has(int count) throws IOException {
        if (end - next >= count) return true;
        System.arraycopy(buffer, next, buffer, 0, end - next);
        end -= next;
        next = 0;
        while (end < count) {
            int n = source.read(buffer, end, buffer.length - end);
            if (n < 0) return false;
            end += n;
        }
        return true;
    }

    /** @return the byte {@code ahead} of the next one, 0 to 255; it must be there */
    int peek(int ahead) {
        return buffer[next + ahead] & 0xff;
    }

    int uint8() throws IOException {
        if (!has(1)) throw new EOFException("ends early");
        return buffer[next++] & 0xff;
    }

    void skip(long count) throws IOException {
        for (long i = 0; i < count; i++) uint8();
    }

    /** @return the next {@code count} bytes, up to 4, as a number, the least significant byte first */
    long littleEndian(int count) throws IOException {
        long value = 0;
        for (int i = 0; i < count; i++) value |= (long) uint8() << 8 * i;
        return value;
    }

    /** Reads up to {@code length} bytes, at least 1. */
    int read(byte[] out, int offset, int length) throws IOException {
        if (!has(1)) throw new EOFException("ends early");
        int n = Math.min(length, end - next);
        System.arraycopy(buffer, next, out, offset, n);
        next += n;
        return n;
    }

    /** Hands the bytes at hand to an inflater that is new or reset; {@link #inflate} hands it the others. */
    void startOf(Inflater inflater) {
        inflater.setInput(buffer, next, end - next);
    }

    /** @return count of bytes inflated, at least 1, or -1 at the end of the deflate stream, where this input then stands */
    int inflate(Inflater inflater, byte[] out, int offset, int length) throws IOException {
        long before = inflater.getBytesWritten();
        try {
            while (true) {
                int n = inflater.inflate(out, offset, length);
                if (n > 0) return n;
                if (inflater.finished()) {
                    next = end - inflater.getRemaining();
                    return -1;
                }
                if (inflater.needsDictionary()) throw new ZipException("needs a dictionary");
                if (!inflater.needsInput()) continue;
                next = end;
                if (!has(1)) throw new EOFException("ends early");
                inflater.setInput(buffer, next, end - next);
            }
        } catch (DataFormatException e) {
            // What came before the fault is in the array, though the call that met it did not say so.
            int n = (int) (inflater.getBytesWritten() - before);
            if (n > 0) return n;
            throw new ZipException(e.getMessage());
        }
    }
}
