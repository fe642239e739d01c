package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Eights;
import io.github.pcap2http.bytes.PlainText;
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
    /** By byte: in the lower half what it becomes, the first byte lowest; in the upper half how many bits that has; below 0 for what is taken alone. */
    private static final int[] BECOMES = becomes();

    private Escapes() { }

    private static int[] becomes() {
        int[] becomes = new int[256];
        for (int c = 0; c < becomes.length; c++) becomes[c] = c < ' ' ? -1 : Byte.SIZE << 16 | c;
        String pairs = "\"\"\\\\\ff\nn\rr\tt";
        for (int i = 0; i < pairs.length(); i += 2) becomes[pairs.charAt(i)] = 2 * Byte.SIZE << 16 | pairs.charAt(i + 1) << 8 | '\\';
        return becomes;
    }

    /** @param ascii 0 to 127. @return whether it does not stand for itself */
    static boolean isNeeded(int ascii) {
        return BECOMES[ascii] >> 16 != Byte.SIZE;
    }

    /**
     * @param target has room for all that may come of it, and eight bytes more. Multi-byte characters stay as they are
     * @param to index in {@code target}
     * @param plainOnly whether only {@link PlainText} is of interest
     * @return index behind what was written; -1 when there is something else
     */
    static int write(byte[] utf8, int from, int end, ByteBuffer target, int to, boolean plainOnly) {
        ByteBuffer source = Eights.of(utf8);
        int at = from;
        while (at + Long.BYTES <= end) {
            long eight = source.getLong(at);
            if (areNeeded(eight)) {
                int dense = Math.min(DENSE, end - at) & -4;
                to = dense(utf8, at, at + dense, target, to, plainOnly);
                if (to < 0) return to;
                at += dense;
            } else {
                if (plainOnly && (eight & EACH * 0x80) != 0) return -1;
                target.putLong(to, eight);
                to += Long.BYTES;
                at += Long.BYTES;
            }
        }
        return singly(utf8, at, end, target, to, plainOnly);
    }

    /** @return whether any of eight does not stand for itself */
    private static boolean areNeeded(long eight) {
        long quotes = eight ^ EACH * '"';
        long backslashes = eight ^ EACH * '\\';
        return ((eight - EACH * ' ' & ~eight | quotes - EACH & ~quotes | backslashes - EACH & ~backslashes) & EACH * 0x80) != 0;
    }

    /** As {@link #write}, of a multiple of four bytes: each four become one number of four to eight. */
    private static int dense(byte[] utf8, int from, int end, ByteBuffer target, int to, boolean plainOnly) {
        for (int at = from; at < end; at += 4) {
            int first = BECOMES[utf8[at] & 0xff];
            int second = BECOMES[utf8[at + 1] & 0xff];
            int third = BECOMES[utf8[at + 2] & 0xff];
            int fourth = BECOMES[utf8[at + 3] & 0xff];
            boolean other = plainOnly && (utf8[at] | utf8[at + 1] | utf8[at + 2] | utf8[at + 3]) < 0;
            if (other || (first | second | third | fourth) < 0) {
                to = singly(utf8, at, at + 4, target, to, plainOnly);
                if (to < 0) return to;
                continue;
            }
            int two = first >> 16;
            int three = two + (second >> 16);
            int four = three + (third >> 16);
            target.putLong(to, first & 0xffff | (second & 0xffffL) << two | (third & 0xffffL) << three | (fourth & 0xffffL) << four);
            to += (four + (fourth >> 16)) / Byte.SIZE;
        }
        return to;
    }

    private static int singly(byte[] utf8, int from, int end, ByteBuffer target, int to, boolean plainOnly) {
        for (int at = from; at < end; at++) {
            byte c = utf8[at];
            if (plainOnly && c < ' ' && !PlainText.isTextControl(c)) return -1;
            to = write(c, target, to);
        }
        return to;
    }

    /** @return index behind what it became */
    static int write(byte c, ByteBuffer target, int to) {
        int becomes = BECOMES[c & 0xff];
        if (becomes >= 0) {
            target.putShort(to, (short) becomes);
            return to + (becomes >> 16) / Byte.SIZE;
        }
        target.put(to, (byte) '\\');
        if (c == '\b') {
            target.put(to + 1, (byte) 'b');
            return to + 2;
        }
        target.put(to + 1, new byte[] {'u', '0', '0', HEX[c >> 4], HEX[c & 15]});
        return to + LONGEST;
    }
}
