/**
 * Takes content codings off a body: {@link io.github.pcap2http.coding.ContentCodings}. Takes bytes and the names of codings, gives
 * {@link io.github.pcap2http.coding.Decoded}: all that could be decoded, and what was wrong. Unpacks files in the same way:
 * {@link io.github.pcap2http.coding.Unpacked}, of what is {@link io.github.pcap2http.coding.Stored}. Decoders are streams, so that a
 * chain of codings needs constant memory beside the content that is kept. Must not know HTTP messages, captures or diagnostics.
 */
package io.github.pcap2http.coding;
