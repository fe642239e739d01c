/**
 * TCP (RFC 9293) as a passive observer sees it: segments of one connection come in, in whatever order they were captured, and leave as
 * ordered bytes of both sides through a {@link io.github.pcap2http.stream.Layer}, in causal order, with holes as gaps. Knows
 * nothing of packets below it or of protocols above it, and no time but the capture's.
 *
 * <p>{@code TcpConnection} decides what is delivered and when; a {@code StreamAssembler} a side knows what waits and what is missing. Segments
 * that come in order, as nearly all do, ask neither: {@code ShortWay}.
 */
package io.github.pcap2http.tcp;
