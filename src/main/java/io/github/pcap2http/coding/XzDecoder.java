package io.github.pcap2http.coding;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/** xz: one stream or several. What a chunk holds is given as soon as the chunk has come. */
final class XzDecoder extends Decoder {
    private static final int MEMORY = 128 << 10;   // KiB; xz -9 needs half of it

    private final InputStream in;
    private XZInputStream content;

    XzDecoder(InputStream source) {
        in = new BufferedInputStream(source);
    }

    @Override
    String coding() {
        return "xz";
    }

    /** To ask for more than has been unpacked would wait for the next chunk. */
    @Override
    int decode(byte[] out, int offset, int length) throws IOException {
        try {
            if (content == null) content = new XZInputStream(in, MEMORY);
            return content.read(out, offset, Math.min(length, Math.max(1, content.available())));
        } catch (MemoryLimitException e) {
            throw new IOException("needs more than " + (MEMORY >> 10) + " MiB of memory", e);
        }
    }
}
