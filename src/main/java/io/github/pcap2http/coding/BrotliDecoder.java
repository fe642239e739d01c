package io.github.pcap2http.coding;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.brotli.dec.BrotliInputStream;

/**
 * br (RFC 7932). The library hands on whole windows only, so of a stream that is cut or corrupt the last part, up to its window
 * of at least 16 kB, is lost.
 */
final class BrotliDecoder extends Decoder {
    private static final int LEAST_BUFFER = 1;   // only read() of single bytes would use it
    private static final byte UNWRITTEN = (byte) 0xff;   // in no UTF-8 text

    private final InputStream source;
    private InputStream brotli;
    private IOException fault;

    BrotliDecoder(InputStream source) {
        this.source = source;
    }

    @Override
    String coding() {
        return "br";
    }

    /** When the library throws, it does not tell how much it has decoded before; the array does. */
    @Override
    int decode(byte[] out, int offset, int length) throws IOException {
        if (fault != null) throw fault;
        Arrays.fill(out, offset, offset + length, UNWRITTEN);
        try {
            if (brotli == null) brotli = new BrotliInputStream(source, LEAST_BUFFER);
            return brotli.read(out, offset, length);
        } catch (IOException e) {
            fault = translated(e);
        } catch (RuntimeException e) {   // an array index, where the stream is corrupt
            fault = new IOException("corrupt", e);
        }
        int count = length;
        while (count > 0 && out[offset + count - 1] == UNWRITTEN) count--;
        if (count == 0) throw fault;
        return count;
    }

    private static IOException translated(IOException e) {
        String why = String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        return switch (why) {
            case "Unexpected end of input", "No more input", "Read after end" -> new EOFException("ends early");
            default -> new IOException(why, e);
        };
    }
}
