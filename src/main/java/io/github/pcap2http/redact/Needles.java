package io.github.pcap2http.redact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds secrets wherever they stand: as they are, in base64 at any place of a longer text and in both alphabets, in hexadecimal, in UTF-8, UTF-16 or ISO 8859-1;
 * and all that in a text whose other encodings were taken off ({@link Level}). A plus sign and a blank are the same, as in forms.
 *
 * <p>All are searched for at the same time. Plan: a bit tells by four characters whether any may begin at a place; then a table by the hash of as many
 * characters as one has, or of its first {@value #ANCHOR}, leads to it. Hashes of any stretch of the text come out of those of its beginnings, so that a
 * place costs the same however long and however alike the secrets are.
 */
final class Needles {
    /** Longer values are searched for in pieces, in bytes: so a piece, however it is encoded, fits where windows of a body overlap. */
    static final int PIECE = 4096;
    private static final int LEAST_PIECE = 64;   // bytes of the last piece
    /** Shorter ones are found as whole words only: they may be a part of anything. */
    private static final int LEAST_WORD = 8;
    private static final int LEAST_CODED = 5;    // characters of base64 and so on
    private static final int LEAST_CUT = 6;      // characters of a secret that the text's end has cut
    private static final int LONGEST_CODE = 12;  // characters that one may be written with
    private static final int ANCHOR = 16;        // characters
    private static final int MOST_ALIKE = 16;    // with the same anchor; of more, the anchor is taken for the secret
    private static final long BASE = 0x9E3779B97F4A7C15L;

    /** @param hash of the text */
    private record Needle(String text, String secret, Mode mode, boolean word, long hash) {
        Needle(String text, String secret, Mode mode, boolean word) {
            this(text, secret, mode, word, Needles.hash(text, text.length()));
        }
    }

    private final List<Needle> all = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private final BitSet begins = new BitSet(1 << 16);    // by four characters
    private final BitSet lengths = new BitSet(ANCHOR + 1);   // of needles shorter than an anchor, and that
    private final Map<Long, List<Needle>> alike = new HashMap<>();   // by the hash of as many characters as the length or the anchor has
    private final long[] seen;    // the keys of that, open addressed, since boxes for each place cost too much; 0: none
    private long[] powers = {1};

    Needles(Map<String, Mode> secrets) {
        secrets.forEach(this::variants);
        texts.clear();
        int longest = ANCHOR;
        for (Needle needle : all) {
            longest = Math.max(longest, needle.text.length());
            index(needle);
        }
        powers = new long[longest + 1];
        powers[0] = 1;
        for (int i = 1; i <= longest; i++) powers[i] = powers[i - 1] * BASE;
        seen = new long[Math.max(16, Integer.highestOneBit(alike.size()) << 2)];
        for (long key : alike.keySet()) seen[place(key)] = key;
    }

    private void index(Needle needle) {
        int length = Math.min(needle.text.length(), ANCHOR);
        begins.set(four(needle.text, 0));
        lengths.set(length);
        List<Needle> same = alike.computeIfAbsent(hash(needle.text, length), key -> new ArrayList<>(1));
        if (same.size() < MOST_ALIKE) same.add(needle);
        else if (same.get(0).text.length() > length) same.add(0, new Needle(needle.text.substring(0, length), needle.secret, needle.mode, false));
        if (same.size() > MOST_ALIKE) same.subList(1, same.size()).clear();
    }

    private static int four(String text, int at) {
        int four = text.charAt(at) << 24 ^ text.charAt(at + 1) << 16 ^ text.charAt(at + 2) << 8 ^ text.charAt(at + 3);
        return four * 0x9E3779B1 >>> 16;
    }

    /** @return never 0, but for what differs in the first bit only */
    private static long hash(String text, int length) {
        long hash = 0;
        for (int i = 0; i < length; i++) hash = hash * BASE + text.charAt(i) + 1;
        return hash | 1;
    }

    /** @return where {@code key} is, or would be */
    private int place(long key) {
        int at = (int) (key * BASE >>> 40) & seen.length - 1;
        while (seen[at] != 0 && seen[at] != key) at = at + 1 & seen.length - 1;
        return at;
    }

    private void variants(String secret, Mode mode) {
        Set<String> forms = new LinkedHashSet<>();   // it may be that its own characters look like an encoding
        for (Level level : Level.of(secret).all()) {
            forms.add(level.text());
            forms.add(level.text().replace('+', ' '));
        }
        for (String form : List.copyOf(forms)) {
            String other = otherCharset(form);
            if (other != null) forms.add(other);
        }
        for (String form : forms) {
            for (int at = 0; at < form.length(); at += PIECE) {
                String piece = form.substring(Math.max(0, Math.min(at, form.length() - LEAST_PIECE)), Math.min(at + PIECE, form.length()));
                coded(piece, secret, mode);
            }
        }
    }

    /** Non-ASCII characters as UTF-8 where these are ISO 8859-1, or the other way round; null where there is no other way to write it. */
    private static String otherCharset(String form) {
        if (form.chars().allMatch(c -> c < 0x80)) return null;
        byte[] bytes = form.getBytes(StandardCharsets.ISO_8859_1);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().allMatch(c -> c < 0x100) ? text : null;
        } catch (CharacterCodingException e) {
            return new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
    }

    private void coded(String piece, String secret, Mode mode) {
        add(piece, secret, mode, piece.length() < LEAST_WORD);
        add(wide(piece), secret, mode, false);
        byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
        HexFormat hex = HexFormat.of();
        if (bytes.length >= LEAST_CODED) {
            add(hex.formatHex(bytes), secret, mode, false);
            add(hex.withUpperCase().formatHex(bytes), secret, mode, false);
        }
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            String own = text.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);   // characters that the secret alone makes
            if (own.length() < LEAST_CODED) continue;
            add(own, secret, mode, false);
            add(own.replace('+', '-').replace('/', '_'), secret, mode, false);
        }
    }

    /** @return it as UTF-16 has it, in what is otherwise no text */
    private static String wide(String piece) {
        char[] wide = new char[2 * piece.length() - 1];
        for (int i = 0; i < piece.length(); i++) wide[2 * i] = piece.charAt(i);
        return new String(wide);
    }

    private void add(String text, String secret, Mode mode, boolean word) {
        String folded = folded(text);
        if (folded.length() >= Secrets.LEAST && texts.add(folded)) all.add(new Needle(folded, secret, mode, word));
    }

    private static String folded(String text) {
        return text.replace('+', ' ');
    }

    /** @param bytes whether the text is none, so that only what cannot be a common word counts */
    void find(Level level, boolean bytes, Hits hits) {
        if (all.isEmpty()) return;
        String folded = folded(level.text());
        Haystack text = null;   // most texts hold nothing that begins so
        for (int at = 0; at + Secrets.LEAST <= folded.length(); at++) {
            if (!begins.get(four(folded, at))) continue;
            if (text == null) text = new Haystack(folded);
            Needle longest = longestAt(text, at, bytes);
            if (longest == null) continue;
            int end = at + longest.text.length();
            hits.put(level.origin(at), level.end(end), hits.instead(longest.secret, longest.mode));
            at = end - Math.min(longest.text.length() - 1, LEAST_PIECE);   // another one may overlap its end
        }
    }

    private Needle longestAt(Haystack text, int at, boolean bytes) {
        Needle longest = null;
        for (int length = lengths.nextSetBit(0); length >= 0 && at + length <= text.text.length(); length = lengths.nextSetBit(length + 1)) {
            long key = text.hash(at, length) | 1;
            if (seen[place(key)] == 0) continue;
            for (Needle needle : alike.get(key)) {
                boolean longer = longest == null || longest.text.length() < needle.text.length();
                if (longer && !(needle.word && bytes) && text.has(needle, at) && (!needle.word || wholeWord(text.text, at, at + needle.text.length()))) {
                    longest = needle;
                }
            }
        }
        return longest;
    }

    /** A text, and the hashes of its beginnings. */
    private final class Haystack {
        private final String text;
        private final long[] hashes;

        Haystack(String text) {
            this.text = text;
            this.hashes = new long[text.length() + 1];
            for (int i = 0; i < text.length(); i++) hashes[i + 1] = hashes[i] * BASE + text.charAt(i) + 1;
        }

        long hash(int from, int length) {
            return hashes[from + length] - hashes[from] * powers[length];
        }

        /** Long ones, which may be alike for long, are compared when their hashes are equal. */
        boolean has(Needle needle, int at) {
            int length = needle.text.length();
            return at + length <= text.length() && (hash(at, length) | 1) == needle.hash && text.startsWith(needle.text, at);
        }
    }

    private static boolean wholeWord(String text, int from, int to) {
        return (from == 0 || !wordy(text.charAt(from - 1))) && (to == text.length() || !wordy(text.charAt(to)));
    }

    private static boolean wordy(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80;
    }

    /** Finds a secret of which only the beginning is there, since the text was cut at {@code end}, perhaps in the midst of an encoded character. */
    void findCut(Level level, int end, Hits hits) {
        Haystack text = new Haystack(folded(level.text().substring(Math.max(0, end - 2 * PIECE), Math.max(0, end))));
        int offset = end - text.text.length();
        for (Needle needle : all) {
            int from = cutAt(text, needle.text);
            if (from >= 0) hits.put(level.origin(offset + from), level.end(end), hits.instead(needle.secret, needle.mode));
        }
    }

    /** @return where the longest beginning of {@code needle} stands before the end of {@code text}; -1 where none does */
    private int cutAt(Haystack text, String needle) {
        int from = -1;
        int size = text.text.length();
        long[] hashes = new Haystack(needle).hashes;
        for (int length = Math.min(needle.length() - 1, size); length >= LEAST_CUT; length--) {
            int least = Math.max(length, size - LONGEST_CODE + 1);   // where it may end
            for (int end = least; end <= size && (from < 0 || end - length < from); end++) {
                if (text.hash(end - length, length) == hashes[length] && text.text.regionMatches(end - length, needle, 0, length)) from = end - length;
            }
        }
        return from;
    }
}
