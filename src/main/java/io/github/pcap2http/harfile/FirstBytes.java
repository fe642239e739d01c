package io.github.pcap2http.harfile;

import io.github.pcap2http.coding.Unpacked;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Tells HARs and JSON lines from captures by how they begin, also when they are compressed. Reads no more than it needs for that, and
 * gives it back.
 */
public final class FirstBytes {
    private static final int LOOKED_AT = 256;   // bytes of white space
    private static final int PCAPNG = 0x0a0d0d0a;

    private final InputStream in;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream(64);

    /** @param in is not closed */
    public FirstBytes(InputStream in) {
        this.in = in;
    }

    /** @return the input from its first byte on */
    public InputStream all() {
        return new SequenceInputStream(new ByteArrayInputStream(taken.toByteArray()), in);
    }

    /** @return whether it begins as a JSON object or array */
    public boolean areJson() throws IOException {
        int first = take();
        if (first == '{' || first == '[') return take() != 0;   // UTF-16 is not read
        if (first < 0 || !mayBeCompressed(first) && !isBlank(first)) return false;
        int magic = first << 24;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int next = take();
            if (next < 0) return isBlank(first) && areJson(new ByteArrayInputStream(taken.toByteArray()));
            magic |= next << shift;
        }
        if (magic == PCAPNG) return false;
        Unpacked unpacked = mayBeCompressed(first) ? Unpacked.of(magic, again()) : null;
        if (unpacked == null) return isBlank(first) && areJson(again());
        try (unpacked) {
            return areJson(unpacked);
        }
    }

    private InputStream again() {
        return new SequenceInputStream(new ByteArrayInputStream(taken.toByteArray()), new InputStream() {
            @Override
            public int read() throws IOException {
                return take();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = in.read(into, offset, length);
                if (count > 0) taken.write(into, offset, count);
                return count;
            }
        });
    }

    private int take() throws IOException {
        int b = in.read();
        if (b >= 0) taken.write(b);
        return b;
    }

    private static boolean mayBeCompressed(int first) {
        return first == 0x1f || first == 0x28 || first == 0x04 || first == 0x02 || first == 0xfd || first == 'B' || first >= 0x50 && first <= 0x5f;
    }

    /** White space, or the begin of a byte order mark. */
    private static boolean isBlank(int b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == 0xef || b == 0xbb || b == 0xbf;
    }

    private static boolean areJson(InputStream text) throws IOException {
        int b = text.read();
        for (int i = 0; i < LOOKED_AT && isBlank(b); i++) b = text.read();
        return (b == '{' || b == '[') && text.read() != 0;
    }
}
