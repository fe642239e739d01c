package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;

/**
 * The content of a message, with the chunks taken off and, where it was possible, the codings ({@link Codings}) too.
 *
 * @param kept the bytes at hand, from the start to the first hole or to the limit
 * @param size bytes of the whole content after decoding, as far as known: kept, counted only, and lost ones
 * @param wireLength bytes of the content that were captured, still coded, without chunk framing; -1 when that is not known
 * @param lost bytes that the capture lacks
 * @param complete whether {@code kept} is the whole content: nothing lost, cut, left out, or still coded
 * @param coding the codings that {@code kept} is still in ({@link Codings}), the first applied first; null when all were undone
 */
public record Body(Content kept, long size, long wireLength, long lost, boolean complete, String coding) {
    public static final Body NONE = new Body(Content.EMPTY, 0, 0, 0, true, null);

    /** @param kept on the heap */
    public Body(Bytes kept, long size, long wireLength, long lost, boolean complete, String coding) {
        this(Content.of(kept), size, wireLength, lost, complete, coding);
    }

    /** @return the bytes at hand in one array: see {@link Content#bytes} */
    public Bytes content() {
        return kept.bytes();
    }

    /** @return the same body, for those that keep it: on the heap, or without its bytes where they are more than {@code most} */
    Body onHeap(long most) {
        return new Body(kept.length() > most ? Content.EMPTY : Content.of(kept.bytes()), size, wireLength, lost, complete, coding);
    }
}
