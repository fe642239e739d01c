package io.github.pcap2http.dissect;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Address;
import java.util.ArrayList;
import java.util.List;

/** The fields of a layer in the making, of a header that may be cut anywhere: what is not there is left out, and said at the end. */
final class Fields {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    final Bytes bytes;
    private final List<String> fields = new ArrayList<>();

    Fields(Bytes bytes) {
        this.bytes = bytes;
    }

    /** @return whether the first {@code count} bytes are there */
    boolean has(int count) {
        return bytes.length() >= count;
    }

    Fields add(String field) {
        fields.add(field);
        return this;
    }

    /** The rest is not there. @param length that the header has */
    Layer cut(String name, int length) {
        return add("only " + bytes.length() + " of " + length + " bytes").layer(name);
    }

    Layer layer(String name) {
        return new Layer(name, List.copyOf(fields));
    }

    Fields uint8(String name, int index) {
        return add(name + " " + bytes.uint8(index));
    }

    Fields uint16(String name, int index) {
        return add(name + " " + bytes.uint16(index));
    }

    Fields uint32(String name, int index) {
        return add(name + " " + uint32(index));
    }

    long uint32(int index) {
        return bytes.int32(index) & 0xffff_ffffL;
    }

    int uint24(int index) {
        return bytes.uint8(index) << 16 | bytes.uint16(index + 1);
    }

    Fields hex16(String name, int index) {
        return add(name + " " + hex(bytes.uint16(index), 4));
    }

    /** @param length in bytes, 4 or 16 */
    Fields address(String name, int index, int length) {
        return add(name + " " + Address.text(bytes.slice(index, index + length)));
    }

    Fields mac(String name, int index) {
        return add(name + " " + mac(bytes, index, 6));
    }

    /** @return a hardware address, with colons */
    static String mac(Bytes bytes, int index, int length) {
        StringBuilder text = new StringBuilder(3 * length);
        for (int i = 0; i < length; i++) {
            int b = bytes.uint8(index + i);
            if (i > 0) text.append(':');
            text.append(HEX[b >> 4]).append(HEX[b & 15]);
        }
        return text.toString();
    }

    /** @return such as {@code 0x0800} */
    static String hex(int value, int digits) {
        StringBuilder text = new StringBuilder("0x");
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) text.append(HEX[value >> shift & 15]);
        return text.toString();
    }
}
