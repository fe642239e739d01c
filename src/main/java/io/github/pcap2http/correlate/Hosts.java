package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Connection;

/** Which ends of connections are the same host. */
final class Hosts {
    private static final String LOOPBACK = "loopback";

    private Hosts() { }

    /** @return the host that {@code address} belongs to: the address, but all of the loopback network is one host */
    static String of(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.startsWith("::ffff:127.") ? LOOPBACK : address;
    }

    static String client(Connection connection) {
        return of(connection.client().address());
    }

    static String server(Connection connection) {
        return of(connection.server().address());
    }

    /** @return whether both ends are on one host */
    static boolean alone(Connection connection) {
        return server(connection).equals(client(connection));
    }

    /** @return whether the host that serves {@code parent} opened {@code child} */
    static boolean proxied(Connection parent, Connection child) {
        return server(parent).equals(client(child));
    }

    /** @return whether that is so by the very address */
    static boolean exactly(Connection parent, Connection child) {
        return parent.server().address().equals(child.client().address());
    }
}
