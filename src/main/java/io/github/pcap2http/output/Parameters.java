package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import java.io.IOException;
import java.io.OutputStream;

/** Names and values of a query or a form, taken apart (WHATWG URL, section 5.1) and decoded: order, repeats and empty values are kept. */
final class Parameters {
    private static final int NAME = Literal.of("{'name':");
    private static final int VALUE = Literal.of(",'value':");
    private static final int END = Literal.of("}");
    /** The same around names and values that stand for themselves. */
    private static final int PLAIN_NAME = Literal.of("{'name':'");
    private static final int PLAIN_VALUE = Literal.of("','value':'");
    private static final int PLAIN_END = Literal.of("'}");
    private static final int LONG = 1 << 15;   // bytes of a form that is rendered only when it is written
    private static final int PIECE = 1 << 14;   // bytes that are then written at a time

    private Parameters() { }

    /**
     * Renders objects with commas between.
     *
     * @param url one byte a character; @param from where its question mark is, or before; @param to where it ends
     * @param plain whether all of it stands for itself in a JSON string
     */
    static void ofQuery(byte[] url, int from, int to, boolean plain, JsonBuffer json) {
        int at = from;
        while (at < to && url[at] != '?') at++;
        for (at++; at < to; at++) at = next(url, at, to, plain, json);
    }

    /** @param form {@code application/x-www-form-urlencoded}; valid as long as {@code json}; renders objects with commas between */
    static void ofForm(Bytes form, JsonBuffer json) {
        if (form.length() > LONG) {
            json.later((piece, out) -> later(form, piece, out), null);
            return;
        }
        int to = form.offset() + form.length();
        for (int at = form.offset(); at < to; at++) at = next(form.array(), at, to, false, json);
    }

    private static void later(Bytes form, JsonBuffer piece, OutputStream out) throws IOException {
        int to = form.offset() + form.length();
        for (int at = form.offset(); at < to; at++) {
            at = next(form.array(), at, to, false, piece);
            if (piece.length() > PIECE) piece.drain(out);
        }
    }

    /** @return where the ampersand behind the parameter that begins at {@code from} is, or the end */
    private static int next(byte[] encoded, int from, int to, boolean plain, JsonBuffer json) {
        int equals = -1;
        boolean coded = false;
        int end = from;
        for (; end < to; end++) {
            byte c = encoded[end];
            if (c > '=') continue;   // most are letters
            if (c == '&') break;
            if (c == '=' && equals < 0) equals = end;
            else if (c == '%' || c == '+') coded = true;
        }
        if (end == from) return end;
        int nameEnd = equals < 0 ? end : equals;
        int value = Math.min(nameEnd + 1, end);
        json.comma();
        if (plain && !coded) {
            json.put(PLAIN_NAME).raw(encoded, from, nameEnd - from).put(PLAIN_VALUE).raw(encoded, value, end - value).put(PLAIN_END);
        } else {
            decoded(encoded, from, nameEnd, coded, json.put(NAME));
            decoded(encoded, value, end, coded, json.put(VALUE));
            json.put(END);
        }
        return end;
    }

    /** Bytes that are not UTF-8 are read as ISO 8859-1; a percent sign without two digits stands for itself. */
    private static void decoded(byte[] encoded, int from, int to, boolean coded, JsonBuffer json) {
        if (!coded) {
            json.wire(encoded, from, to);
            return;
        }
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte c = encoded[i];
            int code = c == '%' && i + 2 < to ? hex(encoded[i + 1]) << 4 | hex(encoded[i + 2]) : -1;
            if (code >= 0) i += 2;
            bytes[length++] = (byte) (code >= 0 ? code : c == '+' ? ' ' : c);
        }
        json.wire(bytes, 0, length);
    }

    /** @return -1 for what is no digit, so that a number with it is negative too */
    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
