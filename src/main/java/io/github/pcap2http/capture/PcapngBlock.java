package io.github.pcap2http.capture;

import io.github.pcap2http.exchange.Address;
import java.nio.charset.StandardCharsets;

/** The blocks of pcapng that carry no packet, and the options of all (draft-ietf-opsawg-pcapng, sections 3.5 and 4). */
final class PcapngBlock {
    private static final int TEXT_LIMIT = 1000;   // bytes of a name or a filter
    private static final int HOST_NAME_LIMIT = 255;   // bytes (RFC 1035, 2.3.4)

    private PcapngBlock() { }

    interface OptionTaker {
        /** @param at where its {@code length} bytes are, which are all there */
        void take(int code, int at, int length);
    }

    /*  0 code   2 length of the value   4 value, filled up to a multiple of 4  */

    /** Calls {@code taker} for each option between {@code at} and {@code end}, up to the first that is broken. */
    static void options(Window window, int at, int end, OptionTaker taker) {
        int next = at;
        while (next + 4 <= end) {
            int code = window.uint16(next);
            int length = window.uint16(next + 2);
            int value = next + 4;
            if (code == 0 || length > end - value) return;
            taker.take(code, value, length);
            next = value + (length + 3 & ~3);
        }
    }

    /*  8 link type (16 bits), reserved   12 snaplen   16 options  */

    /** @param end of the block's body, 16 at least */
    static Interface interfaceOf(Window window, int end, int id) {
        Interface found = new Interface(id, window.uint16(8), window.uint32(12));
        options(window, 16, end, new OfInterface(window, found));
        return found;
    }

    /** A class of its own and not a lambda: most captures have this block, and few anything else that would link one. */
    private static final class OfInterface implements OptionTaker {
        private final Window window;
        private final Interface found;

        OfInterface(Window window, Interface found) {
            this.window = window;
            this.found = found;
        }

        @Override
        public void take(int code, int at, int length) {
            switch (code) {
                case 2 -> found.name = text(window, at, length);
                case 3 -> found.description = text(window, at, length);
                case 9 -> {
                    if (length == 1) found.ticks = new Ticks(window.uint8(at));
                }
                case 11 -> {
                    boolean isText = length > 1 && window.uint8(at) == 0;   // 1: a program for the BPF machine
                    if (isText) found.filter = text(window, at + 1, length - 1);
                }
                case 12 -> found.system = text(window, at, length);
                case 14 -> {
                    if (length == 8) found.offsetNanos = Ticks.saturatedNanos(window.int64(at));
                }
                default -> { }
            }
        }
    }

    /*  8 interface   12 time   20 options. The counts are of the whole capture up to here, so that the last block has them all.  */

    /** @param end of the block's body, 20 at least */
    static void takeStatistics(Window window, int end, Interface of) {
        options(window, 20, end, new OfStatistics(window, of));
    }

    private static final class OfStatistics implements OptionTaker {
        private final Window window;
        private final Interface of;
        private long byInterface;
        private long bySystem;

        OfStatistics(Window window, Interface of) {
            this.window = window;
            this.of = of;
        }

        @Override
        public void take(int code, int at, int length) {
            if (length != 8) return;
            switch (code) {
                case 4 -> of.received = window.int64(at);
                case 5 -> byInterface = window.int64(at);
                case 7 -> bySystem = window.int64(at);
                default -> { }
            }
            if (code == 5 || code == 7) of.dropped = Math.max(of.dropped, byInterface + bySystem);
        }
    }

    /*  8 records:  0 type: 0 end, 1 IPv4, 2 IPv6   2 length   4 address, names that end with a zero byte; filled up to a multiple of 4  */

    /** @return false when there were too many names */
    static boolean takeNames(Window window, int end, Extras extras) {
        boolean[] all = {true};
        options(window, 8, end, (type, at, length) -> {
            int address = type == 1 ? 4 : type == 2 ? 16 : 0;
            if (address == 0 || length <= address) return;
            int name = 0;
            while (address + name < length && window.uint8(at + address + name) != 0) name++;
            if (name == 0 || name > HOST_NAME_LIMIT) return;
            all[0] &= extras.addName(address(window, at, address == 16), text(window, at + address, name));
        });
        return all[0];
    }

    /** In network byte order, whatever that of the section is. */
    private static String address(Window window, int at, boolean ipv6) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < (ipv6 ? 16 : 4); i++) {
            high = high << 8 | low >>> 56;
            low = low << 8 | window.uint8(at + i);
        }
        return Address.text(ipv6, high, low);
    }

    static String comment(Window window, int at, int length) {
        return new String(window.array(), window.index(at), length, StandardCharsets.UTF_8);
    }

    private static String text(Window window, int at, int length) {
        String text = new String(window.array(), window.index(at), Math.min(length, TEXT_LIMIT), StandardCharsets.UTF_8);
        int zero = text.indexOf('\0');
        text = (zero < 0 ? text : text.substring(0, zero)).trim();
        return text.isEmpty() ? null : text;
    }
}
