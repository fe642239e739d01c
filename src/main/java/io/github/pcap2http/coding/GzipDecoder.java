package io.github.pcap2http.coding;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * gzip (RFC 1952): one member or several. Bytes behind a whole member which are no member are passed over, as browsers do.
 *
 * <pre>
 *   1f 8b 08 FLG MTIME(4) XFL OS [XLEN(2) extra] [name 0] [comment 0] [CRC16(2)]   deflate data   CRC32(4) ISIZE(4)
 * </pre>
 */
final class GzipDecoder extends Decoder {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final Input in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private boolean inMember;
    private boolean first = true;

    GzipDecoder(InputStream source) {
        in = new Input(source);
    }

    @Override
    String coding() {
        return "gzip";
    }

    @Override
    int decode(byte[] out, int offset, int length) throws IOException {
        while (true) {
            if (!inMember && !header()) return -1;
            int n = in.inflate(inflater, out, offset, length);
            if (n >= 0) {
                crc.update(out, offset, n);
                return n;
            }
            trailer();
        }
    }

    /** @return false at the end of the last member */
    private boolean header() throws IOException {
        if (!first && !(in.has(3) && in.peek(0) == 0x1f && in.peek(1) == 0x8b && in.peek(2) == 8)) {
            if (in.has(1)) endBeforeTheRest();
            return false;
        }
        if (in.uint8() != 0x1f) throw new ZipException("not gzip");
        if (in.uint8() != 0x8b) throw new ZipException("not gzip");
        if (in.uint8() != 8) throw new ZipException("not gzip");
        int flags = in.uint8();
        in.skip(6);
        if ((flags & EXTRA) != 0) in.skip(in.littleEndian(2));
        if ((flags & NAME) != 0) skipText();
        if ((flags & COMMENT) != 0) skipText();
        if ((flags & HEADER_CRC) != 0) in.skip(2);
        crc.reset();
        inflater.reset();
        in.startOf(inflater);
        first = false;
        inMember = true;
        return true;
    }

    private void skipText() throws IOException {
        while (in.uint8() != 0) continue;
    }

    private void trailer() throws IOException {
        inMember = false;
        long size = inflater.getBytesWritten();
        if (!in.has(8)) throw new EOFException("the checksum is missing");
        if (in.littleEndian(4) != crc.getValue()) throw new ZipException("the checksum is wrong");
        if (in.littleEndian(4) != (size & 0xffff_ffffL)) throw new ZipException("the size is wrong");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
