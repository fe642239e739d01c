package io.github.pcap2http.output;

/**
 * A cookie as a Set-Cookie field has it (RFC 6265, section 5.2): name and value as sent, quotes kept.
 *
 * @param path null when not given; so the other attributes
 * @param expires in ISO 8601; null also when the date cannot be read
 */
record Cookie(String name, String value, String path, String domain, String expires, boolean httpOnly, boolean secure, String sameSite) {
    /** @param line the value of a Set-Cookie field */
    static Cookie set(String line) {
        String path = null;
        String domain = null;
        String expires = null;
        String sameSite = null;
        boolean httpOnly = false;
        boolean secure = false;
        int pairEnd = find(';', line, 0, line.length());
        for (int end = pairEnd; end < line.length(); ) {
            int from = end + 1;
            end = find(';', line, from, line.length());
            int equals = find('=', line, from, end);
            int name = begin(line, from, equals);
            int length = end(line, name, equals) - name;
            if (isNamed("path", line, name, length)) path = text(line, equals + 1, end);
            else if (isNamed("domain", line, name, length)) domain = text(line, equals + 1, end);
            else if (isNamed("expires", line, name, length)) expires = CookieDate.iso(text(line, equals + 1, end));
            else if (isNamed("samesite", line, name, length)) sameSite = text(line, equals + 1, end);
            else if (isNamed("httponly", line, name, length)) httpOnly = true;
            else if (isNamed("secure", line, name, length)) secure = true;
        }
        int equals = find('=', line, 0, pairEnd);
        boolean named = equals < pairEnd;   // what has no equals sign is a value without a name, as browsers have it
        return new Cookie(named ? text(line, 0, equals) : "", text(line, named ? equals + 1 : 0, pairEnd), path, domain, expires, httpOnly, secure, sameSite);
    }

    private static boolean isNamed(String name, String line, int from, int length) {
        return length == name.length() && line.regionMatches(true, from, name, 0, length);
    }

    /** @return {@code to} when it is not there */
    private static int find(char wanted, String line, int from, int to) {
        int at = from;
        while (at < to && line.charAt(at) != wanted) at++;
        return at;
    }

    /** @return what is there, without the white space around it */
    private static String text(String line, int from, int to) {
        int begin = begin(line, from, to);
        return begin < to ? WireText.of(line.substring(begin, end(line, begin, to))) : "";
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
}
