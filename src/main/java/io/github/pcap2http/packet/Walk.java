package io.github.pcap2http.packet;

import io.github.pcap2http.bytes.BigEndian;
import io.github.pcap2http.capture.Packet;

/**
 * A place between two headers of a packet. Each header reads itself from here, goes on to its end, and returns what follows it:
 * a number of {@link Next}. Indices are relative to the place.
 */
final class Walk {
    /** Bytes beyond the captured ones that are believed to exist when only the capture says so, and no IP header. */
    private static final int BELIEVED = 1 << 20;

    final Segment segment;
    final Envelope envelope;   // the segment's
    final Fragments fragments;
    private byte[] array;
    private int at;
    private int end;   // of what was captured, or of the datagram where that ends before
    private int wireEnd;   // of what was sent; behind end when the packet was snapped

    Walk(Segment segment, Fragments fragments) {
        this.segment = segment;
        this.envelope = segment.envelope();
        this.fragments = fragments;
    }

    void start(Packet packet) {
        array = packet.array();
        at = packet.offset();
        end = at + packet.length();
        wireEnd = end + (int) Math.max(0, Math.min(BELIEVED, packet.originalLength() - packet.length()));
    }

    /** Goes on at the start of another array. @param captured count of its bytes @param sent count of them on the wire, or more */
    void goOnIn(byte[] array, int captured, int sent) {
        this.array = array;
        at = 0;
        end = captured;
        wireEnd = sent;
    }

    byte[] array() {
        return array;
    }

    /** @return index of the place in the array */
    int place() {
        return at;
    }

    /** @return how many bytes of the rest were captured */
    int captured() {
        return end - at;
    }

    /** @return how many bytes the rest had on the wire */
    int sent() {
        return wireEnd - at;
    }

    boolean has(int count) {
        return end - at >= count;
    }

    /** @return why a header is not there: it was not captured, or never sent */
    int cut() {
        return end < wireEnd ? Next.SNAPPED : Next.MALFORMED;
    }

    /** The rest is {@code length} bytes long, says a header; what comes behind is padding. */
    void limit(int length) {
        wireEnd = at + length;
        end = Math.min(end, wireEnd);
    }

    void skip(int count) {
        at += count;
    }

    /** Goes over a header that has nothing to tell. @return {@code next}, or why not */
    int over(int count, int next) {
        if (!has(count)) return cut();
        skip(count);
        return next;
    }

    /** What follows is inside of {@code kind}. @param id as the kind has it; -1 for none @return {@code next}, or why not */
    int into(Encapsulation kind, long id, int next) {
        return envelope.addEncapsulation(kind, id) ? next : Next.TOO_DEEP;
    }

    int uint8(int index) {
        return array[at + index] & 0xff;
    }

    int uint16(int index) {
        return BigEndian.uint16(array, at + index);
    }

    int uint24(int index) {
        return uint8(index) << 16 | uint16(index + 1);
    }

    int int32(int index) {
        return BigEndian.int32(array, at + index);
    }

    long uint32(int index) {
        return int32(index) & 0xffff_ffffL;
    }

    long int64(int index) {
        return BigEndian.int64(array, at + index);
    }

    /** Little-endian, as hosts write what no network sees. */
    int uint16Little(int index) {
        return uint8(index + 1) << 8 | uint8(index);
    }

    int int32Little(int index) {
        return uint16Little(index + 2) << 16 | uint16Little(index);
    }
}
