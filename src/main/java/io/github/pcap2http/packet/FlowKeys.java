package io.github.pcap2http.packet;

/** Keys made lately. A packet mostly belongs to a flow that was seen a moment ago; then its key is here. */
final class FlowKeys {
    private static final int SLOTS = 4096;   // a power of two

    private final FlowKey[] slots = new FlowKey[SLOTS];

    /** @param hash as {@link FlowKey#hash} has it for the rest. The first end is the lower one */
    FlowKey get(boolean ipv6, long firstHigh, long firstLow, long secondHigh, long secondLow, int ports, int hash) {
        FlowKey known = slots[hash & SLOTS - 1];
        if (known != null && known.is(ipv6, firstHigh, firstLow, secondHigh, secondLow, ports)) return known;
        return slots[hash & SLOTS - 1] = new FlowKey(ipv6, firstHigh, firstLow, secondHigh, secondLow, ports, hash);
    }
}
