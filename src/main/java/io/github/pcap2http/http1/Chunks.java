package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;

/** Tells the data of a chunked body (RFC 9112, section 7.1) from what frames them, in bytes that were sent once more. */
public final class Chunks {
    /** Takes the parts in order, each from index to before index of the bytes at hand. */
    public interface Parts {
        void data(int from, int to);

        /** Sizes and line ends; what extensions say is left out. */
        void framing(int from, int to);
    }

    private final Parts parts;
    private final ChunkedBody body = new ChunkedBody(this::data);
    private Bytes in = Bytes.EMPTY;
    private int at;
    private boolean extension;

    public Chunks(Parts parts) {
        this.parts = parts;
    }

    /** @return whether the last chunk's line was read; the trailer section follows */
    public boolean done() {
        return body.done();
    }

    /** @return count of bytes used: all, or fewer when the body ended; -1 when this is no chunked body */
    public int feed(Bytes bytes) {
        in = bytes;
        at = 0;
        try {
            int used = body.feed(bytes);
            framing(used);
            return used;
        } catch (Malformed e) {
            return -1;
        }
    }

    private void data(Bytes piece) {
        int from = piece.offset() - in.offset();
        framing(from);
        at = from + piece.length();
        parts.data(from, at);
    }

    private void framing(int to) {
        for (int i = at; i < to; i++) {
            byte b = in.at(i);
            if (b == '\n') extension = false;
            if (!extension || b == '\r') parts.framing(i, i + 1);
            if (Character.digit(b, 16) < 0 && b != '\n' && b != '\r') extension = true;
        }
        at = to;
    }
}
