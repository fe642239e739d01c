package io.github.pcap2http.packet;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What kinds of packets there were, so that a result can be explained, above all an empty one. Every packet counts once: as
 * {@link #tcp}, {@link #udp}, {@link #icmp}, {@link #otherIp}, {@link #fragments}, {@link #notIp}, {@link #encrypted},
 * {@link #malformed}, {@link #snapped}, {@link #tooDeep} or of an unknown link type. A tunnel counts as what is innermost in it.
 */
public final class PacketCounts {
    private final long[] byProtocol = new long[256];
    private final SortedMap<Integer, Long> etherTypes = new TreeMap<>();
    private final SortedMap<Integer, Long> unknownLinks = new TreeMap<>();
    private final long[] byEncapsulation = new long[Encapsulation.values().length];
    private long packets;
    private long cutPayloads;
    private long fragments;
    private long fragmentPieces;
    private long datagramsBegun;
    private long datagramsCompleted;
    private long datagramsDiffering;
    private long encrypted;
    private long tooDeep;
    private long notIp;
    private long malformed;
    private long snapped;

    PacketCounts() { }

    void segment(Segment segment) {
        packets++;
        byProtocol[Next.ipProtocol(Next.TCP)]++;
        if (segment.missing() > 0) cutPayloads++;
    }

    /** @param end how the walk ended, or the header that it could not go over, a number of {@link Next} */
    void other(int end, int linkType) {
        packets++;
        switch (end) {
            case Next.MALFORMED -> malformed++;
            case Next.SNAPPED -> snapped++;
            case Next.FRAGMENT -> fragments++;
            case Next.NOT_IP, Next.NOTHING -> notIp++;
            case Next.ENCRYPTED -> encrypted++;
            case Next.TOO_DEEP -> tooDeep++;
            case Next.UNKNOWN_LINK -> unknownLinks.merge(linkType, 1L, Long::sum);
            default -> strange(end);
        }
    }

    private void strange(int header) {
        if (Next.isIpProtocol(header)) {
            byProtocol[Next.ipProtocol(header)]++;
        } else if (Next.isLink(header) && Link.of(Next.linkType(header)) == null) {
            unknownLinks.merge(Next.linkType(header), 1L, Long::sum);
        } else {
            notIp++;
            if (!Next.isLink(header)) etherTypes.merge(header, 1L, Long::sum);
        }
    }

    /** @param kinds of one packet, a set of bits, not empty */
    void encapsulated(int kinds) {
        for (int left = kinds; left != 0; left &= left - 1) byEncapsulation[Integer.numberOfTrailingZeros(left)]++;
    }

    void fragmentPiece() {
        fragmentPieces++;
    }

    void datagramBegan() {
        datagramsBegun++;
    }

    void datagramCompleted() {
        datagramsCompleted++;
    }

    void datagramDiffers() {
        datagramsDiffering++;
    }

    /** @return all packets */
    public long packets() {
        return packets;
    }

    /** @return TCP segments */
    public long tcp() {
        return byProtocol[Next.ipProtocol(Next.TCP)];
    }

    /** @return those TCP segments of which the capture lacks payload bytes */
    public long cutPayloads() {
        return cutPayloads;
    }

    public long udp() {
        return byProtocol[Next.ipProtocol(Next.UDP)];
    }

    public long icmp() {
        return byProtocol[Next.ipProtocol(Next.ICMP)] + byProtocol[Next.ipProtocol(Next.ICMPV6)];
    }

    /** @return IP datagrams of other protocols: tunnels, ESP, SCTP ... */
    public long otherIp() {
        long all = 0;
        for (long count : byProtocol) all += count;
        return all - tcp() - udp() - icmp();
    }

    /** @return IP protocol numbers, and how many packets of the kinds that {@link #otherIp} sums up had them */
    public SortedMap<Integer, Long> otherProtocols() {
        SortedMap<Integer, Long> others = new TreeMap<>();
        for (int protocol = 0; protocol < byProtocol.length; protocol++) {
            int next = Next.ip(protocol);
            boolean known = next == Next.TCP || next == Next.UDP || next == Next.ICMP || next == Next.ICMPV6;
            if (!known && byProtocol[protocol] > 0) others.put(protocol, byProtocol[protocol]);
        }
        return others;
    }

    /** @return IPsec datagrams, which are encrypted; {@link #otherIp} has them among others */
    public long esp() {
        return byProtocol[Next.ipProtocol(Next.ESP)];
    }

    /** @return packets with a part of a datagram that was not complete with them: other parts came later, or never */
    public long fragments() {
        return fragments;
    }

    /** @return all parts of fragmented datagrams, also those that completed one; some may have been inside of each other */
    public long fragmentPieces() {
        return fragmentPieces;
    }

    /** @return datagrams that were put together */
    public long datagramsCompleted() {
        return datagramsCompleted;
    }

    /** @return datagrams of which parts have not come: not yet, never, or so late that they were no longer waited for */
    public long datagramsIncomplete() {
        return datagramsBegun - datagramsCompleted;
    }

    /** @return fragmented datagrams of which bytes came twice and differed, or contradicted what was known of the length */
    public long datagramsDiffering() {
        return datagramsDiffering;
    }

    /** @return what packets came in, and how many did; a packet may have several kinds */
    public Map<Encapsulation, Long> encapsulations() {
        Map<Encapsulation, Long> seen = new EnumMap<>(Encapsulation.class);
        for (Encapsulation kind : Encapsulation.values()) {
            if (byEncapsulation[kind.ordinal()] > 0) seen.put(kind, byEncapsulation[kind.ordinal()]);
        }
        return seen;
    }

    /** @return ARP, spanning tree and everything else that is not IP */
    public long notIp() {
        return notIp;
    }

    /** @return EtherTypes that are not IP, and how many packets had them; packets that have none are not among them */
    public SortedMap<Integer, Long> etherTypes() {
        return Collections.unmodifiableSortedMap(etherTypes);
    }

    /** @return packets with a header that contradicts itself, or is longer than the packet */
    public long malformed() {
        return malformed;
    }

    /** @return packets of which not even the headers up to TCP were captured */
    public long snapped() {
        return snapped;
    }

    /** @return frames of wireless networks that are encrypted */
    public long encrypted() {
        return encrypted;
    }

    /** @return packets with more headers, or more of them in each other, than are walked */
    public long tooDeep() {
        return tooDeep;
    }

    /** @return link type numbers that are not understood, also of frames inside of others, and how many packets had them */
    public SortedMap<Integer, Long> unknownLinks() {
        return Collections.unmodifiableSortedMap(unknownLinks);
    }
}
