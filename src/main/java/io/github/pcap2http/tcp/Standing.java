package io.github.pcap2http.tcp;

/**
 * Where a segment stands in what its sender sends. Positions are sequence numbers that do not wrap: their lower 32 bits are the sequence
 * number, so they are the same wherever the connection was captured.
 *
 * @param start position of its first byte; SYN counts as none
 * @param end position behind its last byte, those included that the capture cut off
 * @param acknowledged position in what the peer sends up to which it acknowledges; {@link #NOTHING} for none
 * @param data what its bytes are, as far as that is known when it comes
 * @param atOnce whether they are handed on as soon as it comes, for nothing before them is missing, nor anything that they may answer
 */
public record Standing(long start, long end, long acknowledged, Data data, boolean atOnce) {
    public static final long NOTHING = Long.MIN_VALUE;

    /** What the bytes of a segment are to those before them in the capture. */
    public enum Data {
        /** It has none. */
        NONE,
        NEW,
        /** Bytes before them are missing; they may still come. */
        AFTER_GAP,
        /** Bytes behind them came before. */
        OUT_OF_ORDER,
        /** All of them came before, or were given up as lost. */
        RETRANSMISSION,
        /** One byte that came before, or none, to hear whether the peer is alive (RFC 9293, section 3.8.4). */
        KEEP_ALIVE
    }
}
