/**
 * Outputs that are made of packets and not of exchanges alone: a capture of the packets that chosen exchanges came in, and a view of all
 * packets. Takes packets and what each is to its connection ({@link io.github.pcap2http.slice.PacketTap}), and exchanges as every output
 * does; gives a pcapng file or lines. What must wait until it is decided waits in temporary files. Must not know what any protocol above
 * TCP says, nor why an exchange was chosen, nor what is secret: the blot room takes that out of packets.
 */
package io.github.pcap2http.slice;
