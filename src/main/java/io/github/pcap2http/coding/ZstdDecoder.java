package io.github.pcap2http.coding;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;

/** zstd (RFC 8878): frames and skippable frames. Each frame has a decoder of its own, which so hands on all that it has. */
final class ZstdDecoder extends Decoder {
    private static final long MAGIC = 0xfd2fb528L;
    private static final long SKIPPABLE = 0x184d2a50L;

    private final Input in;
    private ZstdFrame frame;
    private InputStream content;
    private Xxh64 hash;
    private boolean first = true;

    ZstdDecoder(InputStream source) {
        in = new Input(source);
    }

    @Override
    String coding() {
        return "zstd";
    }

    @Override
    int decode(byte[] out, int offset, int length) throws IOException {
        while (frame != null || nextFrame()) {
            int n = content.read(out, offset, length);
            if (n > 0) {
                hash.update(out, offset, n);
                return n;
            }
            frame.finish(hash.value());
            frame = null;
        }
        return -1;
    }

    /** @return false at the end */
    private boolean nextFrame() throws IOException {
        while (in.has(1) || first) {
            long magic = in.littleEndian(4);
            first = false;
            if (magic == MAGIC) {
                frame = new ZstdFrame(in);
                content = new ZstdInputStream(frame);
                hash = new Xxh64();
                return true;
            }
            if ((magic & 0xffff_fff0L) != SKIPPABLE) throw new IOException("not zstd");
            in.skip(in.littleEndian(4));
        }
        return false;
    }
}
