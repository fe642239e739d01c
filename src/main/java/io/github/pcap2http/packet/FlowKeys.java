package io.github.pcap2http.packet;

/** Keys made lately. A packet mostly belongs to a flow that was seen a moment ago; then its key is here. */
final class FlowKeys {
    private static final int SLOTS = 4096;   // a power of two

    private final FlowKey[] slots = new FlowKey[SLOTS];

    /** The first end is the lower one. */
    FlowKey get(boolean ipv6, long firstHigh, long firstLow, int firstPort, long secondHigh, long secondLow, int secondPort) {
        int ports = firstPort << 16 | secondPort;
        int hash = FlowKey.hash(ipv6, firstHigh, firstLow, secondHigh, secondLow, ports);
        FlowKey known = slots[hash & SLOTS - 1];
        if (known != null && known.is(ipv6, firstHigh, firstLow, secondHigh, secondLow, ports)) return known;
        return slots[hash & SLOTS - 1] = new FlowKey(ipv6, firstHigh, firstLow, secondHigh, secondLow, ports, hash);
    }
}
