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
    /** Seconds between two records of a file that are believed without other evidence. */
    static final long NEAR = 365 * 24 * 3600L;

    private static final int RECORD = 16;   // bytes of the smallest record
    private static final int USUAL_SNAPLEN = 262_144;   // what tcpdump and Wireshark capture at most
    private static final int MAX_PACKET = 16 << 20;   // bytes; a record that claims more is damaged, whatever the header says

    private final PcapHeader header;
    private final int nanosPerUnit;
    private final int maxCaptured;
    private final Interface all;
    private PcapVariant variant;   // null: not known before the first record has come
    private int record = RECORD;   // bytes of a record before the packet
    private long lastSeconds;

    PcapReader(Window window, Remarks remarks, Extras extras, String name, ByteOrder order) throws IOException {
        super(window, remarks, extras, RECORD);
        window.order(order);
        header = PcapHeader.read(window, name);
        nanosPerUnit = header.nanosPerUnit();
        maxCaptured = (int) Math.max(USUAL_SNAPLEN, Math.min(MAX_PACKET, header.snaplen()));
        all = new Interface(-1, header.linkType(), header.snaplen());
        interfaces.add(all);
    }

    @Override
    String format() {
        String word = (variant == null ? PcapVariant.STANDARD : variant).word;
        return header.nanosPerUnit() == 1 ? word + " (nanoseconds)" : word;
    }

    /*  0 seconds   4 micro- or nanoseconds   8 captured length   12 original length   16 (or later) packet  */
    @Override
    boolean read(Packet packet) throws IOException {
        if (variant == null && window.has(RECORD)) takeVariant();
        while (window.has(record)) {
            long captured = window.uint32(8);
            long original = window.uint32(12);
            if (captured > original && header.lengthsMaySwap()) {   // before version 2.4 writers disagreed on the order
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

    /** Nobody writes the modified format any more, so no live packet is kept waiting when its first records are waited for. */
    private void takeVariant() throws IOException {
        boolean wait = header.variants() == PcapVariant.MODIFIED;
        variant = PcapVariant.of(window, header.variants(), maxCaptured, wait);
        record = variant.record;
    }

    private void give(Packet packet, int captured, long original) {
        lastSeconds = window.uint32(0);
        long nanos = lastSeconds * 1_000_000_000L + window.uint32(4) * nanosPerUnit;
        packet.set(++frames, nanos, all, window.array(), window.index(record), captured, original);
        all.packets++;
        window.skip(record + captured);
    }

    @Override
    boolean isRecordHere() throws IOException {
        if (!isHeader(0)) return false;
        int next = record + window.int32(8);
        return window.has(next + RECORD) ? isHeader(next) : window.available() == next;
    }

    private boolean isHeader(int at) {
        long captured = window.uint32(at + 8);
        if (captured == 0 || captured > USUAL_SNAPLEN || captured > window.uint32(at + 12)) return false;
        long seconds = window.uint32(at);
        return (frames == 0 ? seconds > 0 : Math.abs(seconds - lastSeconds) < NEAR)
            && window.uint32(at + 4) * header.nanosPerUnit() < 1_000_000_000L;
    }
}
