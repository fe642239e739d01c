package io.github.pcap2http.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The blocks of a pcapng file in the making (draft-ietf-opsawg-pcapng), until they are {@link #take taken}: one section in little-endian
 * order, with times in nanoseconds.
 */
final class Blocks {
    private static final int FIRST_SIZE = 1 << 16;
    private static final int FRAME = 12;   // bytes of a block without its body
    private static final int PACKET_HEAD = 20;
    private static final byte[] NOTHING = {};

    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    private int start;   // of the block in the making

    /** @return bytes that have not been taken */
    int size() {
        return buffer.position();
    }

    void section() {
        begin(0x0a0d0d0a, 64);
        buffer.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(4, text("pcap2http"));
        end();
    }

    /** @param filter empty: none */
    void describe(String name, int linkType, int snaplen, String filter) {
        byte[] nameBytes = text(name);
        byte[] filterBytes = text("\0" + filter);
        begin(1, 64 + nameBytes.length + filterBytes.length);
        buffer.putShort((short) linkType).putShort((short) 0).putInt(snaplen);
        option(2, nameBytes);
        option(9, new byte[] {9});   // 10 to the power of -9 seconds
        if (!filter.isEmpty() && filterBytes.length < 1 << 16) option(11, filterBytes);
        end();
    }

    /** @param place of the interface among those described, from 0 */
    void packet(int place, long nanos, byte[] bytes, long originalLength) {
        begin(6, PACKET_HEAD + bytes.length + 3);
        buffer.putInt(place).putInt((int) (nanos >>> 32)).putInt((int) nanos).putInt(bytes.length).putInt((int) originalLength).put(bytes);
        finish();
    }

    void statistics(int place, long nanos, Counts counts) {
        begin(5, 64);
        buffer.putInt(place).putInt((int) (nanos >>> 32)).putInt((int) nanos);
        count(4, counts.received());
        count(5, counts.missed());
        count(7, counts.dropped());
        end();
    }

    private void count(int code, long value) {
        if (value >= 0) option(code, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    /** @param room bytes that the body takes at most */
    private void begin(int type, int room) {
        if (buffer.remaining() < FRAME + room) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + FRAME + room)).order(ByteOrder.LITTLE_ENDIAN);
            buffer = larger.put(buffer.flip());
        }
        start = buffer.position();
        buffer.putInt(type).putInt(0);
    }

    private void option(int code, byte[] value) {
        buffer.putShort((short) code).putShort((short) value.length).put(value);
        pad();
    }

    private void end() {
        option(0, NOTHING);
        finish();
    }

    private void finish() {
        pad();
        int length = buffer.position() + 4 - start;
        buffer.putInt(start + 4, length).putInt(length);
    }

    private void pad() {
        while ((buffer.position() - start & 3) != 0) buffer.put((byte) 0);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @return all that is here; valid until the next block begins. The blocks start anew */
    ByteBuffer take() {
        ByteBuffer all = buffer.duplicate().flip();
        if (buffer.capacity() > 16 * FIRST_SIZE) buffer = ByteBuffer.allocate(FIRST_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        buffer.clear();
        return all;
    }
}
