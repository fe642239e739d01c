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

    boolean none() {
        return byAddresses.isEmpty();
    }

    /** Two connections have the same addresses from now on, or one more. */
    void add(FlowKey addresses, Flow flow) {
        byAddresses.computeIfAbsent(addresses, key -> new ArrayList<>(2)).add(flow);
    }

    /** @param flow is forgotten, whether it has namesakes or not */
    void remove(FlowKey addresses, Flow flow) {
        byAddresses.computeIfPresent(addresses, (key, flows) -> {
            flows.remove(flow);
            return flows.isEmpty() ? null : flows;
        });
    }

    boolean has(FlowKey addresses) {
        return byAddresses.containsKey(addresses);
    }

    /**
     * @param addresses of the segment, which {@link #has} several connections
     * @return the key of its connection, or of the one that it opens
     */
    FlowKey key(FlowKey addresses, Segment segment) {
        List<Flow> flows = byAddresses.get(addresses);
        Flow here = null;
        Flow fitting = null;
        for (Flow flow : flows) {
            boolean fits = flow.fits(segment);
            if (flow.seenAt(segment.place())) {
                if (fits) return flow.key();
                here = flow;
            } else if (fits) {
                fitting = flow;
            }
        }
        if (fitting != null) return fitting.key();
        if (here != null) return here.key();
        return flows.size() < MOST ? addresses.at(segment.place()) : flows.get(0).key();
    }
}
