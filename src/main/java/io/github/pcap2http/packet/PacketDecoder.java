package io.github.pcap2http.packet;

import io.github.pcap2http.capture.Packet;

/**
 * Finds the TCP segment in a packet. Each header tells what comes next, so a new one that may stand between two others, or
 * around all of them, is one more case of {@link #step}. Never throws, whatever the packet contains. Belongs to one thread.
 */
public final class PacketDecoder {
    /** Headers of a packet that are walked at most: sixteen encapsulations, and what IPv6 extensions may take. */
    static final int MAX_HEADERS = 96;

    private final PacketCounts counts = new PacketCounts();
    private final Segment segment = new Segment();
    private final Walk walk = new Walk(segment, new Fragments(counts));

    /**
     * Fragments of a datagram are kept, and give their segment with the packet that completes it, in whatever order they come.
     *
     * @return the segment, valid until the next call; null when the packet has none, which {@link #counts} then tells
     */
    public Segment decode(Packet packet) {
        segment.start(packet);
        if (Link.of(packet.linkType()) == Link.ETHERNET && ShortWalk.read(packet, segment)) {
            counts.segment(segment);
            return segment;
        }
        walk.start(packet);
        int end = walkFrom(Next.link(packet.linkType()));
        int encapsulations = segment.envelope().encapsulations();
        if (encapsulations != 0) counts.encapsulated(encapsulations);
        if (end == Next.SEGMENT) {
            counts.segment(segment);
            return segment;
        }
        counts.other(end, packet.linkType());
        return null;
    }

    /** To go over the packet step by step. */
    void begin(Packet packet) {
        segment.start(packet);
        walk.start(packet);
    }

    Walk walk() {
        return walk;
    }

    /** @return how the walk ends, or the header that it cannot go over */
    private int walkFrom(int next) {
        int here = next;
        for (int headers = 0; headers < MAX_HEADERS; headers++) {
            if (here < 0) return here;
            int after = step(here);
            if (after == Next.NOTHING) return here;
            here = after;
        }
        return here < 0 ? here : Next.TOO_DEEP;
    }

    /** @return what is behind the header {@code next}, which is here; NOTHING when it is none of those below, or has nothing known in it */
    int step(int next) {
        return switch (next) {
            case Next.IPV4 -> Ipv4.read(walk);
            case Next.IPV6 -> Ipv6.read(walk);
            case Next.IP_OF_ANY_VERSION -> ipOfAnyVersion();
            case Next.TCP -> Tcp.read(walk);
            case Next.VLAN, Next.SERVICE_VLAN, Next.OLD_SERVICE_VLAN, Next.OLD_SERVICE_VLAN_2, Next.OLD_SERVICE_VLAN_3 -> Tags.vlan(walk);
            default -> Next.isIpProtocol(next) ? stepInIp(next) : stepOnLink(next);
        };
    }

    private int stepInIp(int next) {
        return switch (next) {
            case Next.UDP -> Udp.read(walk);
            case Next.HOP_BY_HOP, Next.ROUTING, Next.DESTINATION_OPTIONS, Next.MOBILITY, Next.HOST_IDENTITY, Next.SHIM6 -> Ipv6.extension(walk);
            case Next.FRAGMENT_HEADER -> Ipv6.fragment(walk);
            case Next.AUTHENTICATION -> Ipv6.authentication(walk);
            case Next.IPV4_IN_IP -> walk.into(Encapsulation.IP_IN_IP, -1, Next.IPV4);
            case Next.IPV6_IN_IP -> walk.into(Encapsulation.IP_IN_IP, -1, Next.IPV6);
            case Next.GRE -> Gre.read(walk);
            case Next.ETHER_IP -> Gre.etherIp(walk);
            case Next.MPLS_IN_IP -> Next.MPLS;
            default -> Next.NOTHING;
        };
    }

    private int stepOnLink(int next) {
        return switch (next) {
            case Next.LLC -> Tags.llc(walk);
            case Next.MPLS, Next.MPLS_UPSTREAM -> Tags.mpls(walk);
            case Next.PPPOE -> Ppp.overEthernet(walk);
            case Next.SERVICE_INSTANCE -> Tags.serviceInstance(walk);
            case Next.NSH -> Tags.nsh(walk);
            case Next.CENTRINO -> Wlan.frame(walk);
            case Next.ERSPAN_1 -> Gre.erspan1(walk);
            case Next.ERSPAN_2 -> Gre.erspan2(walk);
            case Next.ERSPAN_3 -> Gre.erspan3(walk);
            case Next.WCCP -> Gre.wccp(walk);
            default -> Next.isLink(next) && Link.of(Next.linkType(next)) != null ? Link.of(Next.linkType(next)).enter(walk) : Next.NOTHING;
        };
    }

    private int ipOfAnyVersion() {
        if (!walk.has(1)) return walk.cut();
        return switch (walk.uint8(0) >> 4) {
            case 4 -> Next.IPV4;
            case 6 -> Next.IPV6;
            default -> Next.NOT_IP;
        };
    }

    /**
     * @return what names the datagram that the packet decoded last was a piece of, equal for all its pieces; null when it was none. To be
     *     asked for each packet, or never
     */
    public Object datagram() {
        return walk.fragments.lastTaken();
    }

    /** What was found and why the rest was not; goes on counting. */
    public PacketCounts counts() {
        return counts;
    }
}
