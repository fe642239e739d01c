package io.github.pcap2http.flow;

import io.github.pcap2http.packet.FlowKey;
import io.github.pcap2http.packet.Segment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Connections by their keys, in an order of their own: the one that was put or used last is the youngest. A connection is in one table at a
 * time.
 *
 * <p>Segments mostly belong to a connection that others belonged to a moment ago: they find it without a key being made, and nothing is
 * written but in the connection itself. So those that were used since somebody asked for the eldest have no order yet: when all others are
 * gone, they are put in order together.
 */
final class FlowTable {
    private static final int MOST_LATELY = 1 << 16;

    /** What the table knows of a connection; all but the key is the table's. */
    abstract static class Entry {
        private FlowKey key;
        private long addresses;   // as the key has them; so the next one
        private int ports;
        int unordered;            // where it is among those without an order; -1: it has one, and the neighbours below
        long used;                // when it was put or used last, as a number that grows
        Flow elder;
        Flow younger;

        /** @return what it has, or shall have, in a table */
        FlowKey key() {
            return key;
        }

        /** Not while it is in a table. */
        void key(FlowKey key) {
            this.key = key;
            this.addresses = key.addresses();
            this.ports = key.ports();
        }

        /** @return whether the segment has this key, without a place */
        final boolean isOf(Segment segment) {
            long wanted = segment.addresses();
            return wanted != 0 ? addresses == wanted && ports == segment.ports() : segment.isBetween(key);
        }
    }

    private final Map<FlowKey, Flow> flows = new HashMap<>();
    private Flow[] lately = new Flow[2];   // by the hash of a segment's addresses, two that share one next to each other
    private long uses;
    private Flow eldest;
    private Flow youngest;
    private Flow[] unordered = new Flow[8];   // all of them younger than the youngest
    private int unorderedCount;

    int size() {
        return flows.size();
    }

    boolean isEmpty() {
        return flows.isEmpty();
    }

    /** @return the connection that was put or used longest ago; null when there is none */
    Flow eldest() {
        if (eldest == null) order();
        return eldest;
    }

    /** @return the connection whose key is that of the segment, without a place; it is the youngest now; null when there is none */
    Flow of(Segment segment) {
        int slot = segment.hash() & lately.length - 1;
        Flow flow = lately[slot];
        if (flow == null || !flow.isOf(segment)) {
            flow = find(segment, slot);
            if (flow == null) return null;
        }
        used(flow);
        return flow;
    }

    private Flow find(Segment segment, int slot) {
        Flow other = lately[slot ^ 1];
        if (other != null && other.isOf(segment)) return other;
        Flow flow = flows.get(segment.key());
        if (flow == null) return null;
        if (flows.size() > lately.length / 8 && lately.length < MOST_LATELY) lately = new Flow[lately.length * 2];
        int there = segment.hash() & lately.length - 1;
        lately[there ^ 1] = lately[there];
        lately[there] = flow;
        return flow;
    }

    /** @return null when there is none */
    Flow get(FlowKey key) {
        return flows.get(key);
    }

    /** @param flow which is in the table; it is the youngest now */
    void used(Flow flow) {
        flow.used = ++uses;
        if (flow.unordered >= 0) return;
        unlink(flow);
        addUnordered(flow);
    }

    /** @param flow is in no other table; it takes the place of one with the same key. Nothing happens to one that is in this table */
    void put(Flow flow) {
        Flow before = flows.put(flow.key(), flow);
        if (before == flow) return;
        if (before != null) drop(before);
        flow.used = ++uses;
        addUnordered(flow);
    }

    /** Nothing happens to one that is not in it. */
    void remove(Flow flow) {
        if (flows.remove(flow.key(), flow)) drop(flow);
    }

    private void drop(Flow flow) {
        if (flow.unordered < 0) unlink(flow);
        else removeUnordered(flow);
        int slot = flow.key().hashCode() & lately.length - 1;
        if (lately[slot] == flow) lately[slot] = null;
        else if (lately[slot ^ 1] == flow) lately[slot ^ 1] = null;
    }

    // ---- the order

    private void addUnordered(Flow flow) {
        if (unorderedCount == unordered.length) unordered = Arrays.copyOf(unordered, 2 * unorderedCount);
        flow.unordered = unorderedCount;
        unordered[unorderedCount++] = flow;
    }

    private void removeUnordered(Flow flow) {
        Flow last = unordered[--unorderedCount];
        last.unordered = flow.unordered;
        unordered[last.unordered] = last;
        unordered[unorderedCount] = null;
    }

    private void order() {
        if (unorderedCount > 1) Arrays.sort(unordered, 0, unorderedCount, new ByUse());
        for (int i = 0; i < unorderedCount; i++) {
            link(unordered[i]);
            unordered[i] = null;
        }
        unorderedCount = 0;
    }

    private static final class ByUse implements Comparator<Flow> {
        @Override
        public int compare(Flow one, Flow other) {
            return Long.compare(one.used, other.used);
        }
    }

    private void link(Flow flow) {
        flow.unordered = -1;
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
