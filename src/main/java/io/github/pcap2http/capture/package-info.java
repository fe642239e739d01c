/**
 * Takes capture files or a pipe, gives their packets one after the other: {@link io.github.pcap2http.capture.Capture#next}, which
 * fills the same {@link io.github.pcap2http.capture.Packet} again and again. Reads pcap in all its variants, pcapng, snoop and what
 * Microsoft Network Monitor writes, plain or compressed; several files are merged by time, a growing one is followed. Goes on behind
 * damage where it can, and says in remarks what it could not read; what else the files hold, names of hosts, secrets, counts of
 * interfaces, is kept in bounds. It holds about as much memory as the largest packet that really arrived, whatever lengths a file
 * claims. Must not know what is inside a packet.
 */
package io.github.pcap2http.capture;
