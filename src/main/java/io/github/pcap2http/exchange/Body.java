package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;

/**
 * The content of a message, with the transfer coding taken off and, where it was possible, the content codings too.
 *
 * @param content the bytes at hand, from the start to the first hole or to the limit; owned by this body
 * @param size bytes of the whole content after decoding, as far as known: kept, counted only, and lost ones
 * @param wireLength bytes of the content that were captured, still coded, without chunk framing
 * @param lost bytes that the capture lacks
 * @param complete whether {@code content} is the whole content: nothing lost, cut, left out, or still coded
 * @param coding the content codings that {@code content} is still in, or null when all were undone
 */
public record Body(Bytes content, long size, long wireLength, long lost, boolean complete, String coding) {
    public static final Body NONE = new Body(Bytes.EMPTY, 0, 0, 0, true, null);
}
