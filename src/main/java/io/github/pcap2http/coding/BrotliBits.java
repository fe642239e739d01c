package io.github.pcap2http.coding;

import java.io.EOFException;
import java.io.IOException;

/** The bits of a brotli stream: of each byte the least significant one first (RFC 7932, section 1.5). */
final class BrotliBits {
    private final Input in;
    private long held;
    private int count;

    BrotliBits(Input in) {
        this.in = in;
    }

    /** Holds {@code wanted} bits, up to 32, or as many as there are. */
    private void fill(int wanted) throws IOException {
        while (count < wanted && in.has(1)) {
            held |= (long) in.uint8() << count;
            count += 8;
        }
    }

    /** @return the next {@code n} bits, 0 to 24, as a number */
    int read(int n) throws IOException {
        int value = peek(n);
        skip(n);
        return value;
    }

    boolean flag() throws IOException {
        return read(1) != 0;
    }

    /** @return the next {@code n} bits; those behind the end of the stream are 0 */
    int peek(int n) throws IOException {
        if (count < n) fill(n);
        return (int) (held & (1L << n) - 1);
    }

    /** @throws EOFException when there are not as many */
    void skip(int n) throws EOFException {
        if (count < n) throw new EOFException("ends early");
        held >>>= n;
        count -= n;
    }

    /** Goes on to the next whole byte; the bits before it must be 0. */
    void align() throws IOException {
        if (read(count % 8) != 0) throw new IOException("padding is not zero");
    }
}
