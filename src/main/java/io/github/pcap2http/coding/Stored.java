package io.github.pcap2http.coding;

import java.io.IOException;
import java.io.InputStream;

/** An input as it is stored: counts its bytes, and remembers when it failed, since what unpacks it takes that for its end. */
public final class Stored extends InputStream {
    private final InputStream in;
    private long count;
    private IOException failure;

    /** @param in is closed with this one */
    public Stored(InputStream in) {
        this.in = in;
    }

    /** @return bytes read so far */
    public long count() {
        return count;
    }

    /** @return why reading failed; null: it did not */
    public IOException failure() {
        return failure;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int read = in.read(into, offset, length);
            if (read > 0) count += read;
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
