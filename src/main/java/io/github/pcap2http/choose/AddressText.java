package io.github.pcap2http.choose;

import java.util.Arrays;

/** IP addresses read from text: dotted IPv4, IPv6 as in RFC 4291, section 2.2. */
final class AddressText {
    private AddressText() { }

    /** @return 4 or 16 bytes, 4 for an IPv4 address in the form of IPv6 too; null when {@code text} is no address */
    static byte[] parse(String text) {
        if (text.indexOf(':') < 0) return ipv4(text);
        byte[] address = ipv6(text);
        boolean mapped = address != null && address[10] == -1 && address[11] == -1 && Arrays.equals(address, 0, 10, new byte[10], 0, 10);
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    private static byte[] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) return null;
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!parts[i].matches("0|[1-9]\\d{0,2}")) return null;
            int number = Integer.parseInt(parts[i]);
            if (number > 255) return null;
            address[i] = (byte) number;
        }
        return address;
    }

    private static byte[] ipv6(String text) {
        int gap = text.indexOf("::");
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2));
        if (head == null || tail == null) return null;
        int length = head.length + tail.length;
        if (gap < 0 ? length != 16 : length > 14) return null;
        byte[] address = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
        return address;
    }

    /** @return two bytes a group, four for an IPv4 address at the end; null when there is something else */
    private static byte[] groups(String text) {
        if (text.isEmpty()) return new byte[0];
        String[] parts = text.split(":", -1);
        if (parts.length > 8) return null;
        byte[] bytes = new byte[2 * parts.length + 2];
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            byte[] last = i == parts.length - 1 && parts[i].indexOf('.') >= 0 ? ipv4(parts[i]) : null;
            if (last != null) {
                System.arraycopy(last, 0, bytes, at, 4);
                at += 4;
            } else if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
                int group = Integer.parseInt(parts[i], 16);
                bytes[at++] = (byte) (group >> 8);
                bytes[at++] = (byte) group;
            } else {
                return null;
            }
        }
        return Arrays.copyOf(bytes, at);
    }
}
