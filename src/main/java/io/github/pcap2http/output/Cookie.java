package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A cookie as Cookie and Set-Cookie fields have it (RFC 6265, sections 4.2 and 5.2): names and values as sent, quotes kept.
 *
 * @param path null when not given; so the other attributes
 * @param expires in ISO 8601; null also when the date cannot be read
 */
record Cookie(String name, String value, String path, String domain, String expires, boolean httpOnly, boolean secure, String sameSite) {
    static List<Cookie> sent(Fields request) {
        List<Cookie> cookies = new ArrayList<>();
        for (String line : request.all("cookie")) {
            for (String piece : line.split(";")) {
                String pair = piece.strip();
                if (!pair.isEmpty()) cookies.add(new Cookie(name(pair), value(pair), null, null, null, false, false, null));
            }
        }
        return cookies;
    }

    static List<Cookie> set(Fields response) {
        List<Cookie> cookies = new ArrayList<>();
        for (String line : response.all("set-cookie")) cookies.add(ofSetCookie(line));
        return cookies;
    }

    private static Cookie ofSetCookie(String line) {
        String[] pieces = line.split(";");
        String pair = pieces.length == 0 ? "" : pieces[0].strip();
        String path = null;
        String domain = null;
        String expires = null;
        String sameSite = null;
        boolean httpOnly = false;
        boolean secure = false;
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].strip();
            int equals = piece.indexOf('=');
            String value = equals < 0 ? "" : WireText.of(piece.substring(equals + 1).strip());
            switch ((equals < 0 ? piece : piece.substring(0, equals).strip()).toLowerCase(Locale.ROOT)) {
                case "path" -> path = value;
                case "domain" -> domain = value;
                case "expires" -> expires = CookieDate.iso(value);
                case "samesite" -> sameSite = value;
                case "httponly" -> httpOnly = true;
                case "secure" -> secure = true;
                default -> { }
            }
        }
        return new Cookie(name(pair), value(pair), path, domain, expires, httpOnly, secure, sameSite);
    }

    /** What has no equals sign is a value without a name, as browsers have it. */
    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? "" : WireText.of(pair.substring(0, equals).strip());
    }

    private static String value(String pair) {
        return WireText.of(pair.substring(pair.indexOf('=') + 1).strip());
    }
}
