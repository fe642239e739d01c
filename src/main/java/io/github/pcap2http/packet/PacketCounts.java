package io.github.pcap2http.packet;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What kinds of packets there were, so that a result can be explained, above all an empty one. Every packet counts once: as
 * {@link #tcp}, {@link #udp}, {@link #icmp}, {@link #otherIp}, {@link #fragments}, {@link #notIp}, {@link #malformed},
 * {@link #snapped} or of an unknown link type.
 */
public final class PacketCounts {
    private final long[] byProtocol = new long[256];
    private final SortedMap<Integer, Long> etherTypes = new TreeMap<>();
    private final SortedMap<Integer, Long> unknownLinks = new TreeMap<>();
    private long packets;
    private long cutPayloads;
    private long fragments;
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
            case Next.NOT_IP -> notIp++;
            case Next.UNKNOWN_LINK -> unknownLinks.merge(linkType, 1L, Long::sum);
            default -> strange(end);
        }
    }

    private void strange(int header) {
        if (Next.isIpProtocol(header)) {
            byProtocol[Next.ipProtocol(header)]++;
        } else {
            notIp++;
            etherTypes.merge(header, 1L, Long::sum);
        }
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

    /** @return parts of fragmented datagrams, which are not put together */
    public long fragments() {
        return fragments;
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

    /** @return link type numbers that are not understood, and how many packets had them */
    public SortedMap<Integer, Long> unknownLinks() {
        return Collections.unmodifiableSortedMap(unknownLinks);
    }
}
