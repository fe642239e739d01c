package io.github.pcap2http.exchange;

import java.util.List;

/**
 * What is known of the connection that an exchange came over.
 *
 * @param firstFrame number of its first packet: its name in exchange ids
 * @param opened its first SYN; null when the capture began later
 * @param established end of the handshake; null when not seen
 * @param interfaceName interface of its first packet, as the capture names it; null when it names none
 * @param vlans VLAN ids of its first packet, outermost first
 * @param beyond who is behind {@code client} and {@code server}, where proxies said so
 */
public record Connection(long firstFrame, Endpoint client, Endpoint server, Moment opened, Moment established,
                         String interfaceName, List<Integer> vlans, Beyond beyond) {
    /** A connection of which nothing is known but what packets show. */
    public Connection(long firstFrame, Endpoint client, Endpoint server, Moment opened, Moment established,
                      String interfaceName, List<Integer> vlans) {
        this(firstFrame, client, server, opened, established, interfaceName, vlans, Beyond.NOTHING);
    }

    /** @return whom a proxy before the server speaks for; null when none said so */
    public Endpoint realClient() {
        return beyond.realClient();
    }

    /** @return where a SOCKS proxy was asked to connect to, which then is not {@link #server()}; null when none was asked */
    public Endpoint destination() {
        return beyond.destination();
    }

    Connection with(Beyond other) {
        if (other.equals(beyond)) return this;
        return new Connection(firstFrame, client, server, opened, established, interfaceName, vlans, other);
    }
}
