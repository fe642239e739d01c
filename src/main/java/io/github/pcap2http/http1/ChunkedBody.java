package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import java.util.function.Consumer;

/**
 * Takes the chunked coding off a body (RFC 9112, section 7.1), however the bytes are cut into pieces. As lenient as browsers are where
 * the size stays clear: white space around it, line ends without CR.
 */
final class ChunkedBody {
    private enum At { SIZE, EXTENSION, DATA, DATA_END, DONE }

    private static final long MAX_CHUNK = 1L << 59;
    private static final int MAX_EXTENSION = 64 << 10;

    private final Consumer<Bytes> body;
    private At at = At.SIZE;
    private long left = -1;      // bytes of the chunk still to come; -1: its size was not read yet
    private int lineLength;
    private boolean begun;

    ChunkedBody(Consumer<Bytes> body) {
        this.body = body;
    }

    /** True once the last chunk's line was read; the trailer section follows, and is the caller's to read. */
    boolean done() {
        return at == At.DONE;
    }

    /** @return whether a whole size line was read: before that, nothing shows that the body is chunked at all */
    boolean begun() {
        return begun;
    }

    /** @return bytes of chunk data that come next for certain */
    long left() {
        return at == At.DATA ? left : 0;
    }

    /** Bytes of chunk data are missing. @param count at most {@link #left()} */
    void skip(long count) {
        left -= count;
        if (left == 0) endData();
    }

    /** @return count of bytes used: all of {@code in}, or fewer when the body ended inside it */
    int feed(Bytes in) throws Malformed {
        int i = 0;
        while (i < in.length() && !done()) {
            if (at == At.DATA) i += pass(in.from(i));
            else at = after(in.at(i++));
        }
        return i;
    }

    private int pass(Bytes in) {
        int n = (int) Math.min(left, in.length());
        body.accept(in.slice(0, n));
        skip(n);
        return n;
    }

    private void endData() {
        left = -1;
        lineLength = 0;
        at = At.DATA_END;
    }

    private At after(byte b) throws Malformed {
        if (++lineLength > MAX_EXTENSION) throw new Malformed(Code.BAD_CHUNK);
        if (at == At.DATA_END) {
            if (b == '\r' || b == '\n') return b == '\n' ? At.SIZE : At.DATA_END;
            at = At.SIZE;   // no line end after the data: browsers go on with the size
        }
        if (b == '\n') {
            if (left < 0) return At.SIZE;   // an empty line where a size should be
            lineLength = 0;
            begun = true;
            return left == 0 ? At.DONE : At.DATA;
        }
        if (at == At.EXTENSION) return At.EXTENSION;
        if (b == ' ' || b >= '\t' && b <= '\r') return left < 0 ? At.SIZE : At.EXTENSION;
        int digit = Character.digit(b, 16);
        if (digit < 0 && left >= 0) return At.EXTENSION;
        if (digit < 0 || left >= MAX_CHUNK >> 4) throw new Malformed(Code.BAD_CHUNK);
        left = Math.max(left, 0) << 4 | digit;
        return At.SIZE;
    }
}
