package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.coding.ContentCodings;
import io.github.pcap2http.coding.Decoded;
import java.util.List;

/** Keeps the content of a message as it comes, to the first hole or the limit, counts the rest, and decodes it at the end. */
final class BodyBuilder {
    private final BodyStore store;
    private final long limit;
    private Draft kept;
    private long length;
    private long wireLength;
    private long lost;

    BodyBuilder(BodyStore store, Limits limits) {
        this.store = store;
        this.limit = Math.min(limits.maxBody(), Integer.MAX_VALUE - 64);
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

    /** @param coded false when the fields do not speak of this content, as in a 304 */
    Body build(Fields fields, boolean coded, boolean whole, ExchangeBuilder notes) {
        if (wireLength + lost == 0) return whole ? Body.NONE : new Body(Content.EMPTY, 0, 0, 0, false, null);
        List<String> codings = coded ? fields.members("content-encoding") : List.of();
        Content content = kept == null ? Content.EMPTY : kept.take();
        boolean allKept = length == wireLength && lost == 0;
        if (limit > 0 && lost == 0 && wireLength > length) notes.note(Code.BODY_LIMIT, "kept " + length + " of " + wireLength + " bytes");
        if (codings.isEmpty() || limit == 0) {
            return new Body(content, wireLength + lost, wireLength, lost, allKept && whole, codings.isEmpty() ? null : String.join(", ", codings));
        }
        Decoded decoded = ContentCodings.decode(content, codings, limit, store);
        if (decoded.content() != content) content.release();
        report(decoded, allKept && whole, notes);
        boolean complete = allKept && whole && decoded.problem() == Decoded.Problem.NONE && decoded.content().length() == decoded.size();
        return new Body(decoded.content(), decoded.size(), wireLength, lost, complete, decoded.coding());
    }

    private static void report(Decoded decoded, boolean whole, ExchangeBuilder notes) {
        switch (decoded.problem()) {
            case NONE -> { }
            case UNKNOWN -> notes.note(Code.UNKNOWN_CODING, decoded.detail());
            case TRUNCATED -> {
                if (whole) notes.note(Code.CODING_TRUNCATED, decoded.detail());
            }
            case CORRUPT -> notes.note(Code.CODING_CORRUPT, decoded.detail());
            case BOMB -> notes.note(Code.CODING_BOMB, decoded.detail());
        }
        if (decoded.content().length() < decoded.size() && decoded.problem() != Decoded.Problem.BOMB) {
            notes.note(Code.BODY_LIMIT, "kept " + decoded.content().length() + " of " + decoded.size() + " bytes");
        }
    }
}
