package io.github.pcap2http.capture;

import java.util.List;
import java.util.SortedMap;

/**
 * What one file was found to be, so far.
 *
 * @param name as it was given
 * @param format for a person: the format, and how it is compressed, such as {@code pcapng, gzip}
 * @param packets read of it
 * @param firstNanos earliest timestamp, in nanoseconds since 1970 UTC; 0 without packets
 * @param lastNanos latest timestamp; 0 without packets
 * @param linkTypes count of packets by LINKTYPE number
 * @param interfaces at most {@value Interfaces#LISTED}, in the order of the file; one without a name for a format that has none
 */
public record CaptureFacts(String name, String format, long packets, long firstNanos, long lastNanos, SortedMap<Integer, Long> linkTypes,
                           List<Interface> interfaces) {
    /**
     * An interface that packets were captured on.
     *
     * @param name such as {@code eth0}; null: not said
     * @param description for a person; null: not said
     * @param linkType LINKTYPE number
     * @param snaplen most bytes captured of a packet; 0: no limit
     * @param filter of the capture, as text; null: not said
     * @param system operating system of the interface's host; null: not said
     * @param packets in the file
     * @param received packets that the interface had, as the writer counted; -1: not said
     * @param dropped packets that it or the system lost; -1: not said
     */
    public record Interface(String name, String description, int linkType, long snaplen, String filter, String system, long packets,
                            long received, long dropped) { }
}
