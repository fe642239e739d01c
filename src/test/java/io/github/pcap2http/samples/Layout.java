package io.github.pcap2http.samples;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes laid out one field after the other, in a byte order that may change on the way. */
final class Layout {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;

    Layout order(ByteOrder order) {
        this.order = order;
        return this;
    }

    Layout int8(int value) {
        out.write(value);
        return this;
    }

    Layout int16(int value) {
        return number(value, 2);
    }

    Layout int32(int value) {
        return number(value, 4);
    }

    Layout int64(long value) {
        return number(value, 8);
    }

    Layout bytes(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Layout hex(String hex) {
        return bytes(java.util.HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    Layout latin1(String text) {
        return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Zeros up to the next multiple of {@code size}. */
    Layout pad(int size) {
        while (out.size() % size != 0) out.write(0);
        return this;
    }

    int length() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private Layout number(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            int shift = 8 * (order == ByteOrder.BIG_ENDIAN ? bytes - 1 - i : i);
            out.write((int) (value >> shift));
        }
        return this;
    }
}
