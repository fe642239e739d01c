package io.github.pcap2http.capture;

import io.github.pcap2http.coding.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The file formats that can be read, told by their first bytes. */
final class Format {
    private static final int PCAPNG = 0x0a0d0d0a;
    private static final int[] SNOOP = {0x736e6f6f, 0x70000000};

    private Format() { }

    /** @param start first four bytes of a file. @return whether they are those of a capture, or of a compressed file */
    static boolean isCapture(byte... start) {
        if (start.length < 4) return false;
        int magic = ByteBuffer.wrap(start).getInt();
        return PcapHeader.order(magic) != null || magic == PCAPNG || magic == SNOOP[0] || isNetmon(magic)
            || Unpacked.of(magic, InputStream.nullInputStream()) != null;
    }

    private static boolean isNetmon(int magic) {
        return magic == NetmonReader.MAGIC_1 || magic == NetmonReader.MAGIC_2;
    }

    /**
     * @param window at the start of the input
     * @throws CaptureException when the input starts with nothing that is known here, or ends inside its header
     */
    static Reader open(Window window, Remarks remarks, Extras extras, String name) throws IOException {
        if (!window.has(4)) throw Refusal.of(window, name);
        window.order(ByteOrder.BIG_ENDIAN);
        int first = window.int32(0);
        ByteOrder order = PcapHeader.order(first);
        if (order != null) return new PcapReader(window, remarks, extras, name, order);
        if (first == PCAPNG) return new PcapngReader(window, remarks, extras, name);
        if (first == SNOOP[0] && window.has(8) && window.int32(4) == SNOOP[1]) return new SnoopReader(window, remarks, extras, name);
        if (isNetmon(first)) return new NetmonReader(window, remarks, extras, name);
        throw Refusal.of(window, name);
    }
}
