package io.github.pcap2http.capture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What the header of a pcap file says (draft-ietf-opsawg-pcap, section 4).
 *
 * @param nanosPerUnit of the fraction of a second that records have: 1 or 1000
 * @param variants kinds of records that there may be, the likeliest first
 * @param linkType LINKTYPE number
 * @param snaplen most bytes captured of a packet; 0: not said
 * @param lengthsMaySwap whether a record may have its original length before the captured one
 */
record PcapHeader(int nanosPerUnit, List<PcapVariant> variants, int linkType, long snaplen, boolean lengthsMaySwap) {
    private static final int SIZE = 24;   // bytes
    private static final int IXIA_SIZE = 28;   // bytes; the last four are the size of all records

    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    private static final int MODIFIED = 0xa1b2cd34;
    private static final int IXIA_NANOS = 0x1c0001ac;
    private static final int IXIA_MICROS = 0x1c0001ab;

    /** The version of DG/UX, which wrote the lengths as the versions before 2.3 did. */
    private static final int DG_UX = 543;

    /** @param magic first four bytes of an input, in network byte order. @return the byte order of the pcap file that they begin; or null */
    static ByteOrder order(int magic) {
        if (isKnown(magic)) return ByteOrder.BIG_ENDIAN;
        return isKnown(Integer.reverseBytes(magic)) ? ByteOrder.LITTLE_ENDIAN : null;
    }

    private static boolean isKnown(int magic) {
        return magic == MICROS || magic == NANOS || magic == MODIFIED || magic == IXIA_NANOS || magic == IXIA_MICROS;
    }

    /*
     *   0 magic   4 major, 6 minor version   8 and 12 reserved   16 snaplen
     *  20 link type in the lower 16 bits; above: what is known of frame check sequences
     */

    /** Reads it, in the byte order that the window is set to, and goes on behind it. */
    static PcapHeader read(Window window, String name) throws IOException {
        int magic = window.int32(0);
        int size = magic == IXIA_NANOS || magic == IXIA_MICROS ? IXIA_SIZE : SIZE;
        if (!window.has(size)) {
            throw new CaptureException(name + ": is cut inside the file header: " + window.available() + " of " + size + " bytes are there");
        }
        int major = window.uint16(4);
        int minor = window.uint16(6);
        int network = window.int32(20);
        int aix = magic == MICROS && major == 2 && minor == 2 ? aixLinkType(network) : -1;
        List<PcapVariant> variants = List.of(PcapVariant.STANDARD);
        if (magic == MODIFIED) variants = PcapVariant.MODIFIED;
        else if (magic == MICROS && major == 2 && minor == 4) variants = PcapVariant.USUAL;
        PcapHeader header = new PcapHeader(magic == NANOS || magic == IXIA_NANOS || aix >= 0 ? 1 : 1000, variants,
            aix >= 0 ? aix : LinkType.ofFile(network & 0xffff), window.uint32(16), major == 2 && minor < 4 || major == DG_UX);
        window.skip(size);
        return header;
    }

    /** AIX wrote interface types (RFC 1573) for link types, and nanoseconds. @return the LINKTYPE; -1 when it was not AIX */
    private static int aixLinkType(int interfaceType) {
        return switch (interfaceType) {
            case 6 -> 1;
            case 9 -> 6;
            case 15 -> 10;
            case 24 -> 0;
            default -> -1;
        };
    }
}
