/**
 * SOCKS 4, 4a and 5 (RFC 1928, RFC 1929), by which a client asks a proxy to connect it to a host.
 * {@link io.github.pcap2http.socks.SocksConnection} follows the dialog of both sides, tells the journal where the client wants to go, and
 * hands what comes behind the dialog on to a layer that finds out what is spoken. User names and passwords are passed over and kept
 * nowhere. Knows nothing of TCP or of what is inside.
 */
package io.github.pcap2http.socks;
