/**
 * The PROXY protocol, versions 1 and 2 (haproxy's proxy-protocol.txt): a header by which a proxy, before it passes a client's bytes on,
 * says who that client is. {@link io.github.pcap2http.proxyprotocol.ProxiedConnection} takes it off, tells the journal, and hands all else
 * on to a layer that finds out what is spoken, perhaps the next header. Knows nothing of what that is.
 */
package io.github.pcap2http.proxyprotocol;
