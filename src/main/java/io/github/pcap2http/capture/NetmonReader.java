package io.github.pcap2http.capture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.TreeMap;

/**
 * Reads files of Microsoft Network Monitor, versions 1 and 2, as its help describes them: a header, frames, then a table of where they
 * are. The frames are taken in the order in which they stand, so that a pipe will do; Network Monitor writes them in that of the table.
 * Times before version 2.3 are those of a clock whose zone is not said: they are taken for UTC.
 */
final class NetmonReader extends Reader {
    /** First four bytes of a file of version 1, and of version 2. */
    static final int MAGIC_1 = 0x52545353;
    static final int MAGIC_2 = 0x474d4255;

    private static final int HEADER = 128;   // bytes, where the frames usually begin
    private static final int FIELDS = 72;   // bytes of it that are used; in some files frames begin anywhere behind them
    private static final int LATEST_START = 512;   // offset up to which they are looked for
    private static final int RECORD_1 = 8;   // bytes of a frame before the packet
    private static final int RECORD_2 = 16;
    private static final int[] TRAILERS = {0, 2, 6, 15};   // bytes behind the packet, by the minor version of 2
    private static final int MAX_PACKET = 16 << 20;   // bytes; more is damage
    private static final long MOST_MICROS = 10L * 365 * 24 * 3600 * 1_000_000;   // of a capture, believed in a search for the next frame
    private static final long EPOCH = 116_444_736_000_000_000L;   // 1970 in units of 100 ns since 1601
    private static final int EVENTS = 0xffe0;   // and above: frames of Network Monitor's own
    private static final int UNKNOWN = -1;

    private final int major;
    private final int minor;
    private final int record;
    private final int trailer;
    private final int network;
    private final long startNanos;
    private final long table;   // offset in the file; where frames end
    private final TreeMap<Integer, Interface> byLinkType = new TreeMap<>();
    private long unread;

    /*
     *  4 minor version   5 major version   6 network   8 start: year, month, day of the week, day, hour, minute, second, millisecond
     *  24 offset of the table   28 length of the table
     */
    NetmonReader(Window window, Remarks remarks, Extras extras, String name) throws IOException {
        super(window, remarks, extras, RECORD_1);
        window.order(ByteOrder.LITTLE_ENDIAN);
        if (!window.has(HEADER)) {
            throw new CaptureException(name + ": is cut inside the file header: " + window.available() + " of " + HEADER + " bytes are there");
        }
        minor = window.uint8(4);
        major = window.uint8(5);
        if (major != 1 && major != 2) {
            throw new CaptureException(name + ": is a Network Monitor file of version " + major + "; only versions 1 and 2 are known");
        }
        record = major == 1 ? RECORD_1 : RECORD_2;
        trailer = major == 1 ? 0 : TRAILERS[Math.min(minor, TRAILERS.length - 1)];
        network = window.uint16(6);
        startNanos = start();
        table = window.uint32(24) >= FIELDS ? window.uint32(24) : Long.MAX_VALUE;
        window.skip(firstFrame());
    }

    private int firstFrame() throws IOException {
        if (!window.has(HEADER + record) || isHeader(HEADER)) return HEADER;
        for (int at = FIELDS; at < LATEST_START; at++) {
            if (isRecordAt(at)) return at;
        }
        return HEADER;
    }

    private long start() {
        LocalDate day = LocalDate.of(Math.min(window.uint16(8), 2200), 1, 1).plusMonths(window.uint16(10) - 1L).plusDays(window.uint16(14) - 1L);
        long seconds = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() + window.uint16(16) * 3600L + window.uint16(18) * 60L + window.uint16(20);
        return seconds * 1_000_000_000L + window.uint16(22) * 1_000_000L;
    }

    @Override
    String format() {
        return "Network Monitor " + major + "." + minor;
    }

    @Override
    boolean read(Packet packet) throws IOException {
        while (window.position() < table && window.has(record)) {
            long size = record + captured(0) + trailer;
            if (captured(0) > MAX_PACKET || window.position() + size > table) {
                passDamage("a frame claims " + captured(0) + " bytes");
            } else if (!window.has((int) size)) {
                passCutRecord(size);
            } else {
                boolean given = give(packet);
                window.skip((int) size);
                if (given) return true;
            }
        }
        passTables();
        return false;
    }

    private void passTables() throws IOException {
        if (window.position() < table) passRest();
        while (window.has(1)) window.skip(window.available());
        if (unread > 0) remarks.add("frames of a network type that is not read: " + unread);
        unread = 0;
    }

    /** @return whether the frame is a packet of a known kind */
    private boolean give(Packet packet) {
        int captured = (int) captured(0);
        int type = trailer == 0 ? network : window.uint16(record + captured);
        if (type < 0xfffc || type == 0xffff) frames++;   // the others are shown neither by Network Monitor nor by Wireshark
        int linkType = linkType(type);
        if (linkType == UNKNOWN) {
            if (type < EVENTS) unread++;
            return false;
        }
        Interface on = byLinkType.computeIfAbsent(linkType, this::newInterface);
        packet.set(frames, nanos(record + captured), on, window.array(), window.index(record), captured, original(0));
        on.packets++;
        return true;
    }

    private Interface newInterface(int linkType) {
        Interface added = new Interface(-1, linkType, 0);
        interfaces.add(added);
        return added;
    }

    /** @return the LINKTYPE; {@link #UNKNOWN} when there is none that is the same */
    private static int linkType(int network) {
        if (network >> 12 == 0xe) return network & 0xfff;   // a converted pcap file
        return switch (network) {
            case 0, 1 -> 1;
            case 2 -> 6;
            case 3 -> 10;
            case 7, 8, 9 -> 101;
            default -> UNKNOWN;
        };
    }

    /*  Version 1:  0 milliseconds   4 original length (16 bits)   6 captured length (16 bits)   8 packet
     *  Version 2:  0 microseconds (64 bits)   8 original length   12 captured length   16 packet
     *              trailer: 0 network (16 bits)   2 process   6 time (64 bits)   14 zone  */

    private long captured(int at) {
        return major == 1 ? window.uint16(at + 6) : window.uint32(at + 12);
    }

    private long original(int at) {
        return major == 1 ? window.uint16(at + 4) : window.uint32(at + 8);
    }

    private long nanos(int trailerAt) {
        if (trailer == TRAILERS[3]) {
            long since1970 = window.int64(trailerAt + 6) - EPOCH;
            if (since1970 >= 0 && since1970 < Long.MAX_VALUE / 100) return since1970 * 100;
        }
        return startNanos + (major == 1 ? window.uint32(0) * 1_000_000 : window.int64(0) * 1000);
    }

    @Override
    boolean isRecordHere() throws IOException {
        return isRecordAt(0);
    }

    private boolean isRecordAt(int at) throws IOException {
        if (!window.has(at + record) || !isHeader(at)) return false;
        int next = at + record + (int) captured(at) + trailer;
        long behind = window.position() + next;
        if (behind >= table) return behind == table;
        return window.has(next + record) ? isHeader(next) : window.available() == next;
    }

    private boolean isHeader(int at) {
        boolean timely = major == 1 || Math.abs(window.int64(at)) < MOST_MICROS;
        return timely && captured(at) > 0 && captured(at) <= original(at) && captured(at) <= MAX_PACKET;
    }
}
