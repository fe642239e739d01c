package io.github.pcap2http.exchange;

/**
 * Which end of a connection is the very host that captured it, as the kernel noted it with each packet: {@code tcpdump -i any} keeps that.
 *
 * @param interfaceId number of the capture's interface; -1 where its format has none. Others may be of other hosts
 * @param end the one that is the capturing host; the other one is elsewhere
 */
public record Vantage(int interfaceId, Side end) { }
