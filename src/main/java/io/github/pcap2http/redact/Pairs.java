package io.github.pcap2http.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds values by their names in any text: {@code name=value} as in URLs, forms and fields, {@code "name": "value"} as in JSON, whole or not,
 * {@code Name: value} on a line as in header sections, elements and attributes of XML and HTML, parts of forms. What delimits a value depends on where
 * it stands; in doubt too much is taken.
 */
final class Pairs {
    private static final int LONGEST_NAME = 256;   // characters
    private static final int LONGEST_SPACE = 64;   // so, between name and value
    private static final int LONGEST_TAG = 4096;
    private static final Pattern ELEMENT = Pattern.compile("<(?:[\\w.-]++:)?+([\\w.-]++)(?:\\s[^<>]*+)?+>\\s*+(?:<!\\[CDATA\\[)?+([^<>\\]]++)");
    private static final Pattern TAG = Pattern.compile("(?i)<(?:input|meta|param|add|property)\\s([^<>]{1," + LONGEST_TAG + "}+)");
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("(?i)\\b(?:name|id|key|property)\\s*=\\s*[\"']?+([^\"'\\s<>]++)");
    private static final Pattern ATTRIBUTE_VALUE = Pattern.compile("(?i)\\b(?:value|content)\\s*=\\s*(?:\"([^\"]++)\"|'([^']++)'|([^\"'\\s<>]++))");
    private static final Pattern PART = Pattern.compile("(?i)content-disposition:[^\\r\\n]*?[;\\s]name\\*?=(?:\"((?:[^\"\\\\\\r\\n]|\\\\.){1,256})\"|([^\";\\s]{1,256}+))");

    private final Names names;

    Pairs(Names names) {
        this.names = names;
    }

    void find(Level level, Place place, Hits hits) {
        String text = level.text();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '=' || c == ':') at = Math.max(at, pair(level, at, place, hits));
        }
        if (text.indexOf('<') >= 0) markup(level, hits);
        if (place == Place.PARTS && level.depth() == 0) parts(level, hits);
    }

    /** @return where what was found ends; {@code separator} where nothing was */
    private int pair(Level level, int separator, Place place, Hits hits) {
        String text = level.text();
        int end = separator;
        while (end > 0 && separator - end < LONGEST_SPACE && blank(text.charAt(end - 1))) end--;
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
        Mode mode = names.ofValue(name, member || quoted);
        if (mode == null && member && !quoted && lineStart(text, from)) mode = names.ofField(name);
        if (mode == null && !member && !quoted) mode = place == Place.TEXT ? names.ofValue(name, true) : null;
        return mode == null ? separator : value(level, new Found(from, separator, quoted, mode), place, hits);
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
        if (at < text.length() && (text.charAt(at) == '>' || text.charAt(at) == '=') && !place.strict()) at++;
        if (!place.strict() || member) while (at < text.length() && at - found.separator < LONGEST_SPACE && space(text.charAt(at), member && found.quoted)) at++;
        if (at == text.length()) return at;
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            int close = closing(text, at + 1, first);
            if (close >= 0 || !place.strict()) {
                int to = close < 0 ? text.length() : close;
                hits.add(level, at + 1, to, found.mode);
                return to;
            }
        }
        if ((first == '[' || first == '{') && member) return leaves(level, at, found.mode, hits);
        if (place == Place.SCRIPT) return found.separator;
        return bare(level, found, at, place, hits);
    }

    private int bare(Level level, Found found, int at, Place place, Hits hits) {
        String text = level.text();
        boolean member = text.charAt(found.separator) == ':';
        boolean line = member && !found.quoted;
        if (line && !lineStart(text, found.from)) line = false;
        int to = at;
        while (to < text.length() && !(line ? text.charAt(to) == '\n' || text.charAt(to) == '\r' : place.ends(text.charAt(to), level.depth()))) to++;
        if (member && found.quoted) {
            while (to > at && ",}] \t\r\n".indexOf(text.charAt(to - 1)) >= 0) to--;
            int comma = indexOfAny(text, at, to, ",}]");
            if (comma > 0) to = comma;
            boolean literal = text.startsWith("true", at) || text.startsWith("false", at) || text.startsWith("null", at);
            if (!literal) hits.add(level, at, to, found.mode, level.depth() == 0 ? "\"" : "");
            return to;
        }
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

    /** Together with one of the ampersands around it. */
    private static void dropParameter(Level level, int from, int value, int to, Hits hits) {
        String text = level.text();
        hits.secret(text.substring(value, to), Mode.DROP);
        boolean more = to < text.length() && text.charAt(to) == '&';
        boolean before = from > 0 && (text.charAt(from - 1) == '&' || text.charAt(from - 1) == '?');
        hits.put(before && !more ? from - 1 : from, more ? to + 1 : to, "");
    }

    /** All strings and numbers in an array or an object. @return where it ends */
    private static int leaves(Level level, int from, Mode mode, Hits hits) {
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
        return text.length();
    }

    private static boolean isName(String text, int from) {
        int at = from;
        while (at < text.length() && space(text.charAt(at), true)) at++;
        return at < text.length() && text.charAt(at) == ':';
    }

    private void markup(Level level, Hits hits) {
        Matcher elements = ELEMENT.matcher(level.text());
        while (elements.find()) {
            Mode mode = elements.group(1).equalsIgnoreCase("key") ? null : names.ofValue(elements.group(1), true);
            if (mode != null && !elements.group(2).isBlank()) hits.add(level, elements.start(2), elements.end(2), mode);
        }
        Matcher tags = TAG.matcher(level.text());
        while (tags.find()) {
            Matcher name = ATTRIBUTE_NAME.matcher(level.text()).region(tags.start(1), tags.end(1));
            Mode mode = null;
            while (mode == null && name.find()) mode = names.ofValue(name.group(1), false);
            Matcher value = ATTRIBUTE_VALUE.matcher(level.text()).region(tags.start(1), tags.end(1));
            while (mode != null && value.find()) {
                for (int group = 1; group <= 3; group++) if (value.group(group) != null) hits.add(level, value.start(group), value.end(group), mode);
            }
        }
    }

    /** Fields of a form in parts (RFC 7578): from the empty line to the next boundary. */
    private void parts(Level level, Hits hits) {
        String text = level.text();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            String name = part.group(1) == null ? part.group(2) : part.group(1);
            Mode mode = names.ofValue(Level.plain(name), false);
            int content = mode == null ? -1 : behindHead(text, part.end());
            if (content < 0) continue;
            int end = text.indexOf("\n--", content - 1);
            int to = end < 0 ? text.length() : end > content && text.charAt(end - 1) == '\r' ? end - 1 : end;
            if (to <= content) continue;
            int begin = mode == Mode.DROP ? text.lastIndexOf("--", text.lastIndexOf('\n', part.start())) : -1;
            boolean lineBegins = begin == 0 || begin > 0 && text.charAt(begin - 1) == '\n';
            if (begin >= 0 && end >= 0 && lineBegins) {
                hits.secret(text.substring(content, to), mode);
                hits.put(begin, end + 1, "");
            } else {
                hits.add(level, content, to, mode);
            }
        }
    }

    private static int behindHead(String text, int from) {
        int crlf = text.indexOf("\r\n\r\n", from);
        int lf = text.indexOf("\n\n", from);
        if (crlf < 0 && lf < 0) return -1;
        return crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 4 : lf + 2;
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
