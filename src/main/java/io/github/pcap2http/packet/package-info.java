/**
 * Takes captured packets, gives TCP segments: {@link io.github.pcap2http.packet.PacketDecoder#decode} walks from the link header to
 * TCP and fills the same {@link io.github.pcap2http.packet.Segment} again and again, with a
 * {@link io.github.pcap2http.packet.FlowKey} that names the connection in both directions. What is no segment is counted, so that
 * an empty result can be explained ({@link io.github.pcap2http.packet.PacketCounts}). Every packet is looked at alone: must not
 * know of streams, and does not put fragments together.
 */
package io.github.pcap2http.packet;
