package io.github.pcap2http.exchange;

/**
 * Limits that change the output. Those of a message or connection are counted there; those of all connections together are applied in the
 * order of the capture. So the machine does not matter.
 *
 * @param maxBody bytes of a decoded body to keep; 0: bodies are neither kept nor decoded
 * @param maxHead bytes of a header section to read
 * @param maxHeld bytes of one side that may wait for a missing segment
 * @param maxUndecided bytes of a connection that may wait for what tells what they are
 * @param maxWaiting requests of a connection that may wait for their responses
 * @param maxConnections that are open at a time, those counted that were until a moment ago
 * @param maxHeldByAll bytes that may wait on all connections together, for missing segments, for the rest of a header section or for what
 *     tells what they are
 */
public record Limits(long maxBody, int maxHead, long maxHeld, int maxUndecided, int maxWaiting, int maxConnections, long maxHeldByAll) {
    private static final long CODED = 64L << 20;   // bytes of content that waits to be decoded

    public static final Limits DEFAULT = new Limits(64L << 20, 1 << 20, 8L << 20, 512 << 10, 1000, 20_000, 16L << 20);

    /** @throws IllegalArgumentException when there is no room for a connection, or for a request */
    public Limits {
        if (maxConnections < 1) throw new IllegalArgumentException("too few connections: " + maxConnections);
        if (maxWaiting < 1) throw new IllegalArgumentException("too few requests: " + maxWaiting);
    }

    /** @return {@link #maxBody}, or what an array has room for where that is less */
    long maxContent() {
        return Math.min(maxBody, Integer.MAX_VALUE - 64);
    }

    /** @return bytes to keep of content that is to be decoded, which takes all of it, even if little is kept in the end */
    long maxCoded() {
        return maxBody == 0 ? 0 : Math.max(CODED, maxContent());
    }

    /** @param bytes as {@link #maxBody} */
    public Limits withMaxBody(long bytes) {
        return new Limits(bytes, maxHead, maxHeld, maxUndecided, maxWaiting, maxConnections, maxHeldByAll);
    }

    /** @param bytes as {@link #maxHead} */
    public Limits withMaxHead(int bytes) {
        return new Limits(maxBody, bytes, maxHeld, maxUndecided, maxWaiting, maxConnections, maxHeldByAll);
    }

    /** @param bytes as {@link #maxHeld} */
    public Limits withMaxHeld(long bytes) {
        return new Limits(maxBody, maxHead, bytes, maxUndecided, maxWaiting, maxConnections, maxHeldByAll);
    }

    /** @param bytes as {@link #maxUndecided} */
    public Limits withMaxUndecided(int bytes) {
        return new Limits(maxBody, maxHead, maxHeld, bytes, maxWaiting, maxConnections, maxHeldByAll);
    }

    /** @param count as {@link #maxWaiting} */
    public Limits withMaxWaiting(int count) {
        return new Limits(maxBody, maxHead, maxHeld, maxUndecided, count, maxConnections, maxHeldByAll);
    }

    /** @param count as {@link #maxConnections} */
    public Limits withMaxConnections(int count) {
        return new Limits(maxBody, maxHead, maxHeld, maxUndecided, maxWaiting, count, maxHeldByAll);
    }

    /** @param bytes as {@link #maxHeldByAll} */
    public Limits withMaxHeldByAll(long bytes) {
        return new Limits(maxBody, maxHead, maxHeld, maxUndecided, maxWaiting, maxConnections, bytes);
    }
}
