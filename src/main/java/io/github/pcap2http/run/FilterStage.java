package io.github.pcap2http.run;

import io.github.pcap2http.capture.LinkType;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.filter.FilterException;
import io.github.pcap2http.filter.PacketFilter;
import io.github.pcap2http.packet.Encapsulation;
import io.github.pcap2http.packet.PacketDecoder;
import io.github.pcap2http.packet.Segment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Lets packets pass or leaves them out, and finds out what a filter hides: {@code tcp port 80} means no packets in VLANs or tunnels, and
 * of a datagram in fragments only the first. Such a packet is asked about again as what is innermost in it.
 */
final class FilterStage {
    private static final int RAW = 101;

    private final PacketFilter filter;
    private final PacketDecoder probe = new PacketDecoder();
    private final Map<Encapsulation, Long> hidden = new EnumMap<>(Encapsulation.class);
    private final TreeSet<Integer> linkTypes = new TreeSet<>();
    private int linkType = -1;
    private long passed;
    private long leftOut;

    FilterStage(PacketFilter filter) {
        this.filter = filter;
    }

    boolean passes(Packet packet) {
        if (packet.linkType() != linkType) {
            linkType = packet.linkType();
            linkTypes.add(linkType);
        }
        if (filter.matches(packet)) {
            passed++;
            return true;
        }
        leftOut++;
        look(packet);
        return false;
    }

    /** The packet passed, but was only a part of a datagram, of which the rest may be left out. */
    void incomplete(Packet packet) {
        look(packet);
    }

    private void look(Packet packet) {
        Segment inner = probe.decode(packet);
        if (inner == null || inner.envelope().encapsulations() == 0) return;
        int length = inner.payloadOffset() + inner.payloadLength() - inner.networkOffset();
        if (!filter.matches(RAW, inner.array(), inner.networkOffset(), length, length + (long) inner.missing())) return;
        for (Encapsulation kind : Encapsulation.values()) {
            if ((inner.envelope().encapsulations() & kind.bit()) != 0) hidden.merge(kind, 1L, Long::sum);
        }
    }

    Filtered result() {
        List<String> impossible = new ArrayList<>();
        for (int number : linkTypes) {
            String why = filter.impossible(number);
            if (why != null) impossible.add("no packet of link type " + LinkType.name(number) + " can pass: " + why);
        }
        List<Filtered.Hidden> list = hidden.entrySet().stream().map(e -> new Filtered.Hidden(e.getKey().toString(), e.getValue())).toList();
        return new Filtered(filter.toString(), passed, leftOut, impossible, list, suggestion());
    }

    /**
     * What shifts the meaning of all that stands behind it comes last. Two such words would shift one on top of the other, so there is
     * no filter then. Nor is there one where the expression has words that mean nothing inside of what hides packets.
     */
    private String suggestion() {
        if (hidden.isEmpty() || hidden.keySet().stream().filter(kind -> within(kind) != null).count() > 1) return null;
        StringBuilder all = new StringBuilder("(" + filter + ")");
        for (Encapsulation kind : hidden.keySet()) {
            String also = alsoTakes(kind);
            if (also == null) return null;
            if (!also.isEmpty()) all.append(" or ").append(also);
        }
        for (Encapsulation kind : hidden.keySet()) {
            String within = within(kind);
            if (within != null) all.append(" or (").append(within).append(" and (").append(filter).append("))");
        }
        return isFilter(all.toString()) ? all.toString() : null;
    }

    private static boolean isFilter(String expression) {
        try {
            PacketFilter.compile(expression);
            return true;
        } catch (FilterException e) {
            return false;
        }
    }

    /** @return what takes all packets of that kind; empty where {@link #within} does better; null where no filter finds them */
    private static String alsoTakes(Encapsulation kind) {
        return switch (kind) {
            case VLAN, MPLS, PPPOE, GENEVE -> "";
            case GRE, ERSPAN, WCCP -> "ip proto 47 or ip6 proto 47";
            case IP_IN_IP -> "ip proto 4 or ip proto 41 or ip6 proto 4 or ip6 proto 41";
            case ETHER_IP -> "ip proto 97";
            case VXLAN -> "udp port 4789 or udp port 8472";
            case GTP -> "udp port 2152";
            case TEREDO -> "udp port 3544";
            case L2TP -> "udp port 1701";
            case FRAGMENTED -> "ip[6:2] & 0x1fff != 0 or ip6 proto 44";
            default -> null;
        };
    }

    private static String within(Encapsulation kind) {
        return switch (kind) {
            case VLAN -> "vlan";
            case MPLS -> "mpls";
            case PPPOE -> "pppoes";
            case GENEVE -> "geneve";
            default -> null;
        };
    }
}
