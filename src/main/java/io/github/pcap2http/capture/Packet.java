package io.github.pcap2http.capture;

import io.github.pcap2http.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What was captured of one packet. The capture fills the same object for each packet: valid until its next call. */
public final class Packet {
    private static final byte[] NONE = {};

    private long frame;
    private long nanos;
    private int linkType;
    private byte[] array = NONE;
    private int offset;
    private int length;
    private long originalLength;
    private Interface on;
    private int flags;
    private List<String> comments = List.of();

    /** Which way a packet went, seen from the host that captured it. */
    public enum Direction {
        UNKNOWN, INBOUND, OUTBOUND;

        private static final Direction[] BY_FLAGS = {UNKNOWN, INBOUND, OUTBOUND, UNKNOWN};
    }

    Packet() { }

    void set(long frame, long nanos, Interface on, byte[] array, int offset, int length, long originalLength) {
        this.frame = frame;
        this.nanos = nanos;
        this.linkType = on.linkType;
        this.on = on;
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.originalLength = originalLength;
        this.flags = 0;
        this.comments = List.of();
    }

    void addComment(String comment) {
        if (comments.isEmpty()) comments = new ArrayList<>(1);
        comments.add(comment);
    }

    /** @param frame its number among the packets of all files */
    void setFrame(long frame) {
        this.frame = frame;
    }

    /** @param flags of which the lower two bits tell the direction, as pcapng has it */
    void setFlags(int flags) {
        this.flags = flags;
    }

    /** @return number of the packet in its capture, from 1, as Wireshark counts */
    public long frame() {
        return frame;
    }

    /** @return its timestamp, in nanoseconds since 1970-01-01 UTC, as the file has it: may be 0, or run backwards */
    public long nanos() {
        return nanos;
    }

    /** @return its LINKTYPE number; {@link LinkType#name} has a name for it */
    public int linkType() {
        return linkType;
    }

    /** The array that holds the captured bytes, from {@link #offset()} on. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** @return count of captured bytes, which may be 0 */
    public int length() {
        return length;
    }

    /** @return the captured bytes */
    public Bytes bytes() {
        return Bytes.of(array, offset, length);
    }

    /** @return how many bytes the packet had on the wire, 0 to 4,294,967,295; odd files claim fewer than were captured */
    public long originalLength() {
        return originalLength;
    }

    /** @return number of its interface, from 0, counted over all sections and files; -1 where the format has none */
    public int interfaceId() {
        return on == null ? -1 : on.id;
    }

    /** @return whether the file says neither which interface it is of, nor anything in {@link #flags} */
    public boolean isBare() {
        return flags == 0 && interfaceId() < 0;
    }

    /** @return name of its interface; null when the file names none */
    public String interfaceName() {
        return on == null ? null : on.shownName();
    }

    /** @return the same object for all packets of an interface of a file, whether its format has interfaces or not */
    public Object interfaceIdentity() {
        return on;
    }

    /** @return what the file says of its interface, and has counted so far */
    public CaptureFacts.Interface interfaceFacts() {
        return on.facts();
    }

    /** @return link-layer flags, as the option epb_flags of pcapng has them; 0 where the file says nothing */
    public int flags() {
        return flags;
    }

    /** @return comments that the file has on this packet, mostly none */
    public List<String> comments() {
        return comments;
    }

    /** @return as the file says; most say nothing */
    public Direction direction() {
        return Direction.BY_FLAGS[flags & 3];
    }
}
