package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.Vantage;
import java.util.HashSet;
import java.util.Set;

/**
 * Which ends of connections are the same host: those with the same address, those on the loopback network, and, where the capture tells
 * which packets its own host sent and received, all that are that host.
 */
final class Hosts {
    /** The loopback network is always that of the host which captured. */
    private static final String HERE = "here";
    private static final int MOST_ADDRESSES = 1000;

    private final Set<String> here = new HashSet<>();   // addresses of the host that captured
    private Vantage first;   // whose interface counts: another one may be of another host
    private boolean blind;

    /** From now on only addresses tell hosts apart. */
    void ignoreVantages() {
        blind = true;
    }

    /** @return a name of the host at {@code side} */
    String of(Connection connection, Side side) {
        String address = end(connection, side).address();
        if (loopback(address)) return HERE;
        Vantage vantage = blind ? null : connection.vantage();
        if (vantage != null && first == null) first = vantage;
        if (vantage == null || vantage.interfaceId() != first.interfaceId()) return here.contains(address) ? HERE : address;
        if (vantage.end() != side) return address;
        if (here.size() < MOST_ADDRESSES) here.add(address);
        return HERE;
    }

    private static Endpoint end(Connection connection, Side side) {
        return side == Side.CLIENT ? connection.client() : connection.server();
    }

    private static boolean loopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.startsWith("::ffff:127.");
    }

    /** @return whether the host that serves {@code parent} opened {@code child}; of the former perhaps only the address was known when it began */
    static boolean proxied(Node parent, Node child) {
        return parent.server.equals(child.client) || parent.server.equals(child.connection.client().address());
    }

    /** @return whether {@code child} is not even from another address of the loopback network than the one that {@code parent} went to */
    static boolean near(Node parent, Node child) {
        if (!proxied(parent, child)) return false;
        String served = parent.connection.server().address();
        String sent = child.connection.client().address();
        return served.equals(sent) || !loopback(served) || !loopback(sent);
    }

    /** @return whether the host that captured has the same part in both, so that it did not pass one on as the other */
    boolean excluded(Node parent, Node child) {
        Vantage one = parent.connection.vantage();
        return !blind && one != null && one.equals(child.connection.vantage()) && !proxied(parent, child);
    }
}
