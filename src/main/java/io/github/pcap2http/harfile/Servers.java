package io.github.pcap2http.harfile;

import io.github.pcap2http.exchange.Endpoint;

/** The server of an entry: by its address, where the HAR has one, else by the name in the URL. */
final class Servers {
    private Servers() { }

    static int port(long number) {
        return number < 0 || number > 0xffff ? 0 : (int) number;
    }

    static Endpoint of(Members entry, String url) {
        String authority = authority(url);
        int at = authority.lastIndexOf('@');
        String host = authority.substring(at + 1);
        int bracket = host.lastIndexOf(']');
        int colon = host.indexOf(':', Math.max(0, bracket));
        String name = colon < 0 ? host : host.substring(0, colon);
        String address = unbracketed(entry.text("serverIPAddress", "").strip());
        int port = port(entry.number("_serverPort", 0));
        if (port == 0 && colon >= 0) port = number(host.substring(colon + 1));
        if (port == 0) port = standard(url);
        String known = address.isEmpty() || address.length() > 64 || address.indexOf(' ') >= 0 ? unbracketed(name) : address;
        return known.isEmpty() ? Endpoint.UNKNOWN : new Endpoint(WireBytes.of(known), port);
    }

    private static String authority(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0 || standard(url) == 0) return "";
        int from = scheme + 3;
        int end = from;
        while (end < url.length() && "/?".indexOf(url.charAt(end)) < 0) end++;
        return url.substring(from, end);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,5}") ? port(Long.parseLong(digits)) : 0;
    }

    /** @return 0 for what is not fetched from a server */
    private static int standard(String url) {
        if (url.startsWith("https:") || url.startsWith("wss:")) return 443;
        return url.startsWith("http:") || url.startsWith("ws:") ? 80 : 0;
    }
}
