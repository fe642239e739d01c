package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Eights;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What bytes of UTF-8 become inside of a JSON string (RFC 8259, section 7). Bodies go through here, which may have gigabytes: eight bytes
 * that stand for themselves are copied at once; where one of them does not, as happens all the time in JSON within JSON, the next ones
 * are taken four at a time without a branch that depends on which.
 */
final class Escapes {
    /** Bytes that one byte becomes at most. */
    static final int LONGEST = 6;

    private static final int DENSE = 64;   // bytes that are likely to need escapes, too, behind one that does
    private static final long EACH = 0x0101010101010101L;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    /** By byte: in the lower half what it becomes, the first byte lowest; in the upper half how many bits that has; below 0 for what becomes six bytes. */
    private static final int[] BECOMES = new int[256];

    static {
        for (int c = 0; c < BECOMES.length; c++) BECOMES[c] = c < ' ' ? -1 : 8 << 16 | c;
        for (String two : new String[] {"\"\"", "\\\\", "\bb", "\ff", "\nn", "\rr", "\tt"}) {
            BECOMES[two.charAt(0)] = 16 << 16 | two.charAt(1) << 8 | '\\';
        }
    }

    private Escapes() { }

    /**
     * @param target has room for all that may come of it, and eight bytes more. Multi-byte characters stay as they are
     * @param to index in {@code target}
     * @return index behind what was written
     */
    static int write(byte[] utf8, int from, int end, ByteBuffer target, int to) {
        ByteBuffer source = Eights.of(utf8);
        int at = from;
        while (at + Long.BYTES <= end) {
            long eight = source.getLong(at);
            if (areEscaped(eight)) {
                int dense = Math.min(DENSE, end - at) & -4;
                to = dense(utf8, at, at + dense, target, to);
                at += dense;
            } else {
                target.putLong(to, eight);
                to += Long.BYTES;
                at += Long.BYTES;
            }
        }
        for (; at < end; at++) to = one(utf8[at], target, to);
        return to;
    }

    /** @return whether any of eight is */
    private static boolean areEscaped(long eight) {
        long quotes = eight ^ EACH * '"';
        long backslashes = eight ^ EACH * '\\';
        return ((eight - EACH * ' ' & ~eight | quotes - EACH & ~quotes | backslashes - EACH & ~backslashes) & EACH * 0x80) != 0;
    }

    /** As {@link #write}, of a multiple of four bytes: each four become one number of four to eight. */
    private static int dense(byte[] utf8, int from, int end, ByteBuffer target, int to) {
        for (int at = from; at < end; at += 4) {
            int first = BECOMES[utf8[at] & 0xff];
            int second = BECOMES[utf8[at + 1] & 0xff];
            int third = BECOMES[utf8[at + 2] & 0xff];
            int fourth = BECOMES[utf8[at + 3] & 0xff];
            if ((first | second | third | fourth) < 0) {
                for (int i = at; i < at + 4; i++) to = one(utf8[i], target, to);
                continue;
            }
            int two = first >> 16;
            int three = two + (second >> 16);
            int four = three + (third >> 16);
            target.putLong(to, first & 0xffff | (second & 0xffffL) << two | (third & 0xffffL) << three | (fourth & 0xffffL) << four);
            to += four + (fourth >> 16) >> 3;
        }
        return to;
    }

    private static int one(byte c, ByteBuffer target, int to) {
        int becomes = BECOMES[c & 0xff];
        if (becomes >= 0) {
            target.putShort(to, (short) becomes);
            return to + (becomes >> 19);
        }
        byte[] digits = {'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15]};
        target.put(to, digits);
        return to + LONGEST;
    }
}
