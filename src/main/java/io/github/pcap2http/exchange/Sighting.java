package io.github.pcap2http.exchange;

import java.util.List;
import java.util.Objects;

/**
 * A place where packets of a connection were captured. The ends are other ones than the connection's where addresses were translated on
 * the way.
 *
 * @param interfaceName as the capture names it, or {@code ifindex 3} where packets have a number only; null when it names none
 * @param vlans VLAN ids, outermost first
 * @param tunnels names and numbers of the tunnels around the packets, outermost first, such as {@code VXLAN 42}
 */
public record Sighting(Endpoint client, Endpoint server, String interfaceName, List<Integer> vlans, List<String> tunnels) {
    /** Written out, as {@link #hashCode} is: see {@link Endpoint#equals}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Sighting that && client.equals(that.client) && server.equals(that.server)
            && Objects.equals(interfaceName, that.interfaceName) && vlans.equals(that.vlans) && tunnels.equals(that.tunnels);
    }

    @Override
    public int hashCode() {
        return client.hashCode() * 31 + server.hashCode();
    }
}
