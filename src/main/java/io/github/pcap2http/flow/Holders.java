package io.github.pcap2http.flow;

/**
 * Which connections hold bytes back, since others are missing or still to come, or nothing tells yet what they are, and how many that are
 * together. Each connection has limits of its own; thousands of them need one for all.
 */
final class Holders {
    private final long maxBytes;
    private long all;          // bytes of those in the list, as each was counted when it was heard of last
    private Flow mostSilent;   // a list of those that hold something: from the one that was heard of longest ago
    private Flow lastHeard;    // to this one

    /** @param maxBytes that all connections hold at most */
    Holders(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A segment of the connection has come. */
    void heard(Flow flow) {
        long bytes = flow.held();
        if (flow.counted > 0) remove(flow);
        if (bytes > 0) add(flow, bytes);
    }

    private void add(Flow flow, long bytes) {
        all += bytes;
        flow.counted = bytes;
        flow.moreSilent = lastHeard;
        if (lastHeard == null) mostSilent = flow;
        else lastHeard.lessSilent = flow;
        lastHeard = flow;
    }

    private void remove(Flow flow) {
        all -= flow.counted;
        flow.counted = 0;
        if (flow.moreSilent == null) mostSilent = flow.lessSilent;
        else flow.moreSilent.lessSilent = flow.lessSilent;
        if (flow.lessSilent == null) lastHeard = flow.moreSilent;
        else flow.lessSilent.moreSilent = flow.moreSilent;
        flow.moreSilent = null;
        flow.lessSilent = null;
    }

    /** @return the connection that is to let go of what it holds, and counts as if it had; null: there is room enough */
    Flow excess() {
        if (all <= maxBytes) return null;
        Flow silent = mostSilent;
        remove(silent);
        return silent;
    }
}
