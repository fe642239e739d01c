package io.github.pcap2http.coding;

import io.github.pcap2http.coding.Decoded.Problem;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a compressed file, whose format its first bytes tell. It is given as it comes: a read waits for no more than what
 * makes the next byte known. Memory is bounded, whatever the file claims.
 *
 * <p>It never throws for what it reads: it gives what can be unpacked and ends, and then tells what was wrong. That holds for a source
 * that fails, too: who gave the source must know.
 */
public final class Unpacked extends InputStream {
    private static final int MAX_WINDOW = 128 << 20;   // bytes that zstd may ask for, as its own program allows

    private final Decoder decoder;

    private Unpacked(Decoder decoder) {
        this.decoder = decoder;
    }

    /**
     * @param magic first four bytes of {@code file}, in network byte order
     * @param file is read from its first byte on, and not closed
     * @return null when it is not compressed, or not in a way that is known
     */
    public static Unpacked of(int magic, InputStream file) {
        Decoder decoder = decoder(magic, file);
        return decoder == null ? null : new Unpacked(decoder);
    }

    private static Decoder decoder(int magic, InputStream file) {
        int reversed = Integer.reverseBytes(magic);
        if (magic >>> 8 == 0x1f8b08) return new GzipDecoder(file);
        if (reversed == ZstdDecoder.MAGIC || ZstdDecoder.isSkippable(reversed)) return new ZstdDecoder(file, MAX_WINDOW);
        if (reversed == Lz4Decoder.MAGIC || reversed == Lz4Decoder.LEGACY_MAGIC) return new Lz4Decoder(file);
        if (magic == 0xfd377a58) return new XzDecoder(file);
        boolean bzip2 = magic >>> 8 == 0x425a68 && (magic & 0xff) >= '1' && (magic & 0xff) <= '9';
        return bzip2 ? new Bzip2Decoder(file) : null;
    }

    /** @return name of the compression, such as {@code gzip} */
    public String format() {
        return decoder.coding();
    }

    /** @return {@link Problem#NONE}, {@link Problem#TRUNCATED} when the file ends too early, or {@link Problem#CORRUPT} */
    public Problem problem() {
        return decoder.leftOver() ? Problem.NONE : decoder.problem();
    }

    /** @return what was wrong, for a person; empty without a problem */
    public String detail() {
        return decoder.detail();
    }

    /** @return whether there are bytes behind the compressed data which are no more of it */
    public boolean leftOver() {
        return decoder.leftOver();
    }

    @Override
    public int read() throws IOException {
        return decoder.read();
    }

    @Override
    public int read(byte[] out, int offset, int length) {
        return decoder.read(out, offset, length);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
