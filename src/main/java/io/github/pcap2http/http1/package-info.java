/**
 * HTTP/1.0 and 1.1 (RFC 9112), and 0.9, as a passive observer reads them: both sides of a connection come in through a
 * {@link io.github.pcap2http.stream.Layer}, exchanges go out through a {@link io.github.pcap2http.exchange.Journal}.
 *
 * <p>One {@code MessageReader} a side cuts the bytes into messages and finds the next one after damage; it tells of them what extends it,
 * {@code RequestSide} and {@code ResponseSide}. {@code Pairs} are requests with their responses, by order, and only where no loss could have
 * broken that order; what one side has to say to the other goes through {@code Http1Connection}. {@code PlainLines} reads the heads that
 * most messages have, {@code Head} all others; {@code BodyFraming} and {@code ChunkedBody} are RFC 9112, sections 6.3 and 7.1. Knows nothing of
 * packets, TCP or ports, and what runs in a tunnel it hands on unseen.
 */
package io.github.pcap2http.http1;
