package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A name and a value of a query or a form, decoded. */
record Parameter(String name, String value) {
    /** Takes {@code application/x-www-form-urlencoded} apart (WHATWG URL, section 5.1): order, repeats and empty values are kept. */
    static void each(Bytes encoded, Consumer<Parameter> taker) {
        int at = 0;
        while (at < encoded.length()) {
            int ampersand = encoded.indexOf('&', at);
            int end = ampersand < 0 ? encoded.length() : ampersand;
            int equals = encoded.slice(0, end).indexOf('=', at);
            int nameEnd = equals < 0 ? end : equals;
            int value = Math.min(nameEnd + 1, end);
            if (end > at) taker.accept(new Parameter(decoded(encoded.slice(at, nameEnd)), decoded(encoded.slice(value, end))));
            at = end + 1;
        }
    }

    /** Bytes that are not UTF-8 are read as ISO 8859-1; a percent sign without two digits stands for itself. */
    private static String decoded(Bytes encoded) {
        byte[] bytes = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            byte b = encoded.at(i);
            int code = b == '%' && i + 2 < encoded.length() ? hex(encoded.at(i + 1)) << 4 | hex(encoded.at(i + 2)) : -1;
            if (code >= 0) i += 2;
            bytes[length++] = code >= 0 ? (byte) code : b == '+' ? (byte) ' ' : b;
        }
        return WireText.of(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** @return -1 for what is no digit, so that a number with it is negative too */
    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
