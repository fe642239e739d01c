package io.github.pcap2http.output;

import static io.github.pcap2http.output.JsonBuffer.literal;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Sighting;

/**
 * What entries say of their connection, which most share with others not far away: rendered once, and kept for the last ones.
 *
 * @param ends members of HAR: the server's address and port
 * @param facts members of our own: the connection's name and all that is known of it
 */
record ConnectionText(Connection connection, byte[] ends, byte[] facts) {
    private static final byte[] SERVER_ADDRESS = literal(",'serverIPAddress':");
    private static final byte[] CONNECTION_PORT = literal(",'connection':'");
    private static final byte[] SERVER_PORT = literal(",'_serverPort':");
    private static final byte[] CONNECTION_ID = literal(",'_connectionId':'");
    private static final byte[] CONNECTION = literal(",'_connection':{'id':'");
    private static final byte[] CLIENT = literal("'client':");
    private static final byte[] SERVER = literal("'server':");
    private static final byte[] REAL_CLIENT = literal("'realClient':");
    private static final byte[] DESTINATION = literal("'destination':");
    private static final byte[] ADDRESS = literal("{'address':");
    private static final byte[] PORT = literal(",'port':");
    private static final byte[] OPENED = literal(",'opened':");
    private static final byte[] INTERFACE = literal("'interface':");
    private static final byte[] VLAN = literal("'vlan':[");
    private static final byte[] TUNNEL = literal("'tunnel':[");
    private static final byte[] ALSO_SEEN = literal(",'alsoSeen':[");

    /** The texts of the last connections. */
    static final class Last {
        private static final int KEPT = 1 << 10;   // connections
        private static final int LONGEST = 2048;   // bytes of a text that is kept

        private final ConnectionText[] kept = new ConnectionText[KEPT];
        private final JsonBuffer scratch = new JsonBuffer();
        private final Times times;

        Last(Times times) {
            this.times = times;
        }

        ConnectionText of(Connection connection) {
            int slot = (int) (connection.firstFrame() & KEPT - 1);
            ConnectionText last = kept[slot];
            if (last != null && last.connection == connection) return last;
            ConnectionText made = new ConnectionText(connection, ends(connection, scratch), facts(connection, times, scratch));
            kept[slot] = made.ends.length + made.facts.length > LONGEST ? null : made;
            return made;
        }
    }

    private static byte[] ends(Connection connection, JsonBuffer json) {
        json.clear();
        Endpoint server = connection.server();
        if (server.isAddress()) json.raw(SERVER_ADDRESS).wire(server.address());
        if (server.port() > 0) json.raw(CONNECTION_PORT).number(server.port()).raw('"');
        return json.copy(0);
    }

    private static byte[] facts(Connection connection, Times times, JsonBuffer json) {
        json.clear();
        if (connection.server().port() > 0) json.raw(SERVER_PORT).number(connection.server().port());
        if (connection.firstFrame() > 0) json.raw(CONNECTION_ID).number(connection.firstFrame()).raw('"');
        if (connection.client().equals(Endpoint.UNKNOWN)) return json.copy(0);   // of a HAR that others wrote: there is no more to tell
        json.raw(CONNECTION).number(connection.firstFrame()).raw('"');
        endpoint(CLIENT, connection.client(), json);
        endpoint(SERVER, connection.server(), json);
        if (connection.realClient() != null) endpoint(REAL_CLIENT, connection.realClient(), json);
        if (connection.destination() != null) endpoint(DESTINATION, connection.destination(), json);
        if (connection.opened() != null) times.iso(connection.opened().nanos(), json.raw(OPENED));
        place(connection.seen(), json);
        if (!connection.alsoSeen().isEmpty()) {
            json.raw(ALSO_SEEN);
            for (Sighting sighting : connection.alsoSeen()) alsoSeen(sighting, connection, json);
            json.raw(']');
        }
        json.raw('}');
        return json.copy(0);
    }

    private static void alsoSeen(Sighting sighting, Connection connection, JsonBuffer json) {
        json.comma().raw('{');
        if (!sighting.client().equals(connection.client())) endpoint(CLIENT, sighting.client(), json);
        if (!sighting.server().equals(connection.server())) endpoint(SERVER, sighting.server(), json);
        place(sighting, json);
        json.raw('}');
    }

    private static void endpoint(byte[] name, Endpoint endpoint, JsonBuffer json) {
        json.comma().raw(name).raw(ADDRESS).wire(endpoint.address()).raw(PORT).number(endpoint.port()).raw('}');
    }

    private static void place(Sighting sighting, JsonBuffer json) {
        if (sighting.interfaceName() != null) json.comma().raw(INTERFACE).text(WireText.of(sighting.interfaceName()));
        if (!sighting.vlans().isEmpty()) {
            json.comma().raw(VLAN);
            for (int vlan : sighting.vlans()) json.comma().number(vlan);
            json.raw(']');
        }
        if (!sighting.tunnels().isEmpty()) {
            json.comma().raw(TUNNEL);
            for (String tunnel : sighting.tunnels()) json.comma().text(tunnel);
            json.raw(']');
        }
    }
}
