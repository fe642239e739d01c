package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import java.util.List;

/** Keeps the content of a message as it comes, to the first hole or the limit, and counts the rest. */
final class BodyBuilder {
    private final BodyStore store;
    private final Fields description;   // and not the codings, which may be a great many
    private final long limit;   // bytes
    private Draft draft;
    private long length;
    private long wireLength;
    private long lost;

    /** @param description fields that say in which codings the content is */
    BodyBuilder(BodyStore store, Fields description, Limits limits) {
        this.store = store;
        this.description = description;
        this.limit = Codings.of(description).isEmpty() ? limits.maxContent() : limits.maxCoded();
    }

    void append(Bytes bytes) {
        wireLength += bytes.length();
        int more = lost > 0 ? 0 : (int) Math.min(bytes.length(), limit - length);
        if (more <= 0) return;
        if (draft == null) draft = store.open();
        draft.append(bytes.slice(0, more));
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
     * @return the content as it was sent: with {@link Body#coding} set it is for {@link Decoding} to finish, and {@link Body#complete} does
     *     not look at codings
     */
    Body build(boolean whole, Notes notes) {
        if (wireLength + lost == 0) return whole ? Body.NONE : new Body(Content.EMPTY, 0, 0, 0, false, null);
        Content content = draft == null ? Content.EMPTY : draft.take();
        boolean allKept = length == wireLength && lost == 0;
        List<String> codings = Codings.of(description);
        String verb = codings.isEmpty() ? "kept " : "decoded the first ";
        if (limit > 0 && lost == 0 && wireLength > length) notes.note(Code.BODY_LIMIT, verb + length + " of " + wireLength + " bytes");
        return new Body(content, wireLength + lost, wireLength, lost, allKept && whole, codings.isEmpty() ? null : String.join(", ", codings));
    }
}
