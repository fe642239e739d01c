/**
 * What TLS says in the clear: {@link io.github.pcap2http.tls.TlsConnection} takes both sides' bytes and tells the journal which server the
 * client asked for and what it offered to speak; all else is encrypted, and passed over.
 * {@link io.github.pcap2http.tls.KeyLog} says for which connections there are secrets. Must not know of TCP or of what is inside.
 */
package io.github.pcap2http.tls;
