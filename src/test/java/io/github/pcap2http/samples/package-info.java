/**
 * Writers of small captures for tests, from the specifications and from nothing of the program's own:
 * {@link io.github.pcap2http.samples.TcpConversation} tells a connection line by line,
 * {@link io.github.pcap2http.samples.PacketWriter} lays out one packet, and
 * {@link io.github.pcap2http.samples.PcapWriter} and {@link io.github.pcap2http.samples.PcapngWriter} make files of packets.
 *
 * <pre>{@code
 * Tape tape = new Tape();
 * tape.conversation("192.0.2.1:40000", "192.0.2.2:80")
 *     .handshake()
 *     .client("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
 *     .server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
 *     .fin();
 * byte[] capture = tape.pcap();
 * }</pre>
 */
package io.github.pcap2http.samples;
