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

    /** The hosts of a connection. */
    static final class Ends {
        final Connection connection;
        final Host client;
        final Host origin;   // the one that has the client's address for a name: mostly the client
        final Host server;
        final int clientHash;
        final int serverHash;   // of its address and port
        private final int age;   // of what was known then

        private Ends(Connection connection, Host client, Host origin, Host server, int age) {
            this.connection = connection;
            this.client = client;
            this.origin = origin;
            this.server = server;
            this.clientHash = client.hashCode();
            this.serverHash = connection.server().hashCode();
            this.age = age;
        }
    }

    private final Present present;
    private final Host here = new Host("here");   // the one that captured, of which the loopback network always is
    private final Map<String, Host> byAddress = new HashMap<>();
    private int addresses;   // of the host that captured
    private int most = MOST_IDLE;
    private Vantage first;   // whose interface counts: another one may be of another host
    private boolean blind;
    private int age;   // goes up when something becomes known, or is forgotten, by which a host may be another one

    /** @param present all requests that hosts are not to be forgotten for, and who is told when a host both asks and is asked */
    Hosts(Present present) {
        this.present = present;
    }

    /** From now on only addresses tell hosts apart. */
    void ignoreVantages() {
        blind = true;
        age++;
    }

    /** @return the hosts of {@code connection}, as far as that is known now. Others of which no request is present may be forgotten */
    Ends of(Connection connection) {
        if (byAddress.size() > most) forgetIdle();
        Host origin = at(connection.client());
        Host client = of(origin, connection, Side.CLIENT);
        Host server = of(at(connection.server()), connection, Side.SERVER);
        client.asks = true;
        origin.asks = true;
        server.serves = true;
        if (client.serves || origin.serves || server.asks) present.countHosts();
        return new Ends(connection, client, origin, server, age);
    }

    /** @return whether {@link #of} still gives {@code ends} for {@code connection} */
    boolean current(Ends ends, Connection connection) {
        return ends.connection == connection && ends.age == age;
    }

    private Host of(Host address, Connection connection, Side side) {
        if (address.loopback) return here;
        Vantage vantage = blind ? null : connection.vantage();
        if (vantage != null && first == null) {
            first = vantage;
            age++;
        }
        if (vantage == null || vantage.interfaceId() != first.interfaceId()) return address.captured ? here : address;
        if (vantage.end() != side) return address;
        if (!address.captured && addresses < MOST_ADDRESSES) {
            address.captured = true;
            addresses++;
            age++;
        }
        return here;
    }

    private Host at(Endpoint end) {
        Host known = byAddress.get(end.address());
        if (known != null) return known;
        Host host = new Host(end.address());
        byAddress.put(host.name, host);
        return host;
    }

    private void forgetIdle() {
        boolean counted = present.countHosts();
        for (Iterator<Host> all = byAddress.values().iterator(); all.hasNext();) {
            Host host = all.next();
            if (host.idle() && !host.captured) all.remove();
        }
        if (!counted) present.stopCounting();
        most = Math.max(MOST_IDLE, 2 * byAddress.size());
        age++;
    }

    /** @return whether the host that serves {@code parent} opened {@code child}; of the former perhaps only the address was known when it began */
    static boolean proxied(Node parent, Node child) {
        return parent.server().equals(child.client()) || parent.server().equals(child.origin());
    }

    /** @return whether {@code child} is not even from another address of the loopback network than the one that {@code parent} went to */
    static boolean near(Node parent, Node child) {
        if (!proxied(parent, child)) return false;
        String served = parent.connection().server().address();
        return served.equals(child.origin().name) || !child.origin().loopback || !Host.loopback(served);
    }

    /** @return whether the host that captured has the same part in both, so that it did not pass one on as the other */
    boolean excluded(Node parent, Node child) {
        Vantage one = parent.connection().vantage();
        return !blind && one != null && one.equals(child.connection().vantage()) && !proxied(parent, child);
    }
}
