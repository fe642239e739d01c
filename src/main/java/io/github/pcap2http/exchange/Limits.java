package io.github.pcap2http.exchange;

/**
 * Limits that change the output. Those of a message or connection are counted there; those of all connections together are applied in the
 * order of the capture. So the machine does not matter.
 *
 * @param maxBody bytes of a decoded body to keep; 0: bodies are neither kept nor decoded
 * @param maxHead bytes of a header section to read
 * @param maxHeld bytes of one side that may wait for a missing segment
 * @param maxConnections that are open at a time, those counted that were until a moment ago
 * @param maxHeldByAll bytes that may wait on all connections together, for missing segments, for the rest of a header section or for what
 *     tells what they are
 */
public record Limits(long maxBody, int maxHead, long maxHeld, int maxConnections, long maxHeldByAll) {
    public static final Limits DEFAULT = new Limits(64L << 20, 1 << 20, 8L << 20, 20_000, 16L << 20);

    /** @throws IllegalArgumentException when there is no room for a connection */
    public Limits {
        if (maxConnections < 1) throw new IllegalArgumentException("too few connections: " + maxConnections);
    }

    /** @param bytes as {@link #maxBody} */
    public Limits withMaxBody(long bytes) {
        return new Limits(bytes, maxHead, maxHeld, maxConnections, maxHeldByAll);
    }

    /** @param count as {@link #maxConnections} */
    public Limits withMaxConnections(int count) {
        return new Limits(maxBody, maxHead, maxHeld, count, maxHeldByAll);
    }

    /** @param bytes as {@link #maxHeldByAll} */
    public Limits withMaxHeldByAll(long bytes) {
        return new Limits(maxBody, maxHead, maxHeld, maxConnections, bytes);
    }
}
