package io.github.pcap2http.output;

import static io.github.pcap2http.output.JsonBuffer.literal;

import io.github.pcap2http.bytes.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Names and values of a query or a form, taken apart (WHATWG URL, section 5.1) and decoded: order, repeats and empty values are kept. */
final class Parameters {
    private static final byte[] NAME = literal("{'name':");
    private static final byte[] VALUE = literal(",'value':");
    private static final int LONG = 1 << 15;   // bytes of a form that is rendered only when it is written
    private static final int PIECE = 1 << 14;   // bytes that are then written at a time

    private Parameters() { }

    /** @param url whose query is wanted; renders objects with commas between */
    static void ofQuery(String url, JsonBuffer json) {
        int query = url.indexOf('?') + 1;
        for (int at = query; query > 0 && at < url.length(); at = next(url, at, json) + 1) { }
    }

    /** @param form {@code application/x-www-form-urlencoded}; valid as long as {@code json}; renders objects with commas between */
    static void ofForm(Bytes form, JsonBuffer json) {
        if (form.length() > LONG) {
            json.later((piece, out) -> later(form.latin1(), piece, out), null);
            return;
        }
        String encoded = form.latin1();
        for (int at = 0; at < encoded.length(); at = next(encoded, at, json) + 1) { }
    }

    private static void later(String encoded, JsonBuffer piece, OutputStream out) throws IOException {
        for (int at = 0; at < encoded.length(); at = next(encoded, at, piece) + 1) {
            if (piece.length() > PIECE) piece.drain(out);
        }
    }

    /** @return where the ampersand behind the parameter that begins at {@code from} is, or the end */
    private static int next(String encoded, int from, JsonBuffer json) {
        int equals = -1;
        boolean coded = false;
        int end = from;
        for (; end < encoded.length(); end++) {
            char c = encoded.charAt(end);
            if (c == '&') break;
            if (c == '=' && equals < 0) equals = end;
            else if (c == '%' || c == '+') coded = true;
        }
        if (end == from) return end;
        int nameEnd = equals < 0 ? end : equals;
        json.comma().raw(NAME);
        decoded(encoded, from, nameEnd, coded, json);
        json.raw(VALUE);
        decoded(encoded, Math.min(nameEnd + 1, end), end, coded, json);
        json.raw('}');
        return end;
    }

    /** Bytes that are not UTF-8 are read as ISO 8859-1; a percent sign without two digits stands for itself. */
    private static void decoded(String encoded, int from, int to, boolean coded, JsonBuffer json) {
        if (!coded) {
            json.wire(encoded, from, to);
            return;
        }
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = encoded.charAt(i);
            int code = c == '%' && i + 2 < to ? hex(encoded.charAt(i + 1)) << 4 | hex(encoded.charAt(i + 2)) : -1;
            if (code >= 0) i += 2;
            bytes[length++] = (byte) (code >= 0 ? code : c == '+' ? ' ' : c);
        }
        json.wire(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** @return -1 for what is no digit, so that a number with it is negative too */
    private static int hex(char digit) {
        return digit < 0x80 ? Character.digit(digit, 16) : -1;
    }
}
