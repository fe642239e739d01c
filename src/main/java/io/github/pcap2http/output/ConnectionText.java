package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Sighting;

/**
 * What entries say of their connection, which most share with others not far away: rendered once, and kept for the last ones. Tables of what is
 * looked at first, and one array for each connection, are what lies together best: there are more connections at a time than a processor's
 * cache holds objects of. Belongs to one thread.
 */
final class ConnectionText {
    private static final int SERVER_ADDRESS = Literal.of(",'serverIPAddress':");
    private static final int CONNECTION_PORT = Literal.of(",'connection':'");
    private static final int SERVER_PORT = Literal.of(",'_serverPort':");
    private static final int CONNECTION_ID = Literal.of(",'_connectionId':'");
    private static final int CONNECTION = Literal.of(",'_connection':{'id':'");
    private static final int CLIENT = Literal.of("'client':");
    private static final int SERVER = Literal.of("'server':");
    private static final int REAL_CLIENT = Literal.of("'realClient':");
    private static final int DESTINATION = Literal.of("'destination':");
    private static final int ADDRESS = Literal.of("{'address':");
    private static final int PORT = Literal.of(",'port':");
    private static final int OPENED = Literal.of(",'opened':");
    private static final int INTERFACE = Literal.of("'interface':");
    private static final int VLAN = Literal.of("'vlan':[");
    private static final int TUNNEL = Literal.of("'tunnel':[");
    private static final int ALSO_SEEN = Literal.of(",'alsoSeen':[");

    private static final int KEPT = 1 << 10;   // connections
    private static final int PLACES = 4;   // that a connection may have: with one, two that are used in turns would be rendered again and again
    private static final int LONGEST = 2048;   // bytes of a text that is kept

    private final Times times = new Times();
    private final JsonBuffer scratch = new JsonBuffer();
    /** The last connections, the ends of their texts' first parts, and the texts: by place. A connection has one of a few, which its number gives. */
    private final Connection[] kept = new Connection[KEPT];
    private final int[] middles = new int[KEPT];
    private final byte[][] texts = new byte[KEPT][];
    private int next;   // of the few places, the one that is given next
    private byte[] text;   // of the connection that is asked for
    private int middle;
    private int end;

    /** @return this, for one more connection */
    ConnectionText of(Connection connection) {
        int first = (int) connection.firstFrame() * PLACES & KEPT - 1;
        int place = first;
        while (place < first + PLACES && kept[place] != connection) place++;
        if (place < first + PLACES) {
            text = texts[place];
            middle = middles[place];
        } else {
            make(connection, first + next);
            next = (next + 1) % PLACES;
        }
        end = text.length;
        return this;
    }

    private void make(Connection connection, int place) {
        scratch.clear();
        ends(connection, scratch);
        middle = scratch.length();
        facts(connection, times, scratch);
        text = scratch.copy(0);
        if (text.length > LONGEST) return;
        texts[place] = text;
        middles[place] = middle;
        kept[place] = connection;
    }

    /** Renders members of HAR: the server's address and port. */
    void ends(JsonBuffer json) {
        json.raw(text, 0, middle);
    }

    /** Renders members of our own: the connection's name and all that is known of it. */
    void facts(JsonBuffer json) {
        json.raw(text, middle, end - middle);
    }

    private static void ends(Connection connection, JsonBuffer json) {
        Endpoint server = connection.server();
        if (server.isAddress()) json.put(SERVER_ADDRESS).wire(server.address());
        if (server.port() > 0) json.put(CONNECTION_PORT).number(server.port()).raw('"');
    }

    private static void facts(Connection connection, Times times, JsonBuffer json) {
        if (connection.server().port() > 0) json.put(SERVER_PORT).number(connection.server().port());
        if (connection.firstFrame() > 0) json.put(CONNECTION_ID).number(connection.firstFrame()).raw('"');
        if (connection.client().equals(Endpoint.UNKNOWN)) return;   // of a HAR that others wrote: there is no more to tell
        json.put(CONNECTION).number(connection.firstFrame()).raw('"');
        endpoint(CLIENT, connection.client(), json);
        endpoint(SERVER, connection.server(), json);
        if (connection.realClient() != null) endpoint(REAL_CLIENT, connection.realClient(), json);
        if (connection.destination() != null) endpoint(DESTINATION, connection.destination(), json);
        if (connection.opened() != null) times.iso(connection.opened().nanos(), json.put(OPENED));
        place(connection.seen(), json);
        if (!connection.alsoSeen().isEmpty()) {
            json.put(ALSO_SEEN);
            for (Sighting sighting : connection.alsoSeen()) alsoSeen(sighting, connection, json);
            json.raw(']');
        }
        json.raw('}');
    }

    private static void alsoSeen(Sighting sighting, Connection connection, JsonBuffer json) {
        json.comma().raw('{');
        if (!sighting.client().equals(connection.client())) endpoint(CLIENT, sighting.client(), json);
        if (!sighting.server().equals(connection.server())) endpoint(SERVER, sighting.server(), json);
        place(sighting, json);
        json.raw('}');
    }

    private static void endpoint(int name, Endpoint endpoint, JsonBuffer json) {
        json.comma().put(name).put(ADDRESS).wire(endpoint.address()).put(PORT).number(endpoint.port()).raw('}');
    }

    private static void place(Sighting sighting, JsonBuffer json) {
        if (sighting.interfaceName() != null) json.comma().put(INTERFACE).text(WireText.of(sighting.interfaceName()));
        if (!sighting.vlans().isEmpty()) {
            json.comma().put(VLAN);
            for (int vlan : sighting.vlans()) json.comma().number(vlan);
            json.raw(']');
        }
        if (!sighting.tunnels().isEmpty()) {
            json.comma().put(TUNNEL);
            for (String tunnel : sighting.tunnels()) json.comma().text(tunnel);
            json.raw(']');
        }
    }
}
