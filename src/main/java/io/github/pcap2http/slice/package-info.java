/**
 * A capture of the packets that chosen exchanges came in, and who looks at packets while they are read ({@link
 * io.github.pcap2http.slice.PacketTap}). Takes packets and what each is to its connection, and exchanges as every output does; gives a
 * pcapng file. What must wait until it is decided waits in temporary files. Must not know what any protocol above
 * TCP says, nor why an exchange was chosen, nor what is secret: the blot room takes that out of packets.
 */
package io.github.pcap2http.slice;
