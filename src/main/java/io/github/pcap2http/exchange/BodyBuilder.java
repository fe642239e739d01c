package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import java.util.List;

/** Keeps the content of a message as it comes, to the first hole or the limit, and counts the rest. */
final class BodyBuilder {
    private final BodyStore store;
    private final long limit;   // bytes
    private Draft kept;
    private long length;
    private long wireLength;
    private long lost;

    BodyBuilder(BodyStore store, Limits limits) {
        this.store = store;
        this.limit = limits.maxContent();
    }

    void append(Bytes bytes) {
        wireLength += bytes.length();
        int more = lost > 0 ? 0 : (int) Math.min(bytes.length(), limit - length);
        if (more <= 0) return;
        if (kept == null) kept = store.open();
        kept.append(bytes.slice(0, more));
        length += more;
    }

    /** @return whether it keeps more of what comes */
    boolean keeps() {
        return lost == 0 && length < limit;
    }

    /** Content came that is not kept. */
    void passed(long count) {
        wireLength += count;
    }

    void lost(long count) {
        lost += count;
    }

    long lost() {
        return lost;
    }

    /**
     * @param coded false when the fields do not speak of this content, as in a 304
     * @return the content as it was sent: with {@link Body#coding} set it is for {@link Decoding} to finish, and {@link Body#complete} does
     *     not look at codings
     */
    Body build(Fields fields, boolean coded, boolean whole, Notes notes) {
        if (wireLength + lost == 0) return whole ? Body.NONE : new Body(Content.EMPTY, 0, 0, 0, false, null);
        List<String> codings = coded ? fields.members("content-encoding") : List.of();
        Content content = kept == null ? Content.EMPTY : kept.take();
        boolean allKept = length == wireLength && lost == 0;
        if (limit > 0 && lost == 0 && wireLength > length) notes.note(Code.BODY_LIMIT, "kept " + length + " of " + wireLength + " bytes");
        return new Body(content, wireLength + lost, wireLength, lost, allKept && whole, codings.isEmpty() ? null : String.join(", ", codings));
    }
}
