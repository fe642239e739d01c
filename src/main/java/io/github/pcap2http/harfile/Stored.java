package io.github.pcap2http.harfile;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The input as it is stored: counts its bytes, and remembers when it failed, since what unpacks it takes that for its end. */
final class Stored extends FilterInputStream {
    private long count;
    private IOException failure;

    Stored(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    /** @return null: it did not fail */
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
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
}
