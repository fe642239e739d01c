package io.github.pcap2http.coding;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Adler32;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * deflate as RFC 9110, section 8.4.1.2 means it, in a zlib wrapper (RFC 1950), and as some servers send it, without. The two
 * are told apart by the wrapper's header: read as raw deflate it would be a stored block with padding other than zero, which
 * no encoder writes.
 */
final class DeflateDecoder extends Decoder {
    private static final int ZLIB_WITH_DICTIONARY = 0x20;

    private final Input in;
    private final Inflater inflater = new Inflater(true);
    private final Adler32 adler = new Adler32();
    private boolean started;
    private boolean zlib;

    DeflateDecoder(InputStream source) {
        in = new Input(source);
    }

    @Override
    String coding() {
        return "deflate";
    }

    @Override
    int decode(byte[] out, int offset, int length) throws IOException {
        if (!started) start();
        int n = in.inflate(inflater, out, offset, length);
        if (n >= 0) adler.update(out, offset, n);
        else if (zlib) checksum();
        return n;
    }

    private void start() throws IOException {
        started = true;
        zlib = in.has(2) && (in.peek(0) & 0x8f) == 8 && (in.peek(0) << 8 | in.peek(1)) % 31 == 0;
        if (zlib && (in.peek(1) & ZLIB_WITH_DICTIONARY) != 0) throw new ZipException("needs a dictionary");
        if (zlib) in.skip(2);
        in.startOf(inflater);
    }

    private void checksum() throws IOException {
        if (!in.has(4)) throw new EOFException("the checksum is missing");
        long expected = 0;
        for (int i = 0; i < 4; i++) expected = expected << 8 | in.uint8();
        if (expected != adler.getValue()) throw new ZipException("the checksum is wrong");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
