package io.github.pcap2http.output;

import java.nio.charset.StandardCharsets;

/** Cookies of a message as HAR has them; renders objects with commas between. */
final class Cookies {
    private static final int NAME = Literal.of("{'name':");
    private static final int VALUE = Literal.of(",'value':");
    private static final int END = Literal.of("}");
    private static final int PATH = Literal.of(",'path':");
    private static final int DOMAIN = Literal.of(",'domain':");
    private static final int EXPIRES = Literal.of(",'expires':");
    private static final int SAME_SITE = Literal.of(",'sameSite':");
    private static final int HTTP_ONLY = Literal.of(",'httpOnly':true");
    private static final int NOT_HTTP_ONLY = Literal.of(",'httpOnly':false");
    private static final int SECURE = Literal.of(",'secure':true");
    private static final int NOT_SECURE = Literal.of(",'secure':false");

    private Cookies() { }

    /** @param line the value of a field of this kind: {@link FieldText#COOKIE} or {@link FieldText#SET_COOKIE} */
    static void of(String line, int kind, JsonBuffer json) {
        if (kind == FieldText.COOKIE) sent(line.getBytes(StandardCharsets.ISO_8859_1), json);
        else set(Cookie.set(line), json);
    }

    /** A Cookie field (RFC 6265, section 4.2): names and values as sent, quotes kept. */
    private static void sent(byte[] line, JsonBuffer json) {
        for (int at = 0; at < line.length; ) {
            int from = at;
            int equals = -1;
            for (; at < line.length && line[at] != ';'; at++) {
                if (line[at] == '=' && equals < 0) equals = at;
            }
            pair(line, begin(line, from, at), equals, at, json);
            at++;
        }
    }

    /** What has no equals sign, -1, is a value without a name, as browsers have it. */
    private static void pair(byte[] line, int from, int equals, int to, JsonBuffer json) {
        if (from == to) return;
        int value = equals < 0 ? from : begin(line, equals + 1, to);
        json.comma().put(NAME).wire(line, from, equals < 0 ? from : end(line, from, equals));
        json.put(VALUE).wire(line, value, end(line, value, to)).put(END);
    }

    private static int begin(byte[] line, int from, int to) {
        int at = from;
        while (at < to && isWhiteSpace(line[at])) at++;
        return at;
    }

    private static int end(byte[] line, int from, int to) {
        int at = to;
        while (at > from && isWhiteSpace(line[at - 1])) at--;
        return at;
    }

    private static boolean isWhiteSpace(byte c) {
        return c <= ' ' && Character.isWhitespace(c & 0xff);
    }

    private static void set(Cookie cookie, JsonBuffer json) {
        json.comma().put(NAME).text(cookie.name()).put(VALUE).text(cookie.value());
        if (cookie.path() != null) json.put(PATH).text(cookie.path());
        if (cookie.domain() != null) json.put(DOMAIN).text(cookie.domain());
        if (cookie.expires() != null) json.put(EXPIRES).text(cookie.expires());
        json.put(cookie.httpOnly() ? HTTP_ONLY : NOT_HTTP_ONLY).put(cookie.secure() ? SECURE : NOT_SECURE);
        if (cookie.sameSite() != null) json.put(SAME_SITE).text(cookie.sameSite());
        json.put(END);
    }
}
