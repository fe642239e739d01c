package io.github.pcap2http.packet;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Address;
import io.github.pcap2http.exchange.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** A TCP segment of a packet. The decoder fills the same object for each packet: valid until its next call. */
public final class Segment {
    private static final int MAX_VLANS = 8;   // tags of a packet that are kept
    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int PSH = 0x08;
    private static final int ACK = 0x10;

    private final FlowKeys keys = new FlowKeys();
    private final int[] vlans = new int[MAX_VLANS];

    private long frame;
    private long nanos;
    private String interfaceName;
    private int vlanCount;
    private Direction direction;

    private boolean ipv6;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int sourcePort;
    private int destinationPort;
    private int seq;
    private int ack;
    private int flags;
    private int window;

    private byte[] array;
    private int payloadOffset;
    private int payloadLength;
    private int missing;

    /** Which way a packet went, seen from the capturing host. */
    public enum Direction {
        /** The capture does not say, or the host only overheard the packet. */
        UNKNOWN,
        RECEIVED,
        SENT
    }

    Segment() { }

    /** Begins a packet, of which only the capture is known. */
    void start(Packet packet) {
        frame = packet.frame();
        nanos = packet.nanos();
        interfaceName = packet.interfaceName();
        vlanCount = 0;
        direction = Direction.UNKNOWN;
    }

    /** @param packetType as in Linux cooked captures: to this host, broadcast, multicast, between other hosts, from this host */
    void setDirection(int packetType) {
        direction = switch (packetType) {
            case 0, 1, 2 -> Direction.RECEIVED;
            case 4 -> Direction.SENT;
            default -> Direction.UNKNOWN;
        };
    }

    void addVlan(int id) {
        if (vlanCount < MAX_VLANS) vlans[vlanCount++] = id;
    }

    /** @param sourceHigh upper half of an IPv6 address; 0 for IPv4, which has its 32 bits in the lower half */
    void setAddresses(boolean ipv6, long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
        this.ipv6 = ipv6;
        this.sourceHigh = sourceHigh;
        this.sourceLow = sourceLow;
        this.destinationHigh = destinationHigh;
        this.destinationLow = destinationLow;
    }

    /** @param walk at the TCP header, of which 20 bytes are there */
    void setTcp(Walk walk) {
        sourcePort = walk.uint16(0);
        destinationPort = walk.uint16(2);
        seq = walk.int32(4);
        ack = walk.int32(8);
        flags = walk.uint8(13);
        window = walk.uint16(14);
    }

    void setPayload(byte[] array, int offset, int length, int missing) {
        this.array = array;
        this.payloadOffset = offset;
        this.payloadLength = length;
        this.missing = missing;
    }

    /** @return number of the packet, from 1, as Wireshark counts */
    public long frame() {
        return frame;
    }

    /** @return its timestamp, in nanoseconds since 1970-01-01 UTC */
    public long nanos() {
        return nanos;
    }

    /** @return name of the interface that captured it; null when the file names none */
    public String interfaceName() {
        return interfaceName;
    }

    /** @return its VLAN ids, outermost first; mostly none. Of more than eight, the first eight */
    public List<Integer> vlans() {
        if (vlanCount == 0) return List.of();
        List<Integer> ids = new ArrayList<>(vlanCount);
        for (int i = 0; i < vlanCount; i++) ids.add(vlans[i]);
        return List.copyOf(ids);
    }

    /** @return which way it went, where a Linux cooked capture says so */
    public Direction direction() {
        return direction;
    }

    /**
     * The two ends, the same object or an equal one for both directions. Most calls find it in a cache, and make nothing new.
     */
    public FlowKey key() {
        return forward() ? keys.get(ipv6, sourceHigh, sourceLow, sourcePort, destinationHigh, destinationLow, destinationPort)
            : keys.get(ipv6, destinationHigh, destinationLow, destinationPort, sourceHigh, sourceLow, sourcePort);
    }

    /** @return whether the source is {@link FlowKey#first()} of {@link #key()}, or else its second */
    public boolean forward() {
        int order = Long.compareUnsigned(sourceHigh, destinationHigh);
        if (order == 0) order = Long.compareUnsigned(sourceLow, destinationLow);
        if (order == 0) order = sourcePort - destinationPort;
        return order <= 0;
    }

    /** @return source address and port, for people; {@link #key()} is quicker */
    public Endpoint source() {
        return new Endpoint(Address.text(ipv6, sourceHigh, sourceLow), sourcePort);
    }

    public Endpoint destination() {
        return new Endpoint(Address.text(ipv6, destinationHigh, destinationLow), destinationPort);
    }

    public int sourcePort() {
        return sourcePort;
    }

    public int destinationPort() {
        return destinationPort;
    }

    /** @return the sequence number, all 32 bits of it */
    public int seq() {
        return seq;
    }

    /** @return the acknowledgment number, all 32 bits of it; of meaning only with {@link #hasAck()} */
    public int ack() {
        return ack;
    }

    public boolean fin() {
        return (flags & FIN) != 0;
    }

    public boolean syn() {
        return (flags & SYN) != 0;
    }

    public boolean rst() {
        return (flags & RST) != 0;
    }

    public boolean psh() {
        return (flags & PSH) != 0;
    }

    public boolean hasAck() {
        return (flags & ACK) != 0;
    }

    /** @return the eight flags of byte 13: FIN is 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32 */
    public int flags() {
        return flags;
    }

    /** @return the window field, 0 to 65535, not scaled */
    public int window() {
        return window;
    }

    /** The array that holds the payload, from {@link #payloadOffset()} on. */
    public byte[] array() {
        return array;
    }

    public int payloadOffset() {
        return payloadOffset;
    }

    /** @return count of captured payload bytes */
    public int payloadLength() {
        return payloadLength;
    }

    /** @return the captured payload */
    public Bytes payload() {
        return payloadLength == 0 ? Bytes.EMPTY : Bytes.of(array, payloadOffset, payloadLength);
    }

    /** @return count of payload bytes that were sent behind the captured ones, but cut off by the capture; to about a megabyte */
    public int missing() {
        return missing;
    }

    /** @return a line for messages and debuggers */
    @Override
    public String toString() {
        String letters = (syn() ? "S" : "") + (fin() ? "F" : "") + (rst() ? "R" : "") + (psh() ? "P" : "") + (hasAck() ? "." : "");
        return frame + " " + source() + " > " + destination() + " [" + letters + "] seq " + Integer.toUnsignedString(seq)
            + " ack " + Integer.toUnsignedString(ack) + " length " + payloadLength + (missing > 0 ? "+" + missing : "");
    }
}
