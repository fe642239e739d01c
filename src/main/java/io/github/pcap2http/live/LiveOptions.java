package io.github.pcap2http.live;

import java.util.List;

/**
 * What is captured, and how.
 *
 * @param interfaces names, at least one, each once
 * @param filter in the language of pcap-filter(7), for the kernel; empty: all packets
 * @param snaplen bytes of a packet that are taken, 1 to {@value #MAX_SNAPLEN}
 * @param buffer bytes of the kernel's buffer for each interface, which holds packets until they are read
 * @param promiscuous whether packets for other hosts are taken as well
 * @param immediate whether the kernel hands each packet over at once, and not those of {@value #HOLD_MILLIS} milliseconds together
 * @param linkType name of the link type to capture with, as libpcap has it; null: the best one for the interface
 * @param nanos how long; {@link Long#MAX_VALUE}: until {@link LiveCapture#stop}
 * @param packets how many at most
 */
public record LiveOptions(List<String> interfaces, String filter, int snaplen, int buffer, boolean promiscuous, boolean immediate,
                          String linkType, long nanos, long packets) {
    /** The longest packet that the kernel makes, 64 KiB and what is around it, fits in. */
    public static final int MAX_SNAPLEN = 262_144;
    /** Bytes of the kernel's buffer unless told otherwise: an eighth of a second of a gigabit a second. */
    public static final int BUFFER = 16 << 20;
    /** After so long the kernel hands over what it has, though there was room for more. */
    static final int HOLD_MILLIS = 20;

    /** @return all packets of these interfaces, without an end */
    public static LiveOptions of(List<String> interfaces) {
        return new LiveOptions(interfaces, "", MAX_SNAPLEN, BUFFER, true, false, null, Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
