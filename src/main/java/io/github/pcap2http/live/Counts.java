package io.github.pcap2http.live;

/**
 * What became of the packets of one interface.
 *
 * @param name of the interface
 * @param captured packets that were read
 * @param received packets that passed the filter, those that were dropped included, as the kernel counted: on a loopback
 *     each twice; -1: it does not say
 * @param dropped packets for which the kernel's buffer had no room; -1: it does not say
 * @param missed packets that the interface or its driver dropped, whatever they were; -1: it does not say
 */
public record Counts(String name, long captured, long received, long dropped, long missed) { }
