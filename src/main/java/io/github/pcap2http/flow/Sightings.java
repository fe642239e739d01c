package io.github.pcap2http.flow;

import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.Sighting;
import java.util.ArrayList;
import java.util.List;

/** Where packets of one connection were captured: the first {@value #MOST} places, and what is told of them; and of which sides there were any. */
final class Sightings {
    private static final int MOST = 16;

    private Sighting first;                    // that of the first packet
    private List<Sighting> told;               // all of them; null: only one
    private int place;                         // the first one
    private int[] places;                      // all of them, also of those that are told alike; null: only one
    private int count;
    private boolean ofClient;
    private boolean ofServer;
    private int clientIds;                     // of what it came in last, that each direction has its own of
    private int serverIds;

    /** A packet of {@code from}. @param ids as {@link io.github.pcap2http.packet.Envelope#oneWayIds} has them */
    void hear(Side from, int ids) {
        if (from == Side.CLIENT) {
            ofClient = true;
            clientIds = ids;
        } else {
            ofServer = true;
            serverIds = ids;
        }
    }

    /** The client turned out to be the server. */
    void turn() {
        boolean client = ofClient;
        ofClient = ofServer;
        ofServer = client;
        int ids = clientIds;
        clientIds = serverIds;
        serverIds = ids;
        List<Sighting> turned = all(true);
        first = turned.get(0);
        if (told != null) told = turned;
    }

    /** @return whether there were packets of {@code side} */
    boolean of(Side side) {
        return side == Side.CLIENT ? ofClient : ofServer;
    }

    /** @return whether nothing of one of the sides has been seen */
    boolean oneSided() {
        return ofClient != ofServer;
    }

    /** @return whether a packet of {@code from} may have come the way that its others come */
    boolean cameIn(Side from, int ids) {
        return !of(from) || (from == Side.CLIENT ? clientIds : serverIds) == ids;
    }

    /** @param place a number as {@link io.github.pcap2http.packet.Envelope#place} has it */
    boolean at(int place) {
        if (count == 1) return this.place == place;
        for (int i = 0; i < count; i++) {
            if (places[i] == place) return true;
        }
        return false;
    }

    /** @return whether {@code place} is a new one, of which there is room for {@link #add what is to be told} */
    boolean wants(int place) {
        return !at(place) && count < MOST;
    }

    void add(int place, Sighting sighting) {
        if (count == 0) {
            this.place = place;
            first = sighting;
        } else {
            addMore(place, sighting);
        }
        count++;
    }

    private void addMore(int place, Sighting sighting) {
        if (count == 1) {
            places = new int[MOST];
            places[0] = this.place;
            told = new ArrayList<>(2);
            told.add(first);
        }
        places[count] = place;
        if (told != null && !told.contains(sighting)) told.add(sighting);
    }

    /** Nobody asks any more for {@link #all} of them. */
    void forget() {
        first = null;
        told = null;
    }

    /** @param swapped whether the roles of client and server are the other way round. @return at least one, after the first packet */
    List<Sighting> all(boolean swapped) {
        if (told == null) return List.of(swapped ? turned(first) : first);
        if (!swapped) return told;
        List<Sighting> turned = new ArrayList<>(told.size());
        for (Sighting sighting : told) turned.add(turned(sighting));
        return turned;
    }

    private static Sighting turned(Sighting s) {
        return new Sighting(s.server(), s.client(), s.interfaceName(), s.vlans(), s.tunnels());
    }
}
