package io.github.pcap2http.flow;

import io.github.pcap2http.packet.FlowKey;
import io.github.pcap2http.packet.Segment;
import java.util.HashMap;
import java.util.Map;

/**
 * Connections by their keys, in an order of their own: the one that was put or used last is the youngest. A connection is in one table at a
 * time. Segments mostly belong to a connection that others belonged to a moment ago, and find it without a key being made.
 */
final class FlowTable {
    private final Map<FlowKey, Flow> flows = new HashMap<>();
    private final Flow[] lately;   // by the hash of a segment's addresses
    private Flow eldest;
    private Flow youngest;

    /** @param lately how many connections to find in the quick way, a power of two */
    FlowTable(int lately) {
        this.lately = new Flow[lately];
    }

    int size() {
        return flows.size();
    }

    boolean isEmpty() {
        return eldest == null;
    }

    /** @return the connection that was put or used longest ago; null when there is none */
    Flow eldest() {
        return eldest;
    }

    /** @return the connection whose key is that of the segment, without a place; it is the youngest now; null when there is none */
    Flow of(Segment segment) {
        int slot = segment.hash() & lately.length - 1;
        Flow flow = lately[slot];
        if (flow == null || !segment.isBetween(flow.key())) {
            flow = flows.get(segment.key());
            if (flow == null) return null;
            lately[slot] = flow;
        }
        used(flow);
        return flow;
    }

    /** @return null when there is none */
    Flow get(FlowKey key) {
        return flows.get(key);
    }

    /** @param flow which is in the table; it is the youngest now */
    void used(Flow flow) {
        if (flow == youngest) return;
        unlink(flow);
        link(flow);
    }

    /** @param flow is in no other table; it takes the place of one with the same key. Nothing happens to one that is in this table */
    void put(Flow flow) {
        Flow before = flows.put(flow.key(), flow);
        if (before == flow) return;
        if (before != null) unlink(before);
        link(flow);
    }

    /** Nothing happens to one that is not in it. */
    void remove(Flow flow) {
        if (!flows.remove(flow.key(), flow)) return;
        unlink(flow);
        int slot = flow.key().hashCode() & lately.length - 1;
        if (lately[slot] == flow) lately[slot] = null;
    }

    private void link(Flow flow) {
        flow.elder = youngest;
        if (youngest == null) eldest = flow;
        else youngest.younger = flow;
        youngest = flow;
    }

    private void unlink(Flow flow) {
        if (flow.elder == null) eldest = flow.younger;
        else flow.elder.younger = flow.younger;
        if (flow.younger == null) youngest = flow.elder;
        else flow.younger.elder = flow.elder;
        flow.elder = null;
        flow.younger = null;
    }
}
