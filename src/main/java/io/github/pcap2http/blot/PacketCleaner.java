package io.github.pcap2http.blot;

import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.packet.PacketDecoder;
import io.github.pcap2http.packet.Segment;
import java.io.IOException;
import java.util.Arrays;

/**
 * Packets without what is not to stay: the payload of TCP is cleaned, what stands behind the datagram, which nobody receives, becomes zeros, and checksums
 * that were right stay right. All other bytes are as they were, and so are the lengths.
 */
public final class PacketCleaner {
    private final PacketDecoder decoder = new PacketDecoder();
    private final Originals originals;

    public PacketCleaner(Originals originals) {
        this.originals = originals;
    }

    /** What is known of a packet. @param position of the first byte of its data. @param length of that, what was cut off included */
    public record Place(long connection, Side sender, long position, int length) { }

    /** Takes a packet that comes for the first time. */
    public void gather(Packet packet, Place place) throws IOException {
        Segment segment = segment(packet, place);
        if (segment != null) originals.gather(place.connection, place.sender, place.position, segment.payload());
    }

    /** @return its bytes, that belong to who asked; null when it is a piece of a datagram, or not what it was taken for: it cannot be cleaned */
    public byte[] clean(Packet packet, Place place) throws IOException {
        Segment segment = segment(packet, place);
        if (segment == null) return null;
        byte[] clean = Arrays.copyOfRange(packet.array(), packet.offset(), packet.offset() + packet.length());
        int from = segment.payloadOffset() - packet.offset();
        int end = from + segment.payloadLength();
        originals.clean(place.connection, place.sender, place.position, clean, from, end);
        Arrays.fill(clean, end, clean.length, (byte) 0);
        new Checksums(packet, clean).repair(segment);
        return clean;
    }

    /** @return null when the packet does not have just this segment, whole */
    private Segment segment(Packet packet, Place place) {
        Segment segment = decoder.decode(packet);
        boolean piece = decoder.datagram() != null;
        if (segment == null || piece || segment.array() != packet.array()) return null;
        int first = segment.syn() ? segment.seq() + 1 : segment.seq();
        boolean same = segment.payloadLength() + segment.missing() == place.length && (place.length == 0 || first == (int) place.position);
        return same ? segment : null;
    }
}
