package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Qualifiers.Direction;
import io.github.pcap2http.filter.Unit.Base;
import java.util.function.IntFunction;

/**
 * {@code port} and {@code portrange}: of TCP, UDP and SCTP, directly behind an IPv6 header, or behind an IPv4 header of a packet that is no
 * fragment or the first one.
 */
final class Ports {
    private static final int[] ALL = {132, 6, 17};   // SCTP, TCP, UDP

    private final Unit unit;
    private final LinkLayer link;

    Ports(Unit unit, LinkLayer link) {
        this.unit = unit;
        this.link = link;
    }

    /** @param protocol an IP protocol number; 0 for all that have ports @param high the same as {@code low} for a single port */
    Condition port(int protocol, Direction direction, int low, int high) {
        return unit.or(behindIp6(protocol, direction, low, high), behindIp(protocol, direction, low, high));
    }

    Condition behindIp6(int protocol, Direction direction, int low, int high) {
        Condition ports = of(protocol, number ->
            unit.and(unit.equal(Base.NETWORK, 6, 1, number), ports(Base.BEHIND_IPV6, direction, low, high)));
        return unit.and(link.carries(LinkLayer.ETHERTYPE_IP6), ports);
    }

    Condition behindIp(int protocol, Direction direction, int low, int high) {
        Condition ports = of(protocol, number ->
            unit.and(unit.equal(Base.NETWORK, 9, 1, number), firstFragment(), ports(Base.BEHIND_IPV4, direction, low, high)));
        return unit.and(link.carries(LinkLayer.ETHERTYPE_IP), ports);
    }

    Condition firstFragment() {
        return unit.anyBit(Base.NETWORK, 6, 2, 0x1fff).not();
    }

    private Condition of(int protocol, IntFunction<Condition> test) {
        if (protocol != 0) return test.apply(protocol);
        return unit.or(test.apply(ALL[0]), test.apply(ALL[1]), test.apply(ALL[2]));
    }

    private Condition ports(Base base, Direction direction, int low, int high) {
        return switch (direction) {
            case SOURCE -> port(base, 0, low, high);
            case DESTINATION -> port(base, 2, low, high);
            case BOTH -> unit.and(port(base, 0, low, high), port(base, 2, low, high));
            case ANY, EITHER -> unit.or(port(base, 0, low, high), port(base, 2, low, high));
            default -> unit.wrong("directions of 802.11 do not go with ports; write src or dst");
        };
    }

    private Condition port(Base base, int offset, int low, int high) {
        if (low == high) return unit.equal(base, offset, 2, low);
        return unit.and(unit.atLeast(base, offset, 2, low), unit.greater(base, offset, 2, high).not());
    }
}
