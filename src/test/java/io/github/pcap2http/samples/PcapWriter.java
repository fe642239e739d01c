package io.github.pcap2http.samples;

import java.nio.ByteOrder;

/** Writes a pcap file (draft-ietf-opsawg-pcap): little-endian, microseconds and Ethernet, unless told otherwise before it begins. */
public final class PcapWriter implements CaptureWriter {
    private static final int MICROS_MAGIC = 0xa1b2c3d4;
    private static final int NANOS_MAGIC = 0xa1b23c4d;

    private final Layout out = new Layout();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private int magic = MICROS_MAGIC;
    private boolean nanos;
    private int major = 2;
    private int minor = 4;
    private byte[] headerFields = {};
    private byte[] recordFields = {};
    private int network = 1;
    private int snaplen = 262_144;

    public PcapWriter bigEndian() {
        order = ByteOrder.BIG_ENDIAN;
        return this;
    }

    public PcapWriter nanos() {
        return nanos(NANOS_MAGIC);
    }

    /** @param magic another number that stands for nanoseconds */
    public PcapWriter nanos(int magic) {
        this.magic = magic;
        nanos = true;
        return this;
    }

    /** @param magic a number that stands for microseconds */
    public PcapWriter magic(int magic) {
        this.magic = magic;
        return this;
    }

    public PcapWriter version(int major, int minor) {
        this.major = major;
        this.minor = minor;
        return this;
    }

    /** @param bytes what is between the file's header and the first record */
    public PcapWriter headerFields(byte... bytes) {
        headerFields = bytes.clone();
        return this;
    }

    /** @param bytes what each record has between its header and the packet */
    public PcapWriter recordFields(byte... bytes) {
        recordFields = bytes.clone();
        return this;
    }

    /** @param network the field of that name: the LINKTYPE, and what the format keeps in its upper bits */
    public PcapWriter network(int network) {
        this.network = network;
        return this;
    }

    public PcapWriter snaplen(int snaplen) {
        this.snaplen = snaplen;
        return this;
    }

    @Override
    public PcapWriter packet(long nanos, byte[] captured, int originalLength) {
        return record(nanos, captured.length, originalLength).raw(captured);
    }

    @Override
    public PcapWriter packet(long nanos, byte[] captured) {
        return packet(nanos, captured, captured.length);
    }

    /** A record header alone, with whatever lengths. */
    public PcapWriter record(long time, int capturedLength, int originalLength) {
        long perUnit = nanos ? 1 : 1000;
        header().int32((int) Math.floorDiv(time, 1_000_000_000L)).int32((int) (Math.floorMod(time, 1_000_000_000L) / perUnit))
            .int32(capturedLength).int32(originalLength).bytes(recordFields);
        return this;
    }

    /** Bytes that are no record. */
    public PcapWriter raw(byte... bytes) {
        header().bytes(bytes);
        return this;
    }

    public int length() {
        return header().length();
    }

    @Override
    public int linkType() {
        return network & 0xffff;
    }

    @Override
    public byte[] toBytes() {
        return header().toBytes();
    }

    private Layout header() {
        if (out.length() == 0) {
            out.order(order).int32(magic).int16(major).int16(minor).int32(0).int32(0).int32(snaplen).int32(network).bytes(headerFields);
        }
        return out;
    }
}
