/**
 * Takes captured packets, gives TCP segments: {@link io.github.pcap2http.packet.PacketDecoder#decode} walks from the link header
 * through tags and tunnels to the innermost TCP and fills the same {@link io.github.pcap2http.packet.Segment} again and again, with
 * a {@link io.github.pcap2http.packet.FlowKey} that names the connection in both directions, and an
 * {@link io.github.pcap2http.packet.Envelope} of all that was around it. Each header is a function that reads itself at a {@code Walk}'s place
 * and returns what comes {@code Next}; {@code ShortWalk} goes over those of most packets at once.
 *
 * <p>IP fragments are put together; else every packet is looked at alone. What is no segment is counted, so that an empty result can be explained
 * ({@link io.github.pcap2http.packet.PacketCounts}). Must not know of streams.
 */
package io.github.pcap2http.packet;
