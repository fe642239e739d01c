package io.github.pcap2http.capture;

import java.io.IOException;
import java.util.List;

/**
 * The kinds of records that pcap files have. Patches to libpcap of 1999 and a maker of firewalls put fields between the record's
 * header and the packet, and most kept the magic number; so the first records are looked at, as Wireshark does: the first kind under
 * which none of their fields is impossible is taken, or the likeliest when there is none, as in a damaged file.
 */
enum PcapVariant {
    STANDARD("pcap", 16),
    RED_HAT_6_1("pcap (Red Hat 6.1)", 24),
    NOKIA("pcap (Nokia)", 20),
    KUZNETZOV("pcap (modified)", 24),
    SUSE_6_3("pcap (SuSE 6.3)", 28);

    /** Kinds that the usual magic number may stand for, the likeliest first. */
    static final List<PcapVariant> USUAL = List.of(STANDARD, RED_HAT_6_1, NOKIA);
    /** Kinds that the magic number of Kuznetzov's patch may stand for. */
    static final List<PcapVariant> MODIFIED = List.of(KUZNETZOV, SUSE_6_3);

    private static final int LOOKED_AT = 3;   // records
    private static final int HEADER = 16;   // bytes that all kinds have
    private static final long GREATEST_PACKET = 128 << 20;   // bytes
    private static final long MOST_INTERFACES = 10_000;
    private static final int LAST_PACKET_TYPE = 4;   // Linux, 1999

    final String word;
    final int record;   // bytes of a record before the packet

    PcapVariant(String word, int record) {
        this.word = word;
        this.record = record;
    }

    /**
     * @param window at the first record
     * @param wait whether records that have not come yet are waited for; otherwise what has come must do
     * @return the first of the candidates that fits, or else the first of all
     */
    static PcapVariant of(Window window, List<PcapVariant> candidates, int maxCaptured, boolean wait) throws IOException {
        for (PcapVariant candidate : candidates) {
            if (candidate.fits(window, maxCaptured, wait)) return candidate;
        }
        return candidates.get(0);
    }

    private boolean fits(Window window, int maxCaptured, boolean wait) throws IOException {
        int at = 0;
        for (int i = 0; i < LOOKED_AT && isThere(window, at + record, wait); i++) {
            long captured = window.uint32(at + 8);
            if (captured > maxCaptured || !isHeader(window, at) || !hasFields(window, at + HEADER)) return false;
            at += record + (int) captured;
        }
        return true;
    }

    private static boolean isThere(Window window, int count, boolean wait) throws IOException {
        return wait ? window.has(count) : window.available() >= count;
    }

    private static boolean isHeader(Window window, int at) {
        boolean near = Math.abs(window.uint32(at) - window.uint32(0)) < PcapReader.NEAR;
        return near && window.uint32(at + 4) < 1_000_000 && window.uint32(at + 8) <= window.uint32(at + 12)
            && window.uint32(at + 12) <= GREATEST_PACKET;
    }

    /*
     *  Linux:  0 interface   4 protocol (16 bits)   6 packet type   7 filling   [8 counters, filling (SuSE)]
     *  Nokia:  0 what is 0x?fbf??0? where it was seen, and 0 where editcap wrote it
     */
    private boolean hasFields(Window window, int at) {
        return switch (this) {
            case STANDARD -> true;
            case NOKIA -> window.int32(at) == 0 || (window.int32(at) & 0x0fff00f0) == 0x0fbf0000;
            default -> window.uint32(at) <= MOST_INTERFACES && isProtocol(window.uint16(at + 4)) && window.uint8(at + 6) <= LAST_PACKET_TYPE;
        };
    }

    /** An EtherType, or one of the numbers below them that Linux uses. */
    private static boolean isProtocol(int protocol) {
        return protocol >= 0x600 || protocol <= 0x17 || protocol == 0x60 || protocol == 0x200 || protocol == 0x400;
    }
}
