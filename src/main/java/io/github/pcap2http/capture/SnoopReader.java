package io.github.pcap2http.capture;

import java.io.IOException;
import java.nio.ByteOrder;

/** Reads snoop files, version 2 (RFC 1761), as Solaris writes them: a header, then records whose lengths say two ways where they end. */
final class SnoopReader extends Reader {
    private static final int HEADER = 16;   // bytes
    private static final int RECORD = 24;   // bytes of a record before the packet
    private static final int MAX_RECORD = 16 << 20;   // bytes; more is damage
    private static final int MOST_PADDING = 64;   // bytes behind a packet that are believed in a search for the next record

    private final Interface all;

    /*  0 "snoop" and three zeros   8 version   12 datalink type  */
    SnoopReader(Window window, Remarks remarks, Extras extras, String name) throws IOException {
        super(window, remarks, extras, RECORD);
        window.order(ByteOrder.BIG_ENDIAN);
        if (!window.has(HEADER)) {
            throw new CaptureException(name + ": is cut inside the file header: " + window.available() + " of " + HEADER + " bytes are there");
        }
        if (window.int32(8) != 2) {
            throw new CaptureException(name + ": is a snoop file of version " + window.uint32(8) + "; only version 2 is known");
        }
        int linkType = linkType(window.int32(12));
        if (linkType < 0) {
            throw new CaptureException(name + ": is a snoop file of datalink type " + window.uint32(12) + ", which has no IP packets that are known");
        }
        all = new Interface(-1, linkType, 0);
        interfaces.add(all);
        window.skip(HEADER);
    }

    /** @return the LINKTYPE; -1 when there is none that is the same */
    private static int linkType(int datalink) {
        return switch (datalink) {
            case 0, 4 -> 1;
            case 2 -> 6;
            case 8 -> 10;
            default -> -1;
        };
    }

    @Override
    String format() {
        return "snoop";
    }

    /*  0 original length   4 captured length   8 length of the record   12 drops so far   16 seconds   20 microseconds   24 packet  */
    @Override
    boolean read(Packet packet) throws IOException {
        while (window.has(RECORD)) {
            long captured = window.uint32(4);
            long size = window.uint32(8);
            if (size > MAX_RECORD || size < RECORD + captured) {
                passDamage("a record claims " + captured + " bytes in " + size);
            } else if (!window.has((int) size)) {
                passCutRecord(size);
            } else {
                long nanos = window.uint32(16) * 1_000_000_000L + window.uint32(20) * 1000;
                packet.set(++frames, nanos, all, window.array(), window.index(RECORD), (int) captured, window.uint32(0));
                all.packets++;
                all.dropped = window.uint32(12);
                window.skip((int) size);
                return true;
            }
        }
        passRest();
        return false;
    }

    @Override
    boolean isRecordHere() throws IOException {
        if (!isHeader(0)) return false;
        int size = window.int32(8);
        return window.has(size + RECORD) ? isHeader(size) : window.available() == size;
    }

    private boolean isHeader(int at) {
        long captured = window.uint32(at + 4);
        long padding = window.uint32(at + 8) - RECORD - captured;
        return captured > 0 && captured <= window.uint32(at) && captured < MAX_RECORD && padding >= 0 && padding <= MOST_PADDING
            && window.uint32(at + 20) < 1_000_000;
    }
}
