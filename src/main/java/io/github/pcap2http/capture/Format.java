package io.github.pcap2http.capture;

import java.io.IOException;
import java.nio.ByteOrder;

/** The file formats that can be read, told by their first bytes. */
final class Format {
    private static final int PCAPNG = 0x0a0d0d0a;
    private static final int[] SNOOP = {0x736e6f6f, 0x70000000};

    private Format() { }

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
        throw Refusal.of(window, name);
    }
}
