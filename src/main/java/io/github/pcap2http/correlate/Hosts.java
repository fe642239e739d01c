package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.Vantage;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Which ends of connections are the same host: those with the same address, those on the loopback network, and, where the capture tells
 * which packets its own host sent and received, all that are that host.
 */
final class Hosts {
    private static final int MOST_ADDRESSES = 1000;
    /** So many that no request is from or to may be kept: they come again. */
    private static final int MOST_IDLE = 1000;

    private final Host here = new Host("here");   // the one that captured, of which the loopback network always is
    private final Map<String, Host> byAddress = new HashMap<>();
    private int addresses;   // of the host that captured
    private int most = MOST_IDLE;
    private Vantage first;   // whose interface counts: another one may be of another host
    private boolean blind;

    /** From now on only addresses tell hosts apart. */
    void ignoreVantages() {
        blind = true;
    }

    /** @param address has the name of that end. @return the host at {@code side} */
    Host of(Host address, Connection connection, Side side) {
        if (address.loopback) return here;
        Vantage vantage = blind ? null : connection.vantage();
        if (vantage != null && first == null) first = vantage;
        if (vantage == null || vantage.interfaceId() != first.interfaceId()) return address.captured ? here : address;
        if (vantage.end() != side) return address;
        if (!address.captured && addresses < MOST_ADDRESSES) {
            address.captured = true;
            addresses++;
        }
        return here;
    }

    /** @return the host that has the address of {@code end} for a name */
    Host at(Endpoint end) {
        Host known = byAddress.get(end.address());
        if (known != null) return known;
        Host host = new Host(end.address());
        byAddress.put(host.name, host);
        return host;
    }

    /** Forgets hosts that nothing is present of, where there are many. Between requests only: one that is asked for, and not present yet, is idle. */
    void tidy() {
        if (byAddress.size() <= most) return;
        for (Iterator<Host> all = byAddress.values().iterator(); all.hasNext();) {
            Host host = all.next();
            if (host.idle() && !host.captured) all.remove();
        }
        most = Math.max(MOST_IDLE, 2 * byAddress.size());
    }

    /** @return whether the host that serves {@code parent} opened {@code child}; of the former perhaps only the address was known when it began */
    static boolean proxied(Node parent, Node child) {
        return parent.server.equals(child.client) || parent.server.equals(child.origin);
    }

    /** @return whether {@code child} is not even from another address of the loopback network than the one that {@code parent} went to */
    static boolean near(Node parent, Node child) {
        if (!proxied(parent, child)) return false;
        String served = parent.connection.server().address();
        return served.equals(child.origin.name) || !child.origin.loopback || !Host.loopback(served);
    }

    /** @return whether the host that captured has the same part in both, so that it did not pass one on as the other */
    boolean excluded(Node parent, Node child) {
        Vantage one = parent.connection.vantage();
        return !blind && one != null && one.equals(child.connection.vantage()) && !proxied(parent, child);
    }
}
