/**
 * Bytes as the other rooms see them: {@link io.github.pcap2http.bytes.Bytes}, a view that lives for one call, and
 * {@link io.github.pcap2http.bytes.ByteQueue} for the few that must be kept, which
 * {@link io.github.pcap2http.bytes.Held} counts. Knows nothing of packets or protocols.
 */
package io.github.pcap2http.bytes;
