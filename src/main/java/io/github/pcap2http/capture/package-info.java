/**
 * Takes a capture file or a pipe, gives its packets one after the other: {@link io.github.pcap2http.capture.Capture#next},
 * which fills the same {@link io.github.pcap2http.capture.Packet} again and again. Reads pcap and pcapng of either byte order,
 * goes on behind damage where it can, and says in remarks what it could not read. It holds about as much memory as the largest
 * packet that really arrived, whatever lengths a file claims. Must not know what is inside a packet.
 */
package io.github.pcap2http.capture;
