package io.github.pcap2http.exchange;

/**
 * Limits that change the output. All are counted per message or connection, so threads and machine do not matter.
 *
 * @param maxBody bytes of a decoded body to keep; 0: bodies are neither kept nor decoded
 * @param maxHead bytes of a header section to read
 * @param maxHeld bytes of one side that may wait for a missing segment
 */
public record Limits(long maxBody, int maxHead, long maxHeld) {
    public static final Limits DEFAULT = new Limits(64L << 20, 1 << 20, 16L << 20);
}
