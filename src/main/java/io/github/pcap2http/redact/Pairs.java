package io.github.pcap2http.redact;

import java.util.Locale;
import java.util.Set;

/**
 * Finds values by their names in any text: {@code name=value} as in URLs, forms and fields, {@code "name": "value"} as in JSON, whole or not,
 * {@code Name: value} on a line as in header sections, elements and attributes of XML and HTML, parts of forms. What delimits a value depends on where
 * it stands; in doubt too much is taken.
 */
final class Pairs {
    private static final int LONGEST_NAME = 256;     // characters
    private static final int LONGEST_SPACE = 512;    // so, between name and value
    private static final int LONGEST_MEMBERS = 512;  // so, of an object that has name and value as its members
    /** Members of JSON that hold the name of what another one holds the value of. */
    private static final Set<String> NAMING = Set.of("name", "key", "field", "header", "param", "parameter", "variable", "property");
    private static final Set<String> VALUES = Set.of("value", "values", "val", "content", "data", "text");
    private static final Set<String> LITERALS = Set.of("true", "false", "null");
    private static final String TRIPLE = "\"\"\"";

    private final Names names;
    private final Markup markup;
    private final Parts parts;
    private int listedFrom;   // an array or object of the text that is looked at, all strings and numbers of which are known to be secret
    private int listedTo;

    Pairs(Names names) {
        this.names = names;
        this.markup = new Markup(names);
        this.parts = new Parts(names);
    }

    void find(Level level, Place place, Hits hits) {
        String text = level.text();
        listedFrom = listedTo = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '=' || c == ':') at = Math.max(at, pair(level, at, place, hits));
            else if (c == '-' && !place.strict() && option(text, at)) at = Math.max(at, argument(level, at, place, hits));
        }
        if (text.indexOf('<') >= 0) markup.find(level, hits);
    }

    /** @return whether two hyphens are here, before a name, as in a command line */
    private static boolean option(String text, int at) {
        return at + 2 < text.length() && text.charAt(at + 1) == '-' && text.charAt(at + 2) > '-' && (at == 0 || text.charAt(at - 1) <= ' ');
    }

    private int argument(Level level, int at, Place place, Hits hits) {
        String text = level.text();
        int end = at + 2;
        while (end < text.length() && end - at <= LONGEST_NAME && nameCharacter(text.charAt(end), Place.TEXT)) end++;
        if (end == text.length() || !blank(text.charAt(end))) return at;
        Mode mode = names.ofValue(text.substring(at + 2, end), false);
        return mode == null ? at : value(level, new Found(at, end, false, mode), place, hits);
    }

    /** @return where what was found ends; {@code separator} where nothing was */
    private int pair(Level level, int separator, Place place, Hits hits) {
        String text = level.text();
        int end = separator;
        while (end > 0 && separator - end < LONGEST_SPACE && blank(text.charAt(end - 1))) end--;
        if (end > 0 && text.charAt(end - 1) <= ' ' && text.charAt(separator) == ':') end = behindQuote(text, end, separator);
        if (end == 0) return separator;
        char quote = text.charAt(end - 1);
        boolean quoted = quote == '"' || quote == '\'';
        int from = quoted ? text.lastIndexOf(quote, end - 2) + 1 : nameStart(text, end, place);
        int nameEnd = quoted ? end - 1 : end;
        if (from <= 0 && quoted || from >= nameEnd || nameEnd - from > LONGEST_NAME) return separator;
        boolean escaped = quoted && text.charAt(nameEnd - 1) == '\\';   // it is a quote only when that is taken off
        if (escaped || !quoted && place == Place.URL && text.charAt(separator) == ':') return separator;
        String name = Level.plain(text.substring(from, nameEnd));
        boolean member = text.charAt(separator) == ':';
        if (member && !quoted && !place.strict() && Parts.describe(name) && lineStart(text, from)) return parts.find(level, from, separator, hits);
        if (member && quoted && NAMING.contains(name) && described(level, from - 1, separator, hits)) return separator;
        Mode mode = names.ofValue(name, member || quoted);
        if (mode == null && member && !quoted && lineStart(text, from)) mode = names.ofField(name);
        if (mode == null && !member && !quoted) mode = place == Place.TEXT ? names.ofValue(name, true) : null;
        return mode == null ? separator : value(level, new Found(from, separator, quoted, mode), place, hits);
    }

    /** In JSON a line may end between a name and its colon. @return {@code end} where there is no such name */
    private static int behindQuote(String text, int end, int separator) {
        int at = end;
        while (at > 0 && separator - at < LONGEST_SPACE && space(text.charAt(at - 1), true)) at--;
        return at > 0 && text.charAt(at - 1) == '"' ? at : end;
    }

    /**
     * An object may have a name as the value of one member, and as that of another what is called so.
     *
     * @param from where the member is that holds the name
     * @return whether it does
     */
    private boolean described(Level level, int from, int separator, Hits hits) {
        String text = level.text();
        int open = separator + 1;
        while (open < text.length() && open - separator < LONGEST_SPACE && space(text.charAt(open), true)) open++;
        if (open == text.length() || text.charAt(open) != '"') return false;
        int close = text.indexOf('"', open + 1);
        if (close < 0 || close - open > LONGEST_NAME) return false;
        String name = Level.plain(text.substring(open + 1, close));
        Mode mode = names.ofValue(name, true);
        if (mode == null) mode = names.ofField(name);
        if (mode != null) siblings(level, objectStart(text, from), mode, hits);
        return mode != null;
    }

    /** Goes back over members that are no longer than they mostly are. */
    private static int objectStart(String text, int from) {
        int depth = 0;
        for (int at = from - 1; at >= 0 && from - at < LONGEST_MEMBERS; at--) {
            char c = text.charAt(at);
            if (c == '}' || c == ']') depth++;
            else if ((c == '{' || c == '[') && depth-- == 0) return at;
        }
        return from - 1;
    }

    /** @param from where the object begins, or a member of it */
    private void siblings(Level level, int from, Mode mode, Hits hits) {
        String text = level.text();
        int depth = 0;
        for (int at = from + 1; at < text.length() && at - from < 2 * LONGEST_MEMBERS; at++) {
            char c = text.charAt(at);
            if (c == '{' || c == '[') depth++;
            else if ((c == '}' || c == ']') && depth-- == 0) return;
            else if (c == '"') {
                int close = closing(text, at + 1, c);
                if (close < 0) return;
                boolean named = depth == 0 && isName(text, close + 1) && VALUES.contains(text.substring(at + 1, close).toLowerCase(Locale.ROOT));
                int separator = named ? text.indexOf(':', close) : -1;
                at = named ? Math.max(separator, value(level, new Found(at + 1, separator, true, mode), Place.TEXT, hits)) : close;
            }
        }
    }

    /** A name was found. @param from where it begins */
    private record Found(int from, int separator, boolean quoted, Mode mode) { }

    private static int nameStart(String text, int end, Place place) {
        int from = end;
        while (from > 0 && end - from <= LONGEST_NAME && nameCharacter(text.charAt(from - 1), place)) from--;
        return from;
    }

    private static boolean nameCharacter(char c, Place place) {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80 || "_-.[]$%*@".indexOf(c) >= 0) return true;
        return (place == Place.URL || place == Place.FORM) && c == '+';
    }

    private int value(Level level, Found found, Place place, Hits hits) {
        String text = level.text();
        boolean member = text.charAt(found.separator) == ':';
        int at = found.separator + 1;
        if (!place.strict()) while (at < text.length() && (text.charAt(at) == '>' || text.charAt(at) == '=') && at - found.separator < 3) at++;
        if (!place.strict() || member) at = behindSpace(text, at, member && found.quoted);
        if (at == text.length()) return at;
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            int end = string(level, at, found.mode, place, hits);
            if (end >= 0) return end;
        }
        if ((first == '[' || first == '{') && member) return leaves(level, at, found.mode, hits);
        if (place == Place.SCRIPT) return found.separator;
        return bare(level, found, at, place, hits);
    }

    /** Comments between are no space, but some have them there. */
    private static int behindSpace(String text, int from, boolean lineEnds) {
        int at = from;
        while (at < text.length() && at - from < LONGEST_SPACE && space(text.charAt(at), lineEnds)) at++;
        if (!text.startsWith("/*", at)) return at;
        int close = at + 2;
        while (close - at < LONGEST_SPACE && close < text.length() && !text.startsWith("*/", close)) close++;
        if (close - at == LONGEST_SPACE || close == text.length()) return at;
        at = close + 2;
        while (at < text.length() && at - from < 3 * LONGEST_SPACE && space(text.charAt(at), lineEnds)) at++;
        return at;
    }

    /** @return where it ends; -1 where the quote begins none */
    private static int string(Level level, int at, Mode mode, Place place, Hits hits) {
        String text = level.text();
        char quote = text.charAt(at);
        boolean triple = text.startsWith(TRIPLE, at);
        int begin = triple ? at + 3 : at + 1;
        int close = triple ? text.indexOf(TRIPLE, begin) : closing(text, begin, quote);
        if (close < 0 && place.strict()) return -1;
        if (close >= 0) hits.add(level, begin, close, mode);
        else hits.addOpen(level, begin, mode, "", triple ? Ending.beforeAll(TRIPLE) : Ending.quote(quote, text.substring(begin)));
        return close < 0 ? text.length() : close;
    }

    private static int bare(Level level, Found found, int at, Place place, Hits hits) {
        String text = level.text();
        boolean member = text.charAt(found.separator) == ':';
        boolean line = !found.quoted && (member || place == Place.TEXT) && lineStart(text, found.from);
        int to = at;
        while (to < text.length() && !(line ? lineEnds(text, to, member) : place.ends(text.charAt(to), level.depth()))) to++;
        if (member && found.quoted) {
            while (to > at && ",}] \t\r\n".indexOf(text.charAt(to - 1)) >= 0) to--;
            int comma = indexOfAny(text, at, to, ",}]");
            if (comma > 0) to = comma;
            if (found.mode == Mode.DROP || !LITERALS.contains(text.substring(at, to))) hits.add(level, at, to, found.mode, level.depth() == 0 ? "\"" : "");
            return to;
        }
        if (to == text.length()) hits.addOpen(level, at, found.mode, "", Ending.before(line ? "\r\n" : place.ends()));
        while (to > at && (text.charAt(to - 1) == ' ' || text.charAt(to - 1) == '\t')) to--;
        if (found.mode == Mode.DROP && place.strict() && level.depth() == 0) {
            dropParameter(level, found.from, at, to, hits);
            return to;
        }
        hits.add(level, at, to, found.mode);
        int inner = indexOfAny(text, at, to, ",;)}]");   // it may have ended here already
        if (inner > at) hits.secret(text.substring(at, inner), found.mode);
        if (line) hits.secret(text.substring(Math.max(at, text.lastIndexOf(' ', to - 1) + 1), to), found.mode);
        return to;
    }

    /** A value on a line of its own goes on to its end, unless the line is a form. */
    private static boolean lineEnds(String text, int at, boolean member) {
        char c = text.charAt(at);
        if (c != '&' || member) return c == '\n' || c == '\r';
        int equals = at + 1;
        while (equals < text.length() && equals - at < LONGEST_NAME && nameCharacter(text.charAt(equals), Place.FORM)) equals++;
        return equals < text.length() && text.charAt(equals) == '=';
    }

    /** Together with one of the ampersands around it. */
    private static void dropParameter(Level level, int from, int value, int to, Hits hits) {
        String text = level.text();
        hits.secret(text.substring(value, to), Mode.DROP);
        boolean more = to < text.length() && text.charAt(to) == '&';
        boolean before = from > 0 && (text.charAt(from - 1) == '&' || text.charAt(from - 1) == '?');
        hits.put(before && !more ? from - 1 : from, more ? to + 1 : to, "");
    }

    /** All strings and numbers in an array or an object. @return where it ends */
    private int leaves(Level level, int from, Mode mode, Hits hits) {
        if (from > listedFrom && from < listedTo) return from;
        int to = from == listedFrom && listedTo > 0 ? listedTo : list(level, from, mode, hits);
        if (to > listedTo) {
            listedFrom = from;
            listedTo = to;
        }
        return to;
    }

    private static int list(Level level, int from, Mode mode, Hits hits) {
        String text = level.text();
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '[' || c == '{') depth++;
            else if ((c == ']' || c == '}') && --depth == 0) return at;
            else if (c == '"') {
                int close = closing(text, at + 1, c);
                int to = close < 0 ? text.length() : close;
                if (!isName(text, to + 1)) hits.add(level, at + 1, to, mode);
                at = to;
            } else if (c >= '0' && c <= '9' || c == '-') {
                int to = at;
                while (to < text.length() && ",]}\" \t\r\n".indexOf(text.charAt(to)) < 0) to++;
                hits.add(level, at, to, mode, level.depth() == 0 ? "\"" : "");
                at = to - 1;
            }
        }
        hits.addOpen(level, from, mode, level.depth() == 0 ? "\"" : "", Ending.nested(text.substring(from)));
        return text.length();
    }

    private static boolean isName(String text, int from) {
        int at = from;
        while (at < text.length() && space(text.charAt(at), true)) at++;
        return at < text.length() && text.charAt(at) == ':';
    }

    private static int closing(String text, int from, char quote) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '\\') at++;
            else if (text.charAt(at) == quote) return at;
        }
        return -1;
    }

    private static boolean lineStart(String text, int from) {
        int at = from;
        while (at > 0 && (blank(text.charAt(at - 1)) || text.charAt(at - 1) == '-')) at--;
        return at == 0 || text.charAt(at - 1) == '\n' || text.charAt(at - 1) == '\r';
    }

    private static int indexOfAny(String text, int from, int to, String wanted) {
        for (int at = from; at < to; at++) if (wanted.indexOf(text.charAt(at)) >= 0) return at;
        return -1;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean space(char c, boolean lineEnds) {
        return blank(c) || lineEnds && (c == '\n' || c == '\r');
    }
}
