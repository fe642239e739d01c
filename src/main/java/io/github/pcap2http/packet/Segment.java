package io.github.pcap2http.packet;

import io.github.pcap2http.bytes.BigEndian;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Address;
import io.github.pcap2http.exchange.Endpoint;

/**
 * A TCP segment of a packet. The decoder fills the same object for each packet: valid until its next call, and so are the arrays
 * that it points to. A segment that came in fragments counts as part of the packet that completed it.
 */
public final class Segment {
    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int PSH = 0x08;
    private static final int ACK = 0x10;

    private static final int END_OF_OPTIONS = 0;   // kinds of options (RFC 9293, section 3.2)
    private static final int NO_OPERATION = 1;
    private static final int TIMESTAMPS = 8;       // RFC 7323, section 3.2
    private static final int TIMESTAMPS_LENGTH = 10;

    private final FlowKeys keys = new FlowKeys();
    private final Envelope envelope = new Envelope();
    private Packet packet;

    private int networkOffset;   // of the innermost IP header
    private boolean ipv6;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int sourcePort;
    private int destinationPort;
    private boolean forward;     // the key is source and destination in this order
    private int ports;           // as the key has them; so the next one
    private int hash;
    private int seq;
    private int ack;
    private int flags;
    private int window;

    private byte[] array;        // which all offsets are of
    private int headerOffset;
    private int payloadOffset;
    private int payloadLength;
    private int missing;

    Segment() { }

    /** Begins a packet, of which only the capture is known. */
    void start(Packet packet) {
        this.packet = packet;
        envelope.start(packet);
    }

    /** @param offset index of an IP header, whose fixed part is there, in the array that the payload will be in */
    void setNetwork(int offset) {
        networkOffset = offset;
    }

    /** @param sourceHigh upper half of an IPv6 address; 0 for IPv4, which has its 32 bits in the lower half */
    void setAddresses(boolean ipv6, long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
        this.ipv6 = ipv6;
        this.sourceHigh = sourceHigh;
        this.sourceLow = sourceLow;
        this.destinationHigh = destinationHigh;
        this.destinationLow = destinationLow;
    }

    /** @param offset of the TCP header, of which 20 bytes are there; after {@link #setAddresses} */
    void setTcp(byte[] array, int offset) {
        headerOffset = offset;
        sourcePort = BigEndian.uint16(array, offset);
        destinationPort = BigEndian.uint16(array, offset + 2);
        forward = isForward();
        ports = forward ? sourcePort << 16 | destinationPort : destinationPort << 16 | sourcePort;
        hash = forward ? FlowKey.hash(ipv6, sourceHigh, sourceLow, destinationHigh, destinationLow, ports)
            : FlowKey.hash(ipv6, destinationHigh, destinationLow, sourceHigh, sourceLow, ports);
        seq = BigEndian.int32(array, offset + 4);
        ack = BigEndian.int32(array, offset + 8);
        flags = array[offset + 13] & 0xff;
        window = BigEndian.uint16(array, offset + 14);
    }

    void setPayload(byte[] array, int offset, int length, int missing) {
        this.array = array;
        this.payloadOffset = offset;
        this.payloadLength = length;
        this.missing = missing;
    }

    /** @return number of the packet, from 1, as Wireshark counts */
    public long frame() {
        return packet.frame();
    }

    /** @return its timestamp, in nanoseconds since 1970-01-01 UTC */
    public long nanos() {
        return packet.nanos();
    }

    /** @return what is around it, and how it was captured; as long valid as this */
    public Envelope envelope() {
        return envelope;
    }

    boolean ipv6() {
        return ipv6;
    }

    /** Names the datagram that a piece belongs to. */
    Fragments.Id fragmentId(int protocol, int identification) {
        return new Fragments.Id(ipv6, sourceHigh, sourceLow, destinationHigh, destinationLow, protocol, identification);
    }

    /** @return index of the innermost IP header in {@link #array}, which has it in front of the payload */
    public int networkOffset() {
        return networkOffset;
    }

    /** @return identification of the innermost datagram, 0 to 65535; -1 with IPv6 */
    public int ipId() {
        return ipv6 ? -1 : (array[networkOffset + 4] & 0xff) << 8 | array[networkOffset + 5] & 0xff;
    }

    /** @return time to live, or hop limit, of the innermost datagram, 0 to 255 */
    public int ttl() {
        return array[networkOffset + (ipv6 ? 7 : 8)] & 0xff;
    }

    /**
     * The two ends, the same object or an equal one for both directions. Most calls find it in a cache, and make nothing new.
     */
    public FlowKey key() {
        return forward ? keys.get(ipv6, sourceHigh, sourceLow, destinationHigh, destinationLow, ports, hash)
            : keys.get(ipv6, destinationHigh, destinationLow, sourceHigh, sourceLow, ports, hash);
    }

    /** @return the hash code of {@link #key()} */
    public int hash() {
        return hash;
    }

    /** @return whether {@code key} is {@link #key()}, which need not be made for that */
    public boolean isBetween(FlowKey key) {
        return forward ? key.is(ipv6, sourceHigh, sourceLow, destinationHigh, destinationLow, ports)
            : key.is(ipv6, destinationHigh, destinationLow, sourceHigh, sourceLow, ports);
    }

    /** @return {@link FlowKey#addresses} of {@link #key()} */
    public long addresses() {
        return ipv6 ? 0 : forward ? sourceLow << 32 | destinationLow : destinationLow << 32 | sourceLow;
    }

    /** @return {@link FlowKey#ports} of {@link #key()} */
    public int ports() {
        return ports;
    }

    /** @return whether the source is {@link FlowKey#first()} of {@link #key()}, or else its second */
    public boolean forward() {
        return forward;
    }

    private boolean isForward() {
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

    /** @return whether ACK is set, and of the other flags none but perhaps PSH: as in nearly all segments that neither begin nor end a connection */
    public boolean goesOn() {
        return (flags & ~PSH) == ACK;
    }

    /** @return the eight flags of byte 13: FIN is 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32 */
    public int flags() {
        return flags;
    }

    /** @return the window field, 0 to 65535, not scaled */
    public int window() {
        return window;
    }

    /**
     * The array that holds the innermost IP header, from {@link #networkOffset()} on, and the payload, from {@link #payloadOffset()}
     * on: the packet's, or that of a datagram that came in fragments.
     */
    public byte[] array() {
        return array;
    }

    /** @return index of the TCP header in {@link #array}, which has 20 bytes of it at least */
    public int headerOffset() {
        return headerOffset;
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

    /**
     * Tells copies of a segment that were captured at several places, also before and after an address translation: a hash of its header
     * but for ports and checksum, of its length, and of the beginning and end of what it carries. Equal for copies; for others about as
     * seldom as two random numbers of 64 bits.
     */
    public long fingerprint() {
        long hash = FlowKey.mix((long) seq << 32 | ack & 0xffff_ffffL);
        hash = FlowKey.mix(hash ^ ((long) flags << 48 | (long) window << 32 | payloadLength + missing));
        for (int at = headerOffset + Tcp.LEAST_HEADER; at + 4 <= payloadOffset; at += 4) hash = FlowKey.mix(hash ^ int32(at));
        if (payloadLength < 4) return hash;
        hash = FlowKey.mix(hash ^ int32(payloadOffset));
        return FlowKey.mix(hash ^ int32(payloadOffset + payloadLength - 4));
    }

    /** @return the timestamp of its sender's clock (RFC 7323, section 3), which hardly any two segments share by chance; 0 for none */
    public int timestamp() {
        int at = timestampOption();
        return at < 0 ? 0 : int32(at + 2);
    }

    /** @return the peer's timestamp that it echoes (RFC 7323, section 3); 0 for none */
    public int timestampEcho() {
        int at = timestampOption();
        return at < 0 ? 0 : int32(at + 6);
    }

    /** @return where the option is; -1 for none */
    private int timestampOption() {
        int at = headerOffset + Tcp.LEAST_HEADER;
        while (at + TIMESTAMPS_LENGTH <= payloadOffset && array[at] != END_OF_OPTIONS) {
            if (array[at] == TIMESTAMPS) return at;
            at += array[at] == NO_OPERATION ? 1 : Math.max(2, array[at + 1] & 0xff);
        }
        return -1;
    }

    private int int32(int at) {
        return BigEndian.int32(array, at);
    }

    /** @return a line for messages and debuggers */
    @Override
    public String toString() {
        String letters = (syn() ? "S" : "") + (fin() ? "F" : "") + (rst() ? "R" : "") + (psh() ? "P" : "") + (hasAck() ? "." : "");
        return frame() + " " + source() + " > " + destination() + " [" + letters + "] seq " + Integer.toUnsignedString(seq)
            + " ack " + Integer.toUnsignedString(ack) + " length " + payloadLength + (missing > 0 ? "+" + missing : "");
    }
}
