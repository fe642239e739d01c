package io.github.pcap2http.packet;

import io.github.pcap2http.bytes.Bytes;

/**
 * A header as it stands in a packet.
 *
 * @param kind what {@code number} is a number of
 * @param number LINKTYPE, EtherType or IP protocol; 0 for kinds that have none
 * @param bytes from its first byte on, all that was captured of it and of what is behind it, padding included where nothing tells where that begins
 * @param sent count of bytes that these were on the wire, or a few more
 * @param length of the header, in bytes; -1 when it is not known, since nobody could go over it, or the rest of its datagram came elsewhere
 * @param around what the header says that is behind it is inside of; null for nothing, as mostly
 * @param id of that, as {@link Encapsulation} has it; -1 for none
 */
public record Header(Kind kind, int number, Bytes bytes, int sent, int length, Encapsulation around, long id) {
    /** Where the numbers of headers come from. */
    public enum Kind {
        LINK, ETHER_TYPE, IP_PROTOCOL,
        /** IEEE 802.2 LLC. */
        LLC,
        /** What is mirrored or redirected in GRE. */
        ERSPAN, WCCP
    }

    /** Where the headers of a packet end. */
    public enum End {
        /** The last one is TCP. */
        SEGMENT,
        /** The last one is nothing that is gone over: UDP, ARP and the like. */
        OTHER,
        /** A header contradicts itself, or is longer than the packet. */
        MALFORMED,
        /** The capture has not all of the last one, which was sent whole. */
        SNAPPED,
        /** It is a part of a datagram, the rest of which has not come. */
        FRAGMENT,
        /** What the last one announces is no IP. */
        NOT_IP,
        UNKNOWN_LINK, ENCRYPTED, TOO_DEEP
    }
}
