package io.github.pcap2http.exchange;

/** The absolute URL of a request (RFC 9112, section 3.3), such as HAR readers accept: ASCII, no fragment, no blanks. */
public final class TargetUrl {
    private static final String SCHEME = "http://";
    private static final String HEX = "0123456789ABCDEF";
    /** Left as they are: everything printable but blanks, quotes and what browsers would rewrite. */
    private static final String ENCODED = " \"<>\\`";

    private static final String NOT_IN_HOST = "/?#@\"<>\\^`{|}%,";

    private static final boolean[] PLAIN = allBut(ENCODED);
    private static final boolean[] IN_HOST = allBut(NOT_IN_HOST);
    private static final boolean[] IN_PATH = allBut(ENCODED + "#");

    private TargetUrl() { }

    static String ofServer(Connection connection) {
        return SCHEME + server(connection) + "/";
    }

    public static String of(Request request, Connection connection) {
        boolean tunnel = request.method().equals("CONNECT");
        if (!tunnel && isPlainPath(request.target())) return root(host(request), connection).concat(request.target());
        String target = withoutFragment(request.target());
        if (tunnel) return "https://" + (usable(target) ? target : server(connection)) + "/";   // with its port, which mostly is 443
        if (hasScheme(target)) return encoded(target);
        return root(host(request), connection) + (target.startsWith("/") ? "" : "/") + encoded(target);
    }

    /** @return what the URL begins with, up to the path. The server's address stands in for a host that is absent or cannot be part of a URL */
    private static String root(String host, Connection connection) {
        return SCHEME.concat(withoutPort(usable(host) ? host : server(connection)));
    }

    /** @return whether the target is one that the URL ends with as it is, as nearly all are */
    private static boolean isPlainPath(String target) {
        if (target.isEmpty() || target.charAt(0) != '/') return false;
        for (int i = 1; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c >= IN_PATH.length || !IN_PATH[c]) return false;
        }
        return true;
    }

    /** @return which characters may stand: those that are printable, without blanks, and not {@code these} */
    private static boolean[] allBut(String these) {
        boolean[] may = new boolean[0x7f];
        for (char c = ' ' + 1; c < may.length; c++) may[c] = these.indexOf(c) < 0;
        return may;
    }

    /** @return empty when there is none */
    private static String host(Request request) {
        String host = request.fields().first("host");
        return host == null ? "" : host;
    }

    private static String withoutPort(String authority) {
        return authority.endsWith(":80") ? authority.substring(0, authority.length() - 3) : authority;
    }

    /** The one that answers: behind a SOCKS proxy, what the proxy was asked for. */
    private static String server(Connection connection) {
        String asked = connection.destination() == null ? "" : connection.destination().toString();
        return usable(asked) ? asked : connection.server().toString();
    }

    private static boolean usable(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= IN_HOST.length || !IN_HOST[c]) return false;
        }
        return !host.isEmpty() && sane(host);
    }

    /** Brackets only around an IPv6 address, one colon at most outside of them, a number behind it. */
    private static boolean sane(String host) {
        int bracket = host.lastIndexOf(']');
        if (host.startsWith("[") != bracket > 0 || host.lastIndexOf('[') > 0) return false;
        int colon = host.indexOf(':', Math.max(bracket, 0));
        int nameEnd = colon < 0 ? host.length() : colon;
        return nameEnd > 0 && (bracket < 0 || bracket == nameEnd - 1) && (colon < 0 || isPort(host, colon + 1));
    }

    /** What is empty passes too. */
    private static boolean isPort(String host, int from) {
        if (host.length() - from > 5) return false;
        int port = 0;
        for (int i = from; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c < '0' || c > '9') return false;
            port = port * 10 + c - '0';
        }
        return port <= 65535;
    }

    private static boolean hasScheme(String target) {
        int end = target.indexOf("://");
        if (end <= 0 || end + 3 == target.length()) return false;
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'))) return false;
        }
        return true;
    }

    private static String withoutFragment(String target) {
        int hash = target.indexOf('#');
        return hash < 0 ? target : target.substring(0, hash);
    }

    private static String encoded(String text) {
        int i = 0;
        while (i < text.length() && plain(text.charAt(i))) i++;
        if (i == text.length()) return text;
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (char c : text.toCharArray()) {
            if (plain(c)) out.append(c);
            else out.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
        }
        return out.toString();
    }

    private static boolean plain(char c) {
        return c < PLAIN.length && PLAIN[c];
    }
}
