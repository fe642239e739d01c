package io.github.pcap2http.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;

/** The file formats that can be read, told by their first four bytes. */
enum Format {
    PCAP_LITTLE_MICROS(0xd4c3b2a1, (window, remarks, name) -> new PcapReader(window, remarks, name, LITTLE_ENDIAN, 1000, false)),
    PCAP_LITTLE_NANOS(0x4d3cb2a1, (window, remarks, name) -> new PcapReader(window, remarks, name, LITTLE_ENDIAN, 1, false)),
    PCAP_BIG_MICROS(0xa1b2c3d4, (window, remarks, name) -> new PcapReader(window, remarks, name, BIG_ENDIAN, 1000, false)),
    PCAP_BIG_NANOS(0xa1b23c4d, (window, remarks, name) -> new PcapReader(window, remarks, name, BIG_ENDIAN, 1, false)),
    PCAP_LITTLE_MODIFIED(0x34cdb2a1, (window, remarks, name) -> new PcapReader(window, remarks, name, LITTLE_ENDIAN, 1000, true)),
    PCAP_BIG_MODIFIED(0xa1b2cd34, (window, remarks, name) -> new PcapReader(window, remarks, name, BIG_ENDIAN, 1000, true)),
    PCAPNG(0x0a0d0d0a, PcapngReader::new);

    private final int magic;
    private final Opener opener;

    private interface Opener {
        Reader open(Window window, Remarks remarks, String name) throws IOException;
    }

    /** @param magic the first four bytes of the file, in network byte order */
    Format(int magic, Opener opener) {
        this.magic = magic;
        this.opener = opener;
    }

    /**
     * @param window at the start of the input
     * @throws CaptureException when the input starts with nothing that is known here, or ends inside its header
     */
    static Reader open(Window window, Remarks remarks, String name) throws IOException {
        if (!window.has(4)) throw Refusal.of(window, name);
        window.order(BIG_ENDIAN);
        int first = window.int32(0);
        for (Format format : values()) {
            if (format.magic == first) return format.opener.open(window, remarks, name);
        }
        throw Refusal.of(window, name);
    }
}
