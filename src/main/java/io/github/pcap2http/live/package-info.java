/**
 * Takes the names of network interfaces and what to listen for, gives the bytes of a pcapng file while it is being captured:
 * {@link io.github.pcap2http.live.LiveCapture}, a stream like the one that {@code tcpdump -w -} writes, so that everything behind it is
 * the same for both. Packets of several interfaces are put in the order of time. The kernel's buffer is the only one: the reader takes
 * what it is ready for, and what it is too slow for is counted by the kernel. Native code, libpcap by way of pcap4j and JNA, is known to
 * {@code Libpcap} alone, and loaded when a capture begins or interfaces are listed, not before. Must not know what is inside a packet,
 * nor who reads the stream.
 */
package io.github.pcap2http.live;
