package io.github.pcap2http.coding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The words that every brotli decoder knows (RFC 7932, section 8 and appendix A), and what can be done to them (appendix B). */
final class BrotliDictionary {
    private static final int MIN_LENGTH = 4;
    private static final int MAX_LENGTH = 24;
    /** By length of the words: logarithm of their count. */
    private static final int[] COUNT_BITS = {0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5};
    private static final int[] OFFSETS = new int[MAX_LENGTH + 2];
    private static final byte[] WORDS = words();

    /**
     * What stands before the word, what is done to it, what follows. What is done: = nothing; U first letter, A all letters to upper
     * case; +n first, -n last n bytes omitted.
     */
    private static final String[] TRANSFORMS = {
        "|=|", "|=| ", " |=| ", "|+1|", "|U| ", "|=| the ", " |=|", "s |=| ", "|=| of ", "|U|", "|=| and ", "|+2|", "|-1|",
        ", |=| ", "|=|, ", " |U| ", "|=| in ", "|=| to ", "e |=| ", "|=|\"", "|=|.", "|=|\">", "|=|\n", "|-3|", "|=|]",
        "|=| for ", "|+3|", "|-2|", "|=| a ", "|=| that ", " |U|", "|=|. ", ".|=|", " |=|, ", "|+4|", "|=| with ", "|=|'",
        "|=| from ", "|=| by ", "|+5|", "|+6|", " the |=|", "|-4|", "|=|. The ", "|A|", "|=| on ", "|=| as ", "|=| is ",
        "|-7|", "|-1|ing ", "|=|\n\t", "|=|:", " |=|. ", "|=|ed ", "|+9|", "|+7|", "|-6|", "|=|(", "|U|, ", "|-8|",
        "|=| at ", "|=|ly ", " the |=| of ", "|-5|", "|-9|", " |U|, ", "|U|\"", ".|=|(", "|A| ", "|U|\">", "|=|=\"", " |=|.",
        ".com/|=|", " the |=| of the ", "|U|'", "|=|. This ", "|=|,", ".|=| ", "|U|(", "|U|.", "|=| not ", " |=|=\"",
        "|=|er ", " |A| ", "|=|al ", " |A|", "|=|='", "|A|\"", "|U|. ", " |=|(", "|=|ful ", " |U|. ", "|=|ive ", "|=|less ",
        "|A|'", "|=|est ", " |U|.", "|A|\">", " |=|='", "|U|,", "|=|ize ", "|A|.", "\u00c2\u00a0|=|", " |=|,", "|U|=\"",
        "|A|=\"", "|=|ous ", "|A|, ", "|U|='", " |U|,", " |A|=\"", " |A|, ", "|A|,", "|A|(", "|A|. ", " |A|.", "|A|='",
        " |A|. ", " |U|=\"", " |A|='", " |U|='"
    };

    private BrotliDictionary() { }

    private static byte[] words() {
        for (int length = MIN_LENGTH; length <= MAX_LENGTH; length++) OFFSETS[length + 1] = OFFSETS[length] + (length << COUNT_BITS[length]);
        try (InputStream in = BrotliDictionary.class.getResourceAsStream("brotli.dictionary")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param length of the word before the transform
     * @param id how far behind the window the distance points, from 0
     */
    static byte[] word(int length, int id) throws IOException {
        if (length < MIN_LENGTH || length > MAX_LENGTH) throw new IOException("a word that is in no dictionary");
        int index = id & (1 << COUNT_BITS[length]) - 1;
        int transform = id >> COUNT_BITS[length];
        if (transform >= TRANSFORMS.length) throw new IOException("a word that is in no dictionary");
        int at = OFFSETS[length] + index * length;
        return transformed(Arrays.copyOfRange(WORDS, at, at + length), TRANSFORMS[transform]);
    }

    private static byte[] transformed(byte[] word, String transform) {
        int bar = transform.indexOf('|');
        int end = transform.indexOf('|', bar + 1);
        int from = 0;
        int to = word.length;
        switch (transform.charAt(bar + 1)) {
            case 'U' -> upper(word, 0);
            case 'A' -> {
                for (int i = 0; i < to; ) i += upper(word, i);
            }
            case '+' -> from = Math.min(to, transform.charAt(bar + 2) - '0');
            case '-' -> to = Math.max(0, to - (transform.charAt(bar + 2) - '0'));
            default -> { }
        }
        byte[] result = new byte[bar + to - from + transform.length() - end - 1];
        for (int i = 0; i < bar; i++) result[i] = (byte) transform.charAt(i);
        System.arraycopy(word, from, result, bar, to - from);
        int suffix = bar + to - from;
        for (int i = end + 1; i < transform.length(); i++) result[suffix++] = (byte) transform.charAt(i);
        return result;
    }

    /** A rough idea of upper case in UTF-8 (section 8). @return how many bytes the letter has */
    private static int upper(byte[] word, int at) {
        int first = word[at] & 0xff;
        if (first < 0xc0) {
            if (first >= 'a' && first <= 'z') word[at] ^= 0x20;
            return 1;
        }
        if (first < 0xe0) {
            if (at + 1 < word.length) word[at + 1] ^= 0x20;
            return 2;
        }
        if (at + 2 < word.length) word[at + 2] ^= 5;
        return 3;
    }
}
