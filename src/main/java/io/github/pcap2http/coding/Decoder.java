package io.github.pcap2http.coding;

import io.github.pcap2http.coding.Decoded.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * A stream with one coding taken off. Never throws for what its source holds: it gives all that can be decoded and ends, and
 * then tells what was wrong. So decoders can be chained, and each gives what the one before could still read.
 */
abstract class Decoder extends InputStream {
    private final byte[] single = new byte[1];
    private boolean any;
    private boolean ended;
    private boolean leftOver;
    private Problem problem = Problem.NONE;
    private String detail = "";

    /**
     * @return count of bytes decoded into {@code out}, at least 1, or -1 at the regular end
     * @throws EOFException when the source ends too early
     * @throws IOException when the source is corrupt
     */
    abstract int decode(byte[] out, int offset, int length) throws IOException;

    /** The name of the coding, for messages. */
    abstract String coding();

    @Override
    public final int read(byte[] out, int offset, int length) {
        if (length == 0) return 0;
        if (ended) return -1;
        int count = -1;
        try {
            count = decode(out, offset, length);
        } catch (UncheckedIOException e) {
            throw e;   // the file that the source lies in
        } catch (EOFException e) {
            fail(Problem.TRUNCATED, e);
        } catch (IOException | RuntimeException e) {   // the libraries' decoders also throw what is unchecked
            fail(Problem.CORRUPT, e);
        }
        ended = count < 0;
        any |= count > 0;
        return count;
    }

    @Override
    public final int read() {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    private void fail(Problem kind, Exception e) {
        problem = kind;
        detail = coding() + ": " + (e.getMessage() == null ? kind.name().toLowerCase(Locale.ROOT) : e.getMessage());
    }

    final Problem problem() {
        return problem;
    }

    /** To be called where the coded data ended and what is behind it is no more of it. */
    final void endBeforeTheRest() {
        leftOver = true;
    }

    /** Whether there was something behind the coded data that is no more of it. */
    final boolean leftOver() {
        return leftOver;
    }

    /** What is wrong, for a person; empty without a problem. */
    final String detail() {
        return detail;
    }

    /** Whether nothing at all looked like this coding. */
    final boolean absent() {
        return problem == Problem.CORRUPT && !any;
    }

    @Override
    public void close() { }
}
