package io.github.pcap2http.exchange;

import io.github.pcap2http.coding.ContentCodings;
import io.github.pcap2http.coding.Decoded;

/** Undoes the codings of a body, once its message has ended. */
final class Decoding {
    private Decoding() { }

    /** @param sent as {@link BodyBuilder#build} gave it. @return whether there are codings, and what they hide is wanted */
    static boolean wanted(Body sent, Limits limits) {
        return sent.coding() != null && limits.maxContent() > 0;
    }

    /** @param sent is released, unless its content is the result's as well. @param fields of the message */
    static Body decoded(Body sent, Fields fields, Limits limits, BodyStore store, Notes notes) {
        Decoded decoded = ContentCodings.decode(sent.kept(), Codings.of(fields), limits.maxContent(), store);
        if (decoded.content() != sent.kept()) sent.kept().release();
        report(decoded, sent.complete(), notes);
        boolean complete = sent.complete() && decoded.problem() == Decoded.Problem.NONE && decoded.content().length() == decoded.size();
        return new Body(decoded.content(), decoded.size(), sent.wireLength(), sent.lost(), complete, decoded.coding());
    }

    private static void report(Decoded decoded, boolean whole, Notes notes) {
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
