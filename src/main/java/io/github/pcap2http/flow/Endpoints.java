package io.github.pcap2http.flow;

import io.github.pcap2http.exchange.Endpoint;

/** Ends of connections that were met of late. Thousands of connections have the same server, and need not hold its name each. */
final class Endpoints {
    private static final int SLOTS = 256;   // a power of two

    private final Endpoint[] lately = new Endpoint[SLOTS];
    private final String[] addresses = new String[SLOTS];

    /** @return an end that is equal to this one, and may be shared with others, or its address is */
    Endpoint get(Endpoint end) {
        int slot = end.hashCode() & SLOTS - 1;
        if (!end.equals(lately[slot])) lately[slot] = new Endpoint(address(end.address()), end.port());
        return lately[slot];
    }

    private String address(String address) {
        int slot = address.hashCode() & SLOTS - 1;
        if (!address.equals(addresses[slot])) addresses[slot] = address;
        return addresses[slot];
    }
}
