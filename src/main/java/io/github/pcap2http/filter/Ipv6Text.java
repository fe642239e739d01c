package io.github.pcap2http.filter;

import java.util.regex.Pattern;

/** IPv6 addresses in text (RFC 4291, 2.2). */
final class Ipv6Text {
    private static final String NUMBER = "(?:0[xX][0-9A-Fa-f]+|[0-9]+)";
    private static final Pattern IPV4 = Pattern.compile(NUMBER + "(?:\\." + NUMBER + "){3}");
    private static final Pattern GROUPS = Pattern.compile("(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4})*)?");

    private Ipv6Text() { }

    /** Whether it has the form of an address; the IPv4 address at its end may still be wrong. */
    static boolean isLike(String text) {
        String groups = text;
        if (text.indexOf('.') >= 0) {
            int end = text.lastIndexOf(':');
            if (end < 0 || !IPV4.matcher(text.substring(end + 1)).matches()) return false;
            groups = text.substring(0, end + 1) + "0:0";
        }
        int gap = groups.indexOf("::");
        if (gap < 0) return count(groups) == 8;
        int left = count(groups.substring(0, gap));
        int right = count(groups.substring(gap + 2));
        return left >= 0 && right >= 0 && left + right <= 7;
    }

    /** @return how many groups; -1 when it is not groups */
    private static int count(String groups) {
        if (!GROUPS.matcher(groups).matches()) return -1;
        return groups.isEmpty() ? 0 : (int) groups.chars().filter(c -> c == ':').count() + 1;
    }

    /** @param text for which {@link #isLike} holds @return its 16 bytes; null when its end is no IPv4 address */
    static byte[] parse(String text) {
        String groups = text;
        if (text.indexOf('.') >= 0) {
            int end = text.lastIndexOf(':');
            String[] parts = text.substring(end + 1).split("\\.");
            for (String part : parts) {
                if (part.length() > 1 && part.startsWith("0")) return null;
            }
            int[] ipv4 = Numbers.ipv4(text.substring(end + 1));
            if (ipv4 == null) return null;
            groups = text.substring(0, end + 1) + Integer.toHexString(ipv4[0] << 8 | ipv4[1]) + ":" + Integer.toHexString(ipv4[2] << 8 | ipv4[3]);
        }
        byte[] address = new byte[16];
        int gap = groups.indexOf("::");
        String left = gap < 0 ? groups : groups.substring(0, gap);
        String right = gap < 0 ? "" : groups.substring(gap + 2);
        put(address, 0, left);
        put(address, 16 - 2 * count(right), right);
        return address;
    }

    private static void put(byte[] address, int at, String groups) {
        if (groups.isEmpty()) return;
        int next = at;
        for (String group : groups.split(":")) {
            int number = Integer.parseInt(group, 16);
            address[next++] = (byte) (number >> 8);
            address[next++] = (byte) number;
        }
    }
}
