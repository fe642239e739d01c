/**
 * Bytes as the other rooms see them: {@link io.github.pcap2http.bytes.Bytes}, a view that lives for one call, and
 * {@link io.github.pcap2http.bytes.ByteQueue} for the few that must be kept, which
 * {@link io.github.pcap2http.bytes.Held} counts. {@link io.github.pcap2http.bytes.Content} is for as many bytes as there may be: it is
 * read in pieces, and written as a {@link io.github.pcap2http.bytes.Draft}. Knows nothing of packets or protocols.
 */
package io.github.pcap2http.bytes;
