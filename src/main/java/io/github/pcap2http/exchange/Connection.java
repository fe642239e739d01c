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
 */
public record Connection(long firstFrame, Endpoint client, Endpoint server, Moment opened, Moment established,
                         String interfaceName, List<Integer> vlans) { }
