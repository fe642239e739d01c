package io.github.pcap2http.packet;

import io.github.pcap2http.capture.Packet;
import java.util.ArrayList;
import java.util.List;

/**
 * What is around the innermost datagram of a packet, outermost first, and how the packet was captured. {@link Link link headers} and what is
 * between them and the datagram fill it on the way; most packets have nothing of it. The same object for each packet, and as long valid as
 * its {@link Segment}.
 */
public final class Envelope {
    private static final int MAX_ENCAPSULATIONS = 16;   // in each other
    private static final int NO_TUNNELS = Encapsulation.VLAN.bit() | Encapsulation.FRAGMENTED.bit();
    private static final int ONE_WAY_IDS = Encapsulation.MPLS.bit() | Encapsulation.GTP.bit() | Encapsulation.L2TP.bit() | Encapsulation.GRE.bit();

    private Packet packet;
    private int interfaceIndex;           // -1: no header has it
    private Direction cookedDirection;    // null: no header has it

    private int encapsulations;           // a set of all of them, also of those that were one too many for the next three
    private int depth;
    private final Encapsulation[] kinds = new Encapsulation[MAX_ENCAPSULATIONS];
    private final long[] ids = new long[MAX_ENCAPSULATIONS];   // -1: none

    private int sumCount;
    private final int[] sums = new int[MAX_ENCAPSULATIONS * 3];   // of each checksum its index, and where it begins and ends to sum up

    /** Which way a packet went, seen from the capturing host. */
    public enum Direction {
        /** The capture does not say, or the host only overheard the packet. */
        UNKNOWN,
        RECEIVED,
        SENT
    }

    Envelope() { }

    /** Begins a packet, of which only the capture is known. */
    void start(Packet packet) {
        this.packet = packet;
        interfaceIndex = -1;
        cookedDirection = null;
        encapsulations = 0;
        depth = 0;
        sumCount = 0;
    }

    // ---- how it was captured

    void setDirection(Direction direction) {
        cookedDirection = direction;
    }

    /** @return which way it went, where a header says so, as that of Linux cooked captures does, or the file */
    public Direction direction() {
        if (cookedDirection != null) return cookedDirection;
        return switch (packet.direction()) {
            case INBOUND -> Direction.RECEIVED;
            case OUTBOUND -> Direction.SENT;
            case UNKNOWN -> Direction.UNKNOWN;
        };
    }

    void setInterfaceIndex(int index) {
        interfaceIndex = index;
    }

    /** @return number that the capturing host gave its interface, where a cooked capture has it; -1 otherwise */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /** @return number of the interface of the capture, from 0; -1 where its format has none */
    public int interfaceId() {
        return packet.interfaceId();
    }

    /** @return name of the interface that captured it; null when the file names none */
    public String interfaceName() {
        return packet.interfaceName();
    }

    // ---- what it came in

    /** @param id -1 for none @return false when that are too many */
    boolean addEncapsulation(Encapsulation kind, long id) {
        encapsulations |= kind.bit();
        if (depth == MAX_ENCAPSULATIONS) return false;
        kinds[depth] = kind;
        ids[depth++] = id;
        return true;
    }

    /** @return how many encapsulations there are so far */
    int depth() {
        return depth;
    }

    Encapsulation kindAt(int index) {
        return kinds[index];
    }

    long idAt(int index) {
        return ids[index];
    }

    /** @return what it came in, a set of {@link Encapsulation#bit}s */
    public int encapsulations() {
        return encapsulations;
    }

    /** @return its VLAN ids, outermost first, of tunnels and what is in them; mostly none */
    public List<Integer> vlans() {
        if ((encapsulations & Encapsulation.VLAN.bit()) == 0) return List.of();
        List<Integer> vlans = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            if (kinds[i] == Encapsulation.VLAN) vlans.add((int) ids[i]);
        }
        return List.copyOf(vlans);
    }

    /**
     * What it came in besides VLANs, for people; mostly nothing.
     *
     * @return names with ids, outermost first: {@code GRE}, {@code VXLAN 42}, {@code MPLS 16}
     */
    public List<String> tunnels() {
        if ((encapsulations & ~NO_TUNNELS) == 0) return List.of();
        List<String> tunnels = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            if ((kinds[i].bit() & NO_TUNNELS) == 0) tunnels.add(ids[i] < 0 ? kinds[i].toString() : kinds[i] + " " + ids[i]);
        }
        return List.copyOf(tunnels);
    }

    // ---- what tells packets of several networks apart

    /**
     * Where in the network it was seen: a hash of the interface, VLAN ids, tunnels and their ids. Tells equal addresses of different
     * networks apart, but is no part of a connection's name: the same packet may be seen in several places. Ids that may be others in
     * each direction (MPLS labels, TEIDs and the like) do not count.
     *
     * @return 0 when the packet has nothing of it
     */
    public int place() {
        int interfaceNumber = interfaceIndex >= 0 ? interfaceIndex : packet.interfaceId();
        if (interfaceNumber < 0 && (encapsulations & ~Encapsulation.FRAGMENTED.bit()) == 0) return 0;
        long hash = FlowKey.mix(interfaceNumber + 1L);
        for (int i = 0; i < depth; i++) {
            if (kinds[i] == Encapsulation.FRAGMENTED) continue;
            hash = FlowKey.mix(hash ^ kinds[i].ordinal() ^ ((kinds[i].bit() & ONE_WAY_IDS) != 0 ? 0 : ids[i] << 5));
        }
        int place = (int) (hash ^ hash >>> 32);
        return place == 0 ? 1 : place;
    }

    /**
     * Those of its ids that {@link #place()} leaves out, as a hash: GRE keys, TEIDs, MPLS labels and the like. Equal ones of the same
     * sender say that segments belong together; others may be those of another network, or of another path.
     *
     * @return 0 when it has none
     */
    public int oneWayIds() {
        if ((encapsulations & ONE_WAY_IDS) == 0) return 0;
        long hash = 0;
        for (int i = 0; i < depth; i++) {
            if ((kinds[i].bit() & ONE_WAY_IDS) != 0) hash = FlowKey.mix(hash ^ kinds[i].ordinal() + 1 ^ ids[i] << 5);
        }
        return (int) (hash ^ hash >>> 32);
    }

    /**
     * How it was captured: equal for packets that {@link #place()}, {@link #oneWayIds()}, {@link #direction()} and {@link #interfaceId()}
     * do not tell apart; for others only as seldom as two random numbers are.
     *
     * @return 0 for what most captures have: no interface, no direction, nothing around the packets
     */
    public long manner() {
        if (encapsulations == 0 && cookedDirection == null && interfaceIndex < 0 && packet.isBare()) return 0;
        int place = place();
        Direction direction = direction();
        if (place == 0 && direction == Direction.UNKNOWN) return 0;
        return FlowKey.mix(FlowKey.mix((long) place << 32 | oneWayIds()) ^ ((long) interfaceId() << 2 | direction.ordinal()));
    }

    // ---- checksums around the datagram, for those that change it; indices are in Segment.array()

    /** Bytes from here on have a checksum in the header around them. @param field index of it */
    void addChecksum(int field, int from, int to) {
        if (sumCount == MAX_ENCAPSULATIONS) return;
        int at = 3 * sumCount++;
        sums[at] = field;
        sums[at + 1] = from;
        sums[at + 2] = to;
    }

    /** @return how many headers around the innermost datagram have room for a checksum of what is in them: those of UDP, some of GRE; outermost first */
    public int checksums() {
        return sumCount;
    }

    /** @param index from 0. @return index of the two bytes of a checksum */
    public int checksumField(int index) {
        return sums[3 * index];
    }

    /** @return index of the first byte that it sums up */
    public int checksumFrom(int index) {
        return sums[3 * index + 1];
    }

    /** @return index behind the last captured one */
    public int checksumTo(int index) {
        return sums[3 * index + 2];
    }
}
