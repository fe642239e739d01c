package io.github.pcap2http.flow;

import io.github.pcap2http.packet.FlowKey;
import io.github.pcap2http.packet.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections of several networks that have the same addresses and ports at the same time, as VLANs of several tenants may. Mostly there
 * are none. Where there are, each has a key of its own, and where a segment was captured, and which connection its numbers fit, tells
 * whose it is.
 */
final class Namesakes {
    private static final int MOST = 16;   // connections with the same addresses

    private final Map<FlowKey, List<Flow>> byAddresses = new HashMap<>();
    private int keys;

    boolean none() {
        return byAddresses.isEmpty();
    }

    /** Two connections have the same addresses from now on, or one more. */
    void add(FlowKey addresses, Flow flow) {
        List<Flow> flows = byAddresses.get(addresses);
        if (flows == null) {
            flows = new ArrayList<>(2);
            byAddresses.put(addresses, flows);
        }
        flows.add(flow);
    }

    /** @param flow is forgotten, whether it has namesakes or not */
    void remove(FlowKey addresses, Flow flow) {
        List<Flow> flows = none() ? null : byAddresses.get(addresses);
        if (flows == null) return;
        flows.remove(flow);
        if (flows.isEmpty()) byAddresses.remove(addresses);
    }

    boolean has(FlowKey addresses) {
        return byAddresses.containsKey(addresses);
    }

    /** @return a key that no other connection has */
    FlowKey newKey(FlowKey addresses) {
        if (++keys == 0) keys = 1;   // at 0 it would be the addresses alone
        return addresses.at(keys);
    }

    /**
     * What was captured where a connection was, and fits it, is the connection's; if several were there, that of the nearest numbers. A
     * connection may show up elsewhere, which needs numbers that fit.
     *
     * @param addresses of the segment, which {@link #has} several connections
     * @return the key of its connection, or of the one that it opens
     */
    FlowKey key(FlowKey addresses, Segment segment) {
        List<Flow> flows = byAddresses.get(addresses);
        Flow here = null;
        Flow nearest = null;
        long least = Long.MAX_VALUE;
        for (Flow flow : flows) {
            boolean seen = flow.seenWhere(segment);
            long distance = flow.distance(segment);
            if (seen) here = flow;
            if (distance > Flow.NEAR_BYTES) continue;
            if (!seen) distance += Flow.NEAR_BYTES + 1;
            if (distance < least) {
                least = distance;
                nearest = flow;
            }
        }
        if (nearest != null) return nearest.key();
        if (here != null) return here.key();
        return flows.size() < MOST ? newKey(addresses) : flows.get(0).key();
    }
}
