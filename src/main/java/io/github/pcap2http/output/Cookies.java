package io.github.pcap2http.output;

import static io.github.pcap2http.output.JsonBuffer.literal;

/** Cookies of a message as HAR has them; renders objects with commas between. */
final class Cookies {
    private static final byte[] NAME = literal("{'name':");
    private static final byte[] VALUE = literal(",'value':");
    private static final byte[] PATH = literal(",'path':");
    private static final byte[] DOMAIN = literal(",'domain':");
    private static final byte[] EXPIRES = literal(",'expires':");
    private static final byte[] SAME_SITE = literal(",'sameSite':");
    private static final byte[] HTTP_ONLY = literal(",'httpOnly':true");
    private static final byte[] NOT_HTTP_ONLY = literal(",'httpOnly':false");
    private static final byte[] SECURE = literal(",'secure':true");
    private static final byte[] NOT_SECURE = literal(",'secure':false");

    private Cookies() { }

    /** @param line the value of a field of this kind: {@link FieldText#COOKIE} or {@link FieldText#SET_COOKIE} */
    static void of(String line, int kind, JsonBuffer json) {
        if (kind == FieldText.COOKIE) sent(line, json);
        else set(Cookie.set(line), json);
    }

    /** A Cookie field (RFC 6265, section 4.2): names and values as sent, quotes kept. */
    private static void sent(String line, JsonBuffer json) {
        for (int at = 0; at < line.length(); ) {
            int semicolon = line.indexOf(';', at);
            int end = semicolon < 0 ? line.length() : semicolon;
            pair(line, begin(line, at, end), end, json);
            at = end + 1;
        }
    }

    /** What has no equals sign is a value without a name, as browsers have it. */
    private static void pair(String line, int from, int to, JsonBuffer json) {
        if (from == to) return;
        int equals = from;
        while (equals < to && line.charAt(equals) != '=') equals++;
        int value = equals < to ? begin(line, equals + 1, to) : from;
        json.comma().raw(NAME).wire(line, from, equals < to ? end(line, from, equals) : from);
        json.raw(VALUE).wire(line, value, end(line, value, to)).raw('}');
    }

    private static int begin(String line, int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(line.charAt(at))) at++;
        return at;
    }

    private static int end(String line, int from, int to) {
        int at = to;
        while (at > from && Character.isWhitespace(line.charAt(at - 1))) at--;
        return at;
    }

    private static void set(Cookie cookie, JsonBuffer json) {
        json.comma().raw(NAME).text(cookie.name()).raw(VALUE).text(cookie.value());
        if (cookie.path() != null) json.raw(PATH).text(cookie.path());
        if (cookie.domain() != null) json.raw(DOMAIN).text(cookie.domain());
        if (cookie.expires() != null) json.raw(EXPIRES).text(cookie.expires());
        json.raw(cookie.httpOnly() ? HTTP_ONLY : NOT_HTTP_ONLY).raw(cookie.secure() ? SECURE : NOT_SECURE);
        if (cookie.sameSite() != null) json.raw(SAME_SITE).text(cookie.sameSite());
        json.raw('}');
    }
}
