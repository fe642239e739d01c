package io.github.pcap2http.choose;

import java.util.Locale;

/** A pattern in which {@code *} is any text and {@code ?} any one character. All of a text must fit. Takes time of pattern times text at most. */
final class Glob {
    private final String pattern;
    private final boolean foldCase;

    Glob(String pattern, boolean foldCase) {
        this.foldCase = foldCase;
        this.pattern = folded(pattern);
    }

    private String folded(String text) {
        return foldCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** The last star only is taken back: what fits before it fits as early as it can. */
    boolean matches(String text) {
        String given = folded(text);
        int at = 0;
        int in = 0;
        int star = -1;
        int after = 0;   // where in the text the star ends
        while (in < given.length()) {
            char c = at < pattern.length() ? pattern.charAt(at) : 0;
            if (at < pattern.length() && c == '*') {
                star = at++;
                after = in;
            } else if (at < pattern.length() && (c == '?' || c == given.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++after;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') at++;
        return at == pattern.length();
    }
}
