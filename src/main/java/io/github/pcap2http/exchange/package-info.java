/**
 * The words of the whole program: what an {@link io.github.pcap2http.exchange.Exchange} is and what it is made of. Protocols
 * build exchanges through a {@link io.github.pcap2http.exchange.Journal}; an {@link io.github.pcap2http.exchange.ExchangeSink}
 * takes them. A {@link io.github.pcap2http.exchange.BodyStore} holds content while it is read, and then. Results are
 * immutable, know no packets and no protocol's syntax, and all times are the capture's.
 */
package io.github.pcap2http.exchange;
