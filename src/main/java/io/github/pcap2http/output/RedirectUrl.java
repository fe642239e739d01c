package io.github.pcap2http.output;

/** Makes the value of a Location field absolute (RFC 3986, section 5.2). */
final class RedirectUrl {
    private RedirectUrl() { }

    /** @param base an absolute URL without fragment; @return the absolute URL, or {@code location} as it is where that has a scheme */
    static String absolute(String base, String location) {
        if (location.isEmpty() || hasScheme(location)) return location;
        int authority = base.indexOf("://") + 3;
        if (authority < 3) return location;
        if (location.startsWith("//")) return base.substring(0, authority - 2) + location;
        int path = end(base, authority, "/?");
        int query = end(base, path, "?");
        String root = base.substring(0, path);
        if (location.startsWith("/")) return root + withoutDots(location);
        if (location.startsWith("?")) return base.substring(0, query) + location;
        if (location.startsWith("#")) return base + location;
        int slash = base.lastIndexOf('/', query - 1);
        return root + withoutDots((slash < path ? "/" : base.substring(path, slash + 1)) + location);
    }

    private static boolean hasScheme(String text) {
        int end = end(text, 0, ":/?#");
        if (end == 0 || end == text.length() || text.charAt(end) != ':') return false;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || !Character.isLetterOrDigit(c) && "+-.".indexOf(c) < 0) return false;
        }
        return Character.isLetter(text.charAt(0));
    }

    /** @return where the first of {@code ends} is, or the length of the text */
    private static int end(String text, int from, String ends) {
        int at = from;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) at++;
        return at;
    }

    /** RFC 3986, section 5.2.4, for the path of what begins with a slash. */
    private static String withoutDots(String text) {
        int pathEnd = end(text, 0, "?#");
        if (!text.substring(0, pathEnd).contains("/.")) return text;
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < pathEnd) {
            int next = Math.min(end(text, at + 1, "/"), pathEnd);
            String segment = text.substring(at + 1, next);
            boolean up = segment.equals("..");
            if (up) out.setLength(Math.max(out.lastIndexOf("/"), 0));
            if (!up && !segment.equals(".")) out.append('/').append(segment);
            else if (next == pathEnd) out.append('/');
            at = next;
        }
        return out.append(text, pathEnd, text.length()).toString();
    }
}
