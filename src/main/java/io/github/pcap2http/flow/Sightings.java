package io.github.pcap2http.flow;

import io.github.pcap2http.exchange.Sighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where packets of one connection were captured: the first {@value #MOST} places, and what is told of them. */
final class Sightings {
    private static final int MOST = 16;

    private final List<Sighting> told = new ArrayList<>(1);   // the first one is that of the first packet
    private int[] places = new int[1];   // also of those that are told alike
    private int count;

    /** @param place a number as {@link io.github.pcap2http.packet.Segment#place} has it */
    boolean at(int place) {
        for (int i = 0; i < count; i++) {
            if (places[i] == place) return true;
        }
        return false;
    }

    /** @return whether {@code place} is a new one, of which there is room for {@link #add what is to be told} */
    boolean wants(int place) {
        return (count == 0 || places[count - 1] != place) && !at(place) && count < MOST;
    }

    void add(int place, Sighting sighting) {
        if (count == places.length) places = Arrays.copyOf(places, MOST);
        places[count++] = place;
        if (!told.contains(sighting)) told.add(sighting);
    }

    /** @param swapped whether the roles of client and server are the other way round. @return at least one, after the first packet */
    List<Sighting> all(boolean swapped) {
        return swapped ? told.stream().map(Sightings::turned).toList() : told;
    }

    private static Sighting turned(Sighting s) {
        return new Sighting(s.server(), s.client(), s.interfaceName(), s.vlans(), s.tunnels());
    }
}
