package io.github.pcap2http.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the Interface Description Blocks of a pcapng section say. An interface is named by its number, from 0. */
final class Interfaces {
    private static final int LIMIT = 65_536;
    private static final int NAME_LIMIT = 200;   // bytes
    private static final int IF_NAME = 2;
    private static final int IF_DESCRIPTION = 3;
    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;

    private final List<Interface> interfaces = new ArrayList<>();

    private static final class Interface {
        int linkType;
        long snaplen;
        String name;
        String description;
        Ticks ticks = Ticks.MICROS;
        long offsetNanos;
    }

    /*  8 link type (16 bits), reserved   12 snaplen, 0: no limit   16 options  */

    /** @param window at the block, which holds 16 bytes at least. @return false when there are too many */
    boolean add(Window window, int end) {
        if (interfaces.size() == LIMIT) return false;
        Interface added = new Interface();
        added.linkType = window.uint16(8);
        added.snaplen = window.uint32(12) == 0 ? Long.MAX_VALUE : window.uint32(12);
        readOptions(added, window, end);
        interfaces.add(added);
        return true;
    }

    /*  0 code   2 length of the value   4 value, filled up to a multiple of 4  */
    private static void readOptions(Interface to, Window window, int end) {
        int at = 16;
        while (at + 4 <= end) {
            int code = window.uint16(at);
            int length = window.uint16(at + 2);
            int value = at + 4;
            if (code == 0 || length > end - value) return;
            if (code == IF_NAME) to.name = text(window, value, length);
            else if (code == IF_DESCRIPTION) to.description = text(window, value, length);
            else if (code == IF_TSRESOL && length == 1) to.ticks = new Ticks(window.uint8(value));
            else if (code == IF_TSOFFSET && length == 8) to.offsetNanos = Ticks.saturatedNanos(window.int64(value));
            at = value + (length + 3 & ~3);
        }
    }

    private static String text(Window window, int at, int length) {
        String text = new String(window.array(), window.index(at), Math.min(length, NAME_LIMIT), StandardCharsets.UTF_8).trim();
        return text.isEmpty() ? null : text;
    }

    void clear() {
        interfaces.clear();
    }

    int count() {
        return interfaces.size();
    }

    int linkType(int id) {
        return interfaces.get(id).linkType;
    }

    /** @return most bytes that are captured of a packet */
    long snaplen(int id) {
        return interfaces.get(id).snaplen;
    }

    /** @return its name, or else its description; null when it has neither */
    String name(int id) {
        Interface found = interfaces.get(id);
        return found.name != null ? found.name : found.description;
    }

    /** @param ticks a timestamp of the interface. @return the same as nanoseconds since 1970 */
    long nanos(int id, long ticks) {
        Interface found = interfaces.get(id);
        return found.offsetNanos + found.ticks.nanos(ticks);
    }
}
