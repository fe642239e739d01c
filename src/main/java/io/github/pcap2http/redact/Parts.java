package io.github.pcap2http.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Finds fields of forms in parts by their names (RFC 7578), wherever such parts stand. */
final class Parts {
    private static final int LONGEST_HEAD = 4096;     // characters of the header section of a part
    private static final int LONGEST_DELIMITER = 80;  // so, without hyphens and end of line: RFC 2046, section 5.1.1, has 70

    private final Names names;

    Parts(Names names) {
        this.names = names;
    }

    /** @return whether the field of that name says what a part is called */
    static boolean describe(String name) {
        return name.length() == 19 && name.equalsIgnoreCase("content-disposition");
    }

    /**
     * @param from where the field begins that says what the part is called
     * @param colon behind the name of that field
     * @return where what was found ends; {@code colon} where it is no secret
     */
    int find(Level level, int from, int colon, Hits hits) {
        String text = level.text();
        int end = lineEnd(text, colon);
        Mode mode = mode(text, colon + 1, end);
        int content = mode == null ? -1 : behindHead(text, end);
        if (content < 0) return colon;
        int line = delimiterLine(text, from);
        String delimiter = "\n--" + (line < 0 ? "" : text.substring(line + 2, lineTo(text, line)).strip());
        int close = text.indexOf(delimiter, content - 1);
        if (close < 0) {
            hits.addOpen(level, content, mode, "", Ending.beforeAll(delimiter));
            return text.length();
        }
        int to = close > content && text.charAt(close - 1) == '\r' ? close - 1 : close;
        if (to <= content) return colon;
        packed(text.substring(end, content), text.substring(content, to), mode, hits);
        if (mode == Mode.DROP && line >= 0 && level.depth() == 0) {
            hits.secret(text.substring(content, to), mode);
            hits.put(line, close + 1, "");
        } else {
            hits.add(level, content, to, mode);
        }
        return to;
    }

    /** @return how the part is secret by the parameters from {@code from} to {@code to}, of which others than its name may look like that */
    private Mode mode(String text, int from, int to) {
        Mode mode = null;
        for (int at = from; at < to && mode == null;) {
            int semicolon = semicolon(text, at, to);
            int equals = at;
            while (equals < semicolon && text.charAt(equals) != '=') equals++;
            if (equals < semicolon) {
                String parameter = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
                if (parameter.equals("name") || parameter.startsWith("name*")) mode = names.ofValue(name(text.substring(equals + 1, semicolon).strip()), false);
            }
            at = semicolon + 1;
        }
        return mode;
    }

    /** RFC 8187 has charset and language before the name, with apostrophes between. */
    private static String name(String value) {
        String bare = value.length() > 1 && value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
        String plain = Level.plain(bare);
        StringBuilder out = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) if (plain.charAt(i) != '\\') out.append(plain.charAt(i));
        return out.toString();
    }

    /** @return the next semicolon that is not in quotes; {@code to} when there is none */
    private static int semicolon(String text, int from, int to) {
        boolean quoted = false;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (quoted && c == '\\') at++;
            else if (c == '"') quoted = !quoted;
            else if (c == ';' && !quoted) return at;
        }
        return to;
    }

    /** @return the end of the line, and of those that continue it */
    private static int lineEnd(String text, int from) {
        int end = from;
        do {
            end = lineTo(text, end + 1);
        } while (end + 1 < text.length() && end - from < LONGEST_HEAD && (text.charAt(end + 1) == ' ' || text.charAt(end + 1) == '\t'));
        return end;
    }

    private static int lineTo(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** @param lineFeed that ends a line of the head. @return -1 when the head goes on to the end of the text */
    private static int behindHead(String text, int lineFeed) {
        int at = lineFeed + 1;
        while (at < text.length() && at - lineFeed < LONGEST_HEAD) {
            if (text.charAt(at) == '\n') return at + 1;
            if (text.startsWith("\r\n", at)) return at + 2;
            at = lineTo(text, at) + 1;
        }
        return -1;
    }

    /** @return where the line begins that has the delimiter before the part; -1 where none has */
    private static int delimiterLine(String text, int from) {
        for (int line = from; line >= 0 && from - line < LONGEST_HEAD; line = text.lastIndexOf('\n', line - 2) + 1) {
            if (text.startsWith("--", line)) return lineTo(text, line) - line > LONGEST_DELIMITER ? -1 : line;
            if (line == 0) return -1;
        }
        return -1;
    }

    /** The content may be coded, and stand elsewhere as it is. */
    private static void packed(String head, String content, Mode mode, Hits hits) {
        String lower = head.toLowerCase(Locale.ROOT);
        if (!lower.contains("content-transfer-encoding")) return;
        if (lower.contains("quoted-printable")) hits.secret(Level.unquoted(content), mode);
        if (!lower.contains("base64")) return;
        try {
            hits.secret(new String(Base64.getMimeDecoder().decode(content.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1), mode);
        } catch (IllegalArgumentException e) {
            // then it is what it is
        }
    }
}
