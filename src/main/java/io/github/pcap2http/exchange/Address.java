package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;

/** IP addresses as text. An address is two halves of 64 bits; IPv4 has its 32 bits in the lower one. */
public final class Address {
    private static final int GROUPS = 8;

    private Address() { }

    /** @param address 4 or 16 bytes */
    public static String text(Bytes address) {
        boolean ipv6 = address.length() == 16;
        return ipv6 ? text(true, address.int64(0), address.int64(8)) : text(false, 0, address.int32(0));
    }

    /** @param high upper half of an IPv6 address; not heeded for IPv4. @return as {@link Endpoint#address} has it */
    public static String text(boolean ipv6, long high, long low) {
        if (!ipv6) return ipv4(low);
        if (high == 0 && low >>> 32 == 0xffff) return "::ffff:" + ipv4(low);   // RFC 5952, section 5
        return ipv6(high, low);
    }

    private static String ipv4(long bits) {
        return (bits >>> 24 & 0xff) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    /** RFC 5952, section 4: no leading zeros, lower case, and {@code ::} for the first of the longest runs of two zeros or more. */
    private static String ipv6(long high, long low) {
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zeros(high, low, i);
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') text.append(':');
                text.append(Integer.toHexString(group(high, low, i)));
            }
        }
        return text.toString();
    }

    /** @return how many groups from {@code from} on are zero */
    private static int zeros(long high, long low, int from) {
        int to = from;
        while (to < GROUPS && group(high, low, to) == 0) to++;
        return to - from;
    }

    private static int group(long high, long low, int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> 48 - index % 4 * 16) & 0xffff;
    }
}
