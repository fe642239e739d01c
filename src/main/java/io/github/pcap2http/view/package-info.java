/**
 * A look at all packets, for people: a line or a block for each, with what it is to its connection and the exchange that it belongs to. Takes
 * packets and what is told of them ({@link io.github.pcap2http.slice.PacketTap}); gives text, which has nothing of what TCP carries. Must not know what
 * any protocol above TCP says, nor why an exchange was chosen.
 */
package io.github.pcap2http.view;
