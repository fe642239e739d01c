package io.github.pcap2http.coding;

import java.io.IOException;
import java.io.InputStream;

/** zstd (RFC 8878): frames and skippable frames. */
final class ZstdDecoder extends Decoder {
    static final int MAGIC = 0xfd2fb528;
    /** The most that a content coding may ask for (RFC 9659). */
    static final int CONTENT_WINDOW = 8 << 20;

    private final Input in;
    private final int maxWindow;
    private ZstdFrame frame;
    private boolean first = true;

    ZstdDecoder(InputStream source, int maxWindow) {
        in = new Input(source);
        this.maxWindow = maxWindow;
    }

    @Override
    String coding() {
        return "zstd";
    }

    @Override
    int decode(byte[] out, int offset, int length) throws IOException {
        while (frame != null || nextFrame()) {
            int n = frame.read(out, offset, length);
            if (n > 0) return n;
            frame = null;
        }
        return -1;
    }

    /** @return false at the end */
    private boolean nextFrame() throws IOException {
        while (in.has(1) || first) {
            if (!first && !in.has(4)) endBeforeTheRest();
            int magic = (int) in.littleEndian(4);
            if (magic == MAGIC) {
                first = false;
                frame = new ZstdFrame(in, maxWindow);
                return true;
            }
            if (!isSkippable(magic)) {
                if (!first) endBeforeTheRest();
                throw new IOException("not zstd");
            }
            first = false;
            in.skip(in.littleEndian(4));
        }
        return false;
    }

    /** LZ4 has the same ones. */
    static boolean isSkippable(int magic) {
        return (magic & 0xffff_fff0) == 0x184d2a50;
    }
}
