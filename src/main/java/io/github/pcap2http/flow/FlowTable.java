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
 * <p><b>Operations</b>: find and use, for each segment; put and remove, for each connection; the eldest, now and then. <b>Plan</b>: a segment
 * mostly finds its connection among those that were found lately, without a key being made, and writes nothing but in that. So to use one
 * does not move it in a list, but only numbers it: the table is a list of the eldest ones, in order, and behind them a set of all that were
 * put or used since, without any. Only when the list is empty and somebody asks for the eldest, the set is sorted and becomes the list.
 */
final class FlowTable {
    private static final int MOST_LATELY = 1 << 16;

    /** What the table knows of a connection; all but the key is the table's. */
    abstract static class Entry {
        private FlowKey key;
        private long addresses;   // as the key has them; so the next one
        private int ports;
        long used;                // when it was put or used last, as a number that grows
        int unordered;            // where it is among those without an order; -1: it is in the list
        Flow elder;               // neighbours in the list; null at its ends
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
    private Flow[] lately = new Flow[2];   // found lately: by the last bits of the key's hash, or beside that place, where a newer one pushed it
    private long uses;
    private Flow eldest;     // of the list; null: it is empty
    private Flow youngest;
    private Flow[] unordered = new Flow[8];   // younger than all of the list
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
