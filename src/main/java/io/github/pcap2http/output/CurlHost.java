package io.github.pcap2http.output;

import java.util.regex.Pattern;

/** Which hosts curl takes as they stand in a URL. It takes numbers for addresses, and refuses characters that others let pass. */
final class CurlHost {
    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9_-]{1,63}\\.){0,20}[A-Za-z_][A-Za-z0-9_-]{0,62}");
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:]{2,39}]");

    private CurlHost() { }

    /** @param authority host, and port behind a colon where there is one */
    static boolean safe(String authority) {
        int port = port(authority);
        String host = authority.substring(0, hostEnd(authority));
        boolean number = host.length() == authority.length() || port > 0 && authority.endsWith(":" + port);
        return number && (NAME.matcher(host).matches() || IPV4.matcher(host).matches() || IPV6.matcher(host).matches());
    }

    /** @return what curl sends as Host for a URL with this authority, which is safe */
    static String sent(String authority, boolean secure) {
        return port(authority) == (secure ? 443 : 80) ? authority.substring(0, hostEnd(authority)) : authority;
    }

    static String withPort(String authority, boolean secure) {
        return hostEnd(authority) < authority.length() ? authority : authority + (secure ? ":443" : ":80");
    }

    private static int hostEnd(String authority) {
        int colon = authority.indexOf(':', Math.max(0, authority.indexOf(']')));
        return colon < 0 ? authority.length() : colon;
    }

    /** @return 1 to 65535; 0 when there is none */
    private static int port(String authority) {
        String digits = authority.substring(Math.min(authority.length(), hostEnd(authority) + 1));
        if (!digits.matches("[1-9]\\d{0,4}")) return 0;
        int port = Integer.parseInt(digits);
        return port > 65535 ? 0 : port;
    }
}
