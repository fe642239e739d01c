package io.github.pcap2http.live;

import java.util.List;

/**
 * A network interface that can be listened to.
 *
 * @param name as {@code -i} takes it
 * @param description for a person; null: there is none
 * @param addresses IPv4 and IPv6 as text, with the length of the network's prefix where it is known, such as {@code 192.0.2.7/24}
 * @param up whether it is in use
 * @param running whether it has a link
 * @param loopback whether it leads to this host only
 */
public record Device(String name, String description, List<String> addresses, boolean up, boolean running, boolean loopback) { }
