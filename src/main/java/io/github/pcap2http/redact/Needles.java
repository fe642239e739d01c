package io.github.pcap2http.redact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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
 * <p>All are searched for at the same time: a table tells by four characters which may begin at a place.
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
    private static final int SLOTS = 1 << 13;

    private record Needle(String text, String secret, Mode mode, boolean word) { }

    private final List<Needle> all = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private final int[] first = new int[SLOTS];   // index in all, by four characters; -1: none
    private final int[] next;

    Needles(Map<String, Mode> secrets) {
        secrets.forEach(this::variants);
        Arrays.fill(first, -1);
        next = new int[all.size()];
        for (int i = all.size() - 1; i >= 0; i--) {
            int slot = slot(all.get(i).text, 0);
            next[i] = first[slot];
            first[slot] = i;
        }
    }

    private void variants(String secret, Mode mode) {
        Set<String> forms = new LinkedHashSet<>();   // it may be that its own characters look like an encoding
        for (Level level = Level.of(secret); level != null; level = level.next()) {
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
        add(String.join("\0", piece.split("")), secret, mode, false);   // UTF-16, in what is otherwise no text
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

    private void add(String text, String secret, Mode mode, boolean word) {
        String folded = folded(text);
        if (folded.length() >= Secrets.LEAST && texts.add(folded)) all.add(new Needle(folded, secret, mode, word));
    }

    private static String folded(String text) {
        return text.replace('+', ' ');
    }

    private static int slot(String text, int at) {
        int four = text.charAt(at) << 24 ^ text.charAt(at + 1) << 16 ^ text.charAt(at + 2) << 8 ^ text.charAt(at + 3);
        return (four * 0x9E3779B1) >>> 19;
    }

    /** @param bytes whether the text is none, so that only what cannot be a common word counts */
    void find(Level level, boolean bytes, Hits hits) {
        if (all.isEmpty()) return;
        String text = folded(level.text());
        for (int at = 0; at + Secrets.LEAST <= text.length(); at++) {
            Needle longest = longestAt(text, at, bytes);
            if (longest == null) continue;
            int end = at + longest.text.length();
            hits.put(level.origin(at), level.end(end), hits.instead(longest.secret, longest.mode));
            at = end - Math.min(longest.text.length() - 1, LEAST_PIECE);   // another one may overlap its end
        }
    }

    private Needle longestAt(String text, int at, boolean bytes) {
        Needle longest = null;
        for (int i = first[slot(text, at)]; i >= 0; i = next[i]) {
            Needle needle = all.get(i);
            if (needle.word && bytes || !text.startsWith(needle.text, at)) continue;
            if (needle.word && !wholeWord(text, at, at + needle.text.length())) continue;
            if (longest == null || longest.text.length() < needle.text.length()) longest = needle;
        }
        return longest;
    }

    private static boolean wholeWord(String text, int from, int to) {
        return (from == 0 || !wordy(text.charAt(from - 1))) && (to == text.length() || !wordy(text.charAt(to)));
    }

    private static boolean wordy(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80;
    }

    /** Finds a secret of which only the beginning is there, since the text was cut at {@code end}, perhaps in the midst of an encoded character. */
    void findCut(Level level, int end, Hits hits) {
        String text = folded(level.text().substring(Math.max(0, end - PIECE), Math.max(0, end)));
        int offset = end - text.length();
        for (Needle needle : all) {
            int from = cutAt(text, needle.text);
            if (from >= 0) hits.put(level.origin(offset + from), level.end(end), hits.instead(needle.secret, needle.mode));
        }
    }

    /** @return where the beginning of {@code needle} stands before the end of {@code text}; -1 where it does not */
    private static int cutAt(String text, String needle) {
        for (int end = text.length(); end > 0 && end > text.length() - LONGEST_CODE; end--) {
            for (int length = Math.min(end, needle.length() - 1); length >= LEAST_CUT; length--) {
                if (text.regionMatches(end - length, needle, 0, length)) return end - length;
            }
        }
        return -1;
    }
}
