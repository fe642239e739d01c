package io.github.pcap2http.choose;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression, as {@link Pattern} has it, that is looked for in text which somebody may have made to be slow to search.
 *
 * <p><b>Plan</b>: the text is searched in windows, each of which begins with the end of the one before; so a match is found if it is no longer than
 * {@value #OVERLAP} characters, or happens to lie within a window. Each look at a character is counted; when a window has cost
 * {@value #MAX_STEPS}, the text is given up: whether it has a match stays unknown. After {@value #MAX_GIVEN_UP} texts that were given up, no
 * more are searched. For use by one thread.
 */
public final class Regex {
    static final int WINDOW = 16 << 10;   // characters
    /** How long a match may be and be found wherever it is, in characters. */
    static final int OVERLAP = 4 << 10;
    static final long MAX_STEPS = 4_000_000;   // looks at characters, for a window
    static final int MAX_GIVEN_UP = 1000;   // texts

    private final String expression;
    private final Pattern pattern;
    private final int maxGivenUp;
    private long givenUp;

    private Regex(String expression, Pattern pattern, int maxGivenUp) {
        this.expression = expression;
        this.pattern = pattern;
        this.maxGivenUp = maxGivenUp;
    }

    static Regex of(String expression, boolean foldCase) throws ChoiceException {
        return of(expression, foldCase, MAX_GIVEN_UP);
    }

    static Regex of(String expression, boolean foldCase, int maxGivenUp) throws ChoiceException {
        try {
            int flags = foldCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
            return new Regex(expression, Pattern.compile(withoutAnyBefore(expression), flags), maxGivenUp);
        } catch (PatternSyntaxException e) {
            throw new ChoiceException("is no regular expression: " + e.getDescription() + (e.getIndex() < 0 ? "" : ", at character " + (e.getIndex() + 1)));
        } catch (StackOverflowError e) {
            throw new ChoiceException("has too much inside of each other");
        }
    }

    /** What is looked for anywhere need not begin with anything: trying that at each place costs the square of the length. */
    private static String withoutAnyBefore(String expression) {
        int from = 0;
        while (expression.startsWith(".*", from) && !expression.startsWith("+", from + 2) && !expression.startsWith("?", from + 2)) from += 2;
        return expression.substring(from);
    }

    /** @return whether it is found; unknown where the text was given up, which remarks tell of: see {@link #remark} */
    Truth find(String text) {
        char[] chars = text.toCharArray();
        return chars.length <= WINDOW ? find(new Window(chars, chars.length, true), 0) : find(new StringReader(text));
    }

    Truth find(Reader text) {
        try {
            char[] chars = new char[WINDOW];
            int length = 0;
            int from = 0;   // a window but the first begins one character late, so that its beginning is not taken for that of the text
            while (true) {
                int more = fill(text, chars, length);
                length += more;
                boolean last = length < WINDOW;
                Truth found = find(new Window(chars, length, last), from);
                if (found != Truth.NO || last) return found;
                System.arraycopy(chars, WINDOW - OVERLAP, chars, 0, OVERLAP);
                length = OVERLAP;
                from = 1;
            }
        } catch (IOException e) {
            return Truth.NO;   // the bytes at hand end here
        }
    }

    private static int fill(Reader text, char[] chars, int from) throws IOException {
        int at = from;
        while (at < chars.length) {
            int n = text.read(chars, at, chars.length - at);
            if (n < 0) break;
            at += n;
        }
        return at - from;
    }

    private Truth find(Window window, int from) {
        if (givenUp >= maxGivenUp) return givenUp();
        Matcher matcher = pattern.matcher(window).useAnchoringBounds(false).useTransparentBounds(true).region(from, window.length());
        try {
            while (matcher.find()) {
                // what was found at the end of a window, where the text is not at its end, is looked for again in the next one
                if (window.last || !matcher.requireEnd()) return Truth.YES;
            }
            return Truth.NO;
        } catch (TooLong | StackOverflowError e) {
            return givenUp();
        }
    }

    private Truth givenUp() {
        givenUp++;
        return Truth.UNKNOWN;
    }

    /** @return what users should know; null when there is nothing */
    public String remark() {
        if (givenUp == 0) return null;
        String texts = givenUp == 1 ? "1 text; whether it is" : givenUp + " texts; whether it is";
        return "the search for " + expression + " took too long in " + texts
            + " there is not known, and neither that nor its contrary counts; avoid repetitions inside of repetitions";
    }

    /** Characters that say when they were looked at too often. */
    private static final class Window implements CharSequence {
        private final char[] chars;
        private final int length;
        private final boolean last;
        private long steps;

        Window(char[] chars, int length, boolean last) {
            this.chars = chars;
            this.length = length;
            this.last = last;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) throw TooLong.NOW;
            return chars[index];
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new String(chars, from, to - from);
        }

        @Override
        public String toString() {
            return new String(chars, 0, length);
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final TooLong NOW = new TooLong();

        private TooLong() {
            super(null, null, false, false);
        }
    }
}
