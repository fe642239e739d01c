package io.github.pcap2http.samples;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a pcapng file (draft-ietf-opsawg-pcapng) block by block. Without a word a section in little-endian order and one
 * Ethernet interface with microseconds are written first.
 */
public final class PcapngWriter implements CaptureWriter {
    private final Layout out = new Layout();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private final List<Interface> interfaces = new ArrayList<>();
    private int current;

    private record Interface(int linkType, Resolution resolution) { }

    /** How an interface counts time: {@code value} is that of the if_tsresol option. */
    private record Resolution(int value, long offsetSeconds) {
        long ticks(long nanos) {
            long since = nanos - offsetSeconds * 1_000_000_000L;
            int exponent = value & 0x7f;
            if ((value & 0x80) == 0) return exponent <= 9 ? since / power(9 - exponent) : since * power(exponent - 9);
            return (since / 1_000_000_000L << exponent) + ((since % 1_000_000_000L << exponent) + 999_999_999L) / 1_000_000_000L;
        }

        private static long power(int exponent) {
            return (long) Math.pow(10, exponent);
        }
    }

    /** One option of a block. */
    public record Option(int code, byte[] value) {
        /** @param order of the section */
        public static Option of(int code, long value, ByteOrder order) {
            return new Option(code, new Layout().order(order).int64(value).toBytes());
        }

        /** @param order of the section */
        public static Option of(int code, int value, ByteOrder order) {
            return new Option(code, new Layout().order(order).int32(value).toBytes());
        }

        public static Option of(int code, String text) {
            return new Option(code, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    public PcapngWriter section(ByteOrder order) {
        this.order = order;
        interfaces.clear();
        block(0x0a0d0d0a, body().int32(0x1a2b3c4d).int16(1).int16(0).int64(-1));
        return this;
    }

    public PcapngWriter addInterface(int linkType, Option... options) {
        return addInterface(linkType, 0, 6, 0, options);
    }

    /** @param resolution value of if_tsresol; 6: microseconds, which is not written */
    public PcapngWriter addInterface(int linkType, int snaplen, int resolution, long offsetSeconds, Option... options) {
        sectionIfNone();
        Layout body = body().int16(linkType).int16(0).int32(snaplen);
        for (Option option : options) option(body, option.code, option.value);
        if (resolution != 6) option(body, 9, (byte) resolution);
        if (offsetSeconds != 0) option(body, 14, body().int64(offsetSeconds).toBytes());
        block(1, body.int32(0));
        interfaces.add(new Interface(linkType, new Resolution(resolution, offsetSeconds)));
        current = interfaces.size() - 1;
        return this;
    }

    /** The packets that follow are of this interface, counted from 0; without this call, of the one added last. */
    public PcapngWriter on(int interfaceId) {
        current = interfaceId;
        return this;
    }

    /** An Enhanced Packet Block. */
    @Override
    public PcapngWriter packet(long nanos, byte[] captured, int originalLength) {
        return packet(nanos, captured, originalLength, new Option[0]);
    }

    /** An Enhanced Packet Block with options. */
    public PcapngWriter packet(long nanos, byte[] captured, int originalLength, Option... options) {
        long ticks = current().resolution.ticks(nanos);
        Layout body = body().int32(current).int32((int) (ticks >> 32)).int32((int) ticks).int32(captured.length).int32(originalLength)
            .bytes(captured).pad(4);
        for (Option option : options) option(body, option.code, option.value);
        if (options.length > 0) body.int32(0);
        block(6, body);
        return this;
    }

    @Override
    public PcapngWriter packet(long nanos, byte[] captured) {
        return packet(nanos, captured, captured.length);
    }

    /** A Simple Packet Block: interface 0, no time. */
    public PcapngWriter simplePacket(byte[] captured, int originalLength) {
        current();
        block(3, body().int32(originalLength).bytes(captured).pad(4));
        return this;
    }

    /** The obsolete Packet Block, which old writers made. @param lost packets before it; 0xffff: not known */
    public PcapngWriter oldPacket(long nanos, byte[] captured, int originalLength, int lost) {
        long ticks = current().resolution.ticks(nanos);
        block(2, body().int16(current).int16(lost).int32((int) (ticks >> 32)).int32((int) ticks).int32(captured.length)
            .int32(originalLength).bytes(captured).pad(4));
        return this;
    }

    /** Names of hosts. @param records each: type 1 or 2, and an address followed by names, each ended by a zero */
    public PcapngWriter names(Option... records) {
        current();
        Layout body = body();
        for (Option record : records) option(body, record.code, record.value);
        block(4, body.int32(0));
        return this;
    }

    /** Counts of the current interface. */
    public PcapngWriter statistics(Option... options) {
        current();
        Layout body = body().int32(current).int64(0);
        for (Option option : options) option(body, option.code, option.value);
        block(5, body.int32(0));
        return this;
    }

    public PcapngWriter secrets(int type, byte... secrets) {
        sectionIfNone();
        block(10, body().int32(type).int32(secrets.length).bytes(secrets).pad(4));
        return this;
    }

    /** A block of any type; its body is filled up to a multiple of four. */
    public PcapngWriter block(int type, byte... body) {
        sectionIfNone();
        block(type, body().bytes(body).pad(4));
        return this;
    }

    /** Bytes that are no block. */
    public PcapngWriter raw(byte... bytes) {
        current();
        out.bytes(bytes);
        return this;
    }

    public int length() {
        return out.length();
    }

    @Override
    public int linkType() {
        return current().linkType;
    }

    @Override
    public byte[] toBytes() {
        current();
        return out.toBytes();
    }

    private Interface current() {
        if (interfaces.isEmpty()) addInterface(1);
        return interfaces.get(Math.min(current, interfaces.size() - 1));
    }

    private void sectionIfNone() {
        if (out.length() == 0) section(order);
    }

    private Layout body() {
        return new Layout().order(order);
    }

    private void block(int type, Layout body) {
        int length = body.length() + 12;
        out.order(order).int32(type).int32(length).bytes(body.toBytes()).int32(length);
    }

    private static void option(Layout body, int code, byte... value) {
        body.int16(code).int16(value.length).bytes(value).pad(4);
    }
}
