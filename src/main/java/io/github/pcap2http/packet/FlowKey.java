package io.github.pcap2http.packet;

import io.github.pcap2http.exchange.Address;
import io.github.pcap2http.exchange.Endpoint;

/**
 * The two ends of a connection, without direction: the first is the one with the lower address, or of equal ones the lower port.
 * Immutable. The order between keys has no meaning; it keeps hash tables quick when many keys share a hash.
 */
public final class FlowKey implements Comparable<FlowKey> {
    private final boolean ipv6;
    private final long firstHigh;
    private final long firstLow;
    private final long secondHigh;
    private final long secondLow;
    private final int ports;   // the first's in the upper half
    private final int place;
    private final int hash;

    /** @param hash as {@link #hash} has it for the rest */
    FlowKey(boolean ipv6, long firstHigh, long firstLow, long secondHigh, long secondLow, int ports, int hash) {
        this(ipv6, firstHigh, firstLow, secondHigh, secondLow, ports, 0, hash);
    }

    private FlowKey(boolean ipv6, long firstHigh, long firstLow, long secondHigh, long secondLow, int ports, int place, int hash) {
        this.ipv6 = ipv6;
        this.firstHigh = firstHigh;
        this.firstLow = firstLow;
        this.secondHigh = secondHigh;
        this.secondLow = secondLow;
        this.ports = ports;
        this.place = place;
        this.hash = hash;
    }

    static int hash(boolean ipv6, long firstHigh, long firstLow, long secondHigh, long secondLow, int ports) {
        long hash = mix(ports ^ (ipv6 ? 1L << 32 : 0));
        hash = mix(hash ^ firstLow);
        hash = mix(hash ^ secondLow);
        if (ipv6) hash = mix(mix(hash ^ firstHigh) ^ secondHigh);
        return (int) (hash ^ hash >>> 32);
    }

    /** Spreads every bit over all others: a multiplication by an odd number, and its upper half over the lower. */
    static long mix(long value) {
        long spread = value * 0x9e3779b97f4a7c15L;
        return spread ^ spread >>> 32;
    }

    /** @return whether it is the key of these ends, without a place */
    boolean is(boolean ipv6, long firstHigh, long firstLow, long secondHigh, long secondLow, int ports) {
        return place == 0 && hasEnds(ipv6, firstHigh, firstLow, secondHigh, secondLow, ports);
    }

    private boolean hasEnds(boolean ipv6, long firstHigh, long firstLow, long secondHigh, long secondLow, int ports) {
        return this.ports == ports && this.firstLow == firstLow && this.secondLow == secondLow
            && this.firstHigh == firstHigh && this.secondHigh == secondHigh && this.ipv6 == ipv6;
    }

    /**
     * @param place as {@link Envelope#place()} has it
     * @return the key of those packets between the same ends that were seen there; unequal to that of all of them, unless it is 0
     */
    public FlowKey at(int place) {
        return new FlowKey(ipv6, firstHigh, firstLow, secondHigh, secondLow, ports, place, hash ^ place * 0x9e3779b9);
    }

    public Endpoint first() {
        return new Endpoint(Address.text(ipv6, firstHigh, firstLow), ports >>> 16);
    }

    public Endpoint second() {
        return new Endpoint(Address.text(ipv6, secondHigh, secondLow), ports & 0xffff);
    }

    /** @return both IPv4 addresses, the first in the upper half; 0 for those of IPv6, and for a key that has a place */
    public long addresses() {
        return ipv6 || place != 0 ? 0 : firstLow << 32 | secondLow;
    }

    /** @return both ports, the first in the upper half */
    public int ports() {
        return ports;
    }

    /** @param first whether to ask for that of {@link #first()}, or else {@link #second()} */
    public int port(boolean first) {
        return first ? ports >>> 16 : ports & 0xffff;
    }

    @Override
    public boolean equals(Object other) {
        return other == this
            || other instanceof FlowKey k && place == k.place && hasEnds(k.ipv6, k.firstHigh, k.firstLow, k.secondHigh, k.secondLow, k.ports);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(FlowKey other) {
        int order = Boolean.compare(ipv6, other.ipv6);
        if (order == 0) order = Long.compare(firstLow, other.firstLow);
        if (order == 0) order = Long.compare(secondLow, other.secondLow);
        if (order == 0) order = Long.compare(firstHigh, other.firstHigh);
        if (order == 0) order = Long.compare(secondHigh, other.secondHigh);
        if (order == 0) order = Integer.compare(ports, other.ports);
        return order != 0 ? order : Integer.compare(place, other.place);
    }

    /** @return {@code 192.0.2.1:40000 - 192.0.2.2:80} */
    @Override
    public String toString() {
        return first() + " - " + second();
    }
}
