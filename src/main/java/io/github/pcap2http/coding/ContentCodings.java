package io.github.pcap2http.coding;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.coding.Decoded.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Undoes the codings of a content (RFC 9110, section 8.4.1; RFC 9112, section 7.2): gzip, deflate with or without its zlib wrapper, br,
 * zstd. A coding that is unknown, or that turns out not to be there at all, stays on, with those inside of it.
 *
 * <p>A bomb is content that grows beyond {@link #SMALL} bytes, beyond the limit and to more than {@link #MAX_RATIO} times its
 * encoded size, or beyond {@link #MAX_COUNTED} bytes in any case. Decoding then stops.
 */
public final class ContentCodings {
    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "br", "zstd");
    private static final int MAX_CODINGS = 8;
    private static final int BLOCK = 16 << 10;
    private static final long SMALL = 16L << 20;
    private static final long MAX_RATIO = 1000;
    private static final long MAX_COUNTED = 4L << 30;

    private ContentCodings() { }

    /**
     * Never throws for what the bytes are.
     *
     * @param encoded is the content of the result where no coding was undone and the limit allows it, and may be read on
     * @param codings in the order they were applied; compared without case; "identity" and empty names count for nothing
     * @param limit bytes of content to keep, 0 or more; what is beyond is counted
     * @param store keeps what is decoded
     * @throws UncheckedIOException when a file fails in which {@code encoded} lies
     */
    public static Decoded decode(Content encoded, List<String> codings, long limit, Supplier<Draft> store) {
        List<String> on = new ArrayList<>(2);
        for (String coding : codings) {
            String name = coding.strip();
            if (!name.isEmpty() && !name.equalsIgnoreCase("identity")) on.add(meant(name));
        }
        if (on.size() > MAX_CODINGS) return asItIs(encoded, on, limit, Problem.UNKNOWN, on.size() + " codings", store);
        int known = on.size();
        while (known > 0 && KNOWN.contains(on.get(known - 1).toLowerCase(Locale.ROOT))) known--;
        return undo(encoded, on, known, limit, store);
    }

    /** A name with something in or around it that does not belong there, as browsers and those who want to evade filters write. */
    private static String meant(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (KNOWN.contains(lower)) return lower;
        String letters = lower.replaceAll("[^a-z]", "");
        return letters.contains("gzip") ? "gzip" : letters.contains("deflate") ? "deflate" : name;
    }

    /** Undoes the codings from {@code first}, the last of them first. */
    private static Decoded undo(Content encoded, List<String> codings, int first, long limit, Supplier<Draft> store) {
        String unknown = first == 0 ? "" : "coding " + codings.get(first - 1);
        if (first == codings.size()) return asItIs(encoded, codings, limit, first == 0 ? Problem.NONE : Problem.UNKNOWN, unknown, store);

        Deque<Decoder> decoders = new ArrayDeque<>();
        Kept kept = new Kept(limit, encoded.length(), store);
        boolean bomb;
        InputStream in = encoded.stream();
        try {
            for (int i = codings.size() - 1; i >= first; i--) {
                Decoder decoder = decoder(codings.get(i).toLowerCase(Locale.ROOT), in);
                decoders.add(decoder);
                in = decoder;
            }
            bomb = !kept.takeAll(in);
        } finally {
            for (Decoder decoder : decoders) decoder.close();
        }
        int absent = codings.size() - 1;
        for (Decoder decoder : decoders) {
            if (decoder.absent()) return withoutCoding(encoded, codings, absent, limit, decoder.detail(), store);
            if (decoder.problem() != Problem.NONE) return kept.result(decoder.problem(), decoder.detail(), remaining(codings, first));
            absent--;
        }
        if (bomb) return kept.result(Problem.BOMB, "stopped after " + kept.size + " bytes from " + encoded.length(), remaining(codings, first));
        return kept.result(first == 0 ? Problem.NONE : Problem.UNKNOWN, unknown, remaining(codings, first));
    }

    /** For content that says it has coding {@code absent} but has not: the others are undone. */
    private static Decoded withoutCoding(Content encoded, List<String> codings, int absent, long limit, String detail, Supplier<Draft> store) {
        List<String> others = new ArrayList<>(codings);
        others.remove(absent);
        if (others.isEmpty()) return asItIs(encoded, codings, limit, Problem.CORRUPT, detail, store);
        Decoded rest = decode(encoded, others, limit, store);
        return new Decoded(rest.content(), rest.size(), Problem.CORRUPT, detail, rest.coding());
    }

    private static Decoded asItIs(Content encoded, List<String> codings, long limit, Problem problem, String detail, Supplier<Draft> store) {
        String coding = remaining(codings, codings.size());
        if (encoded.length() <= limit) return new Decoded(encoded, encoded.length(), problem, detail, coding);
        Kept kept = new Kept(limit, encoded.length(), store);
        kept.takeAll(encoded.stream());
        return kept.result(problem, detail, coding);
    }

    private static String remaining(List<String> codings, int count) {
        return count == 0 ? null : String.join(", ", codings.subList(0, count));
    }

    private static Decoder decoder(String coding, InputStream source) {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GzipDecoder(source);
            case "deflate" -> new DeflateDecoder(source);
            case "br" -> new BrotliDecoder(source);
            case "zstd" -> new ZstdDecoder(source, ZstdDecoder.CONTENT_WINDOW);
            default -> throw new IllegalArgumentException(coding);
        };
    }

    /** The first bytes of a content, the rest counted. */
    private static final class Kept {
        private final long encodedSize;
        private final long limit;
        private final Supplier<Draft> store;
        private Draft draft;
        private long length;
        private long size;

        Kept(long limit, long encodedSize, Supplier<Draft> store) {
            this.limit = limit;
            this.encodedSize = encodedSize;
            this.store = store;
        }

        /** @return false when it was a bomb */
        boolean takeAll(InputStream in) {
            byte[] block = new byte[BLOCK];
            try {
                for (int n = in.read(block); n >= 0; n = in.read(block)) {
                    keep(block, n);
                    size += n;
                    if (size > MAX_COUNTED || size > Math.max(limit, SMALL) && size / MAX_RATIO > encodedSize) return false;
                }
                return true;
            } catch (IOException e) {
                throw new IllegalStateException("decoders do not throw", e);
            }
        }

        private void keep(byte[] block, int count) {
            int more = (int) Math.min(count, limit - length);
            if (more <= 0) return;
            if (draft == null) draft = store.get();
            draft.append(Bytes.of(block, 0, more));
            length += more;
        }

        Decoded result(Problem problem, String detail, String remaining) {
            return new Decoded(draft == null ? Content.EMPTY : draft.take(), size, problem, detail, remaining);
        }
    }
}
