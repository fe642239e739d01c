package io.github.pcap2http.exchange;

import java.util.List;

/**
 * A place where packets of a connection were captured. The ends are other ones than the connection's where addresses were translated on
 * the way.
 *
 * @param interfaceName as the capture names it, or {@code ifindex 3} where packets have a number only; null when it names none
 * @param vlans VLAN ids, outermost first
 * @param tunnels names and numbers of the tunnels around the packets, outermost first, such as {@code VXLAN 42}
 */
public record Sighting(Endpoint client, Endpoint server, String interfaceName, List<Integer> vlans, List<String> tunnels) { }
