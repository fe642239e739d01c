package io.github.pcap2http.capture;

import java.io.IOException;
import java.nio.ByteOrder;

/**
 * Reads pcap (draft-ietf-opsawg-pcap): a header, then records.
 *
 * <p>Records have no marks, so a damaged length leaves no way to the next but to search. A place is taken for a record when
 * its time is near the last packet's, its lengths agree, and another such record, or the end of the file, is behind it.
 */
final class PcapReader extends Reader {
    private static final int HEADER = 24;   // bytes before the first record
    private static final int RECORD = 16;   // bytes of a record before the packet
    private static final int[] MODIFIED_RECORDS = {24, 28};   // the same where Kuznetzov's patch to libpcap added the interface
    private static final int USUAL_SNAPLEN = 262_144;   // what tcpdump and Wireshark capture at most
    private static final int MAX_PACKET = 16 << 20;   // bytes; a record that claims more is damaged, whatever the header says
    private static final long NEAR = 365 * 24 * 3600L;   // seconds

    private final int nanosPerUnit;
    private final int record;   // bytes of a record before the packet
    private final int linkType;
    private final int maxCaptured;
    private final boolean lengthsMaySwap;
    private long lastSeconds;

    /*
     *   0 magic   4 major, 6 minor version   8 and 12 reserved   16 snaplen
     *  20 link type in the lower 16 bits; above: what is known of frame check sequences
     */
    PcapReader(Window window, Remarks remarks, String name, ByteOrder order, int nanosPerUnit, boolean modified)
        throws IOException {
        super(window, remarks, RECORD);
        if (!window.has(HEADER)) {
            throw new CaptureException(name + ": is cut inside the file header: " + window.available() + " of " + HEADER
                + " bytes are there");
        }
        this.nanosPerUnit = nanosPerUnit;
        window.order(order);
        lengthsMaySwap = window.uint16(4) == 2 && window.uint16(6) < 4;
        maxCaptured = (int) Math.max(USUAL_SNAPLEN, Math.min(MAX_PACKET, window.uint32(16)));
        linkType = window.int32(20) & 0xffff;
        window.skip(HEADER);
        record = modified ? modifiedRecord() : RECORD;
    }

    /** Two kinds of the modified format differ in nothing but their records. */
    private int modifiedRecord() throws IOException {
        for (int size : MODIFIED_RECORDS) {
            if (window.has(RECORD) && isRecord(size)) return size;
        }
        return MODIFIED_RECORDS[0];
    }

    /*  0 seconds   4 micro- or nanoseconds   8 captured length   12 original length   16 (or later) packet  */
    @Override
    boolean read(Packet packet) throws IOException {
        while (window.has(record)) {
            long captured = window.uint32(8);
            long original = window.uint32(12);
            if (lengthsMaySwap && captured > original) {   // before version 2.4 writers disagreed on the order
                captured = original;
                original = window.uint32(8);
            }
            if (captured > maxCaptured) {
                passDamage("a record claims " + captured + " bytes");
            } else if (original == 0 && captured == 0 && window.int64(0) == 0) {
                passDamage("zeros instead of a record");
            } else if (!window.has(record + (int) captured)) {
                passCutRecord(record + captured);
            } else {
                give(packet, (int) captured, original);
                return true;
            }
        }
        passRest();
        return false;
    }

    private void give(Packet packet, int captured, long original) {
        lastSeconds = window.uint32(0);
        long nanos = lastSeconds * 1_000_000_000L + window.uint32(4) * nanosPerUnit;
        packet.set(++frames, nanos, linkType, window.array(), window.index(record), captured, original);
        window.skip(record + captured);
    }

    @Override
    boolean isRecordHere() throws IOException {
        return isRecord(record);
    }

    private boolean isRecord(int size) throws IOException {
        if (!isHeader(0)) return false;
        int next = size + window.int32(8);
        return window.has(next + RECORD) ? isHeader(next) : window.available() == next;
    }

    private boolean isHeader(int at) {
        long captured = window.uint32(at + 8);
        if (captured == 0 || captured > USUAL_SNAPLEN || captured > window.uint32(at + 12)) return false;
        long seconds = window.uint32(at);
        return (frames == 0 ? seconds > 0 : Math.abs(seconds - lastSeconds) < NEAR)
            && window.uint32(at + 4) * nanosPerUnit < 1_000_000_000L;
    }
}
