package io.github.pcap2http.output;

import java.util.Locale;

/**
 * A cookie as a Set-Cookie field has it (RFC 6265, section 5.2): name and value as sent, quotes kept.
 *
 * @param path null when not given; so the other attributes
 * @param expires in ISO 8601; null also when the date cannot be read
 */
record Cookie(String name, String value, String path, String domain, String expires, boolean httpOnly, boolean secure, String sameSite) {
    /** @param line the value of a Set-Cookie field */
    static Cookie set(String line) {
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
