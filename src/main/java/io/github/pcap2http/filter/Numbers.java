package io.github.pcap2http.filter;

import java.util.regex.Pattern;

/** Numbers and addresses as the language writes them. */
final class Numbers {
    /** What a number that is too large reads as. */
    static final long OVERFLOW = Long.MAX_VALUE;

    private static final Pattern DECIMAL = Pattern.compile("[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]*");
    private static final Pattern HEX = Pattern.compile("0[xX][0-9A-Fa-f]+");

    private Numbers() { }

    /** As in C: 0x is hexadecimal, 0 octal. @return null for what is no number; {@link #OVERFLOW} beyond 32 bits */
    static Long parse(String text) {
        if (HEX.matcher(text).matches()) return limited(text.substring(2), 16);
        if (OCTAL.matcher(text).matches()) return limited(text, 8);
        return text.startsWith("0") || !DECIMAL.matcher(text).matches() ? null : limited(text, 10);
    }

    private static Long limited(String digits, int radix) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = number * radix + Character.digit(digits.charAt(i), radix);
            if (number > 0xffffffffL) return OVERFLOW;
        }
        return number;
    }

    /** @return the parts of a dotted address, decimal whatever they begin with; null when one is above 255 or not decimal */
    static int[] ipv4(String text) {
        String[] parts = text.split("\\.");
        int[] numbers = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (!DECIMAL.matcher(parts[i]).matches()) return null;
            for (int j = 0; j < parts[i].length(); j++) {
                numbers[i] = numbers[i] * 10 + parts[i].charAt(j) - '0';
                if (numbers[i] > 255) return null;
            }
        }
        return numbers;
    }

    /** @return the 6 bytes of an Ethernet address in any of its forms */
    static byte[] ethernet(String text) {
        String[] parts = text.split("[:.-]");
        byte[] address = new byte[6];
        int at = 0;
        for (String part : parts) {
            int digits = part.length() > 2 ? 2 : part.length();
            for (int i = 0; i < part.length(); i += digits) address[at++] = (byte) Integer.parseInt(part.substring(i, i + digits), 16);
        }
        return address;
    }
}
