package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A start line and the fields below it (RFC 9112, section 5), or the fields of a trailer section.
 *
 * @param startLine without its end; empty for a trailer section; a copy
 * @param fields names without white space and control characters, folded values joined by a space; lines that are no fields are left out
 * @param length bytes, from the first to the end of the empty line
 * @param notes what was odd, each with the first place where it was
 */
record Head(Bytes startLine, Fields fields, long length, Map<Code, String> notes) {
    /** @param bytes a whole or cut section, with a start line when {@code started}; the last line counts only if its end is there */
    static Head read(Bytes bytes, boolean started) {
        Map<Code, String> notes = new EnumMap<>(Code.class);
        List<Field> fields = new ArrayList<>();
        Bytes startLine = Bytes.EMPTY;
        String logical = null;   // a field line with what is folded under it
        boolean first = started;
        for (int at = 0; at < bytes.length(); ) {
            int lineFeed = bytes.indexOf('\n', at);
            if (lineFeed < 0 && !first) break;   // a cut line: its value may be wrong
            int end = lineFeed < 0 ? bytes.length() : lineFeed;
            boolean cr = end > at && bytes.at(end - 1) == '\r';
            if (lineFeed >= 0 && !cr) notes.putIfAbsent(Code.BARE_LF, "");
            Bytes line = bytes.slice(at, cr ? end - 1 : end);
            at = end + 1;
            if (first) {
                startLine = line.copy();
                first = false;
            } else if (!line.isEmpty() && StartLine.isBlank(line.at(0)) && logical != null) {
                logical = fold(logical, line.latin1().strip(), notes);
            } else {
                field(logical, fields, notes);
                logical = line.isEmpty() ? null : line.latin1();
            }
        }
        field(logical, fields, notes);
        return new Head(startLine, Fields.of(fields), bytes.length(), notes);
    }

    /** RFC 9112, section 5.2: a line that begins with white space continues the value above. */
    private static String fold(String line, String more, Map<Code, String> notes) {
        notes.putIfAbsent(Code.OBS_FOLD, line);
        return more.isEmpty() ? line : line + " " + more;
    }

    private static void field(String line, List<Field> fields, Map<Code, String> notes) {
        if (line == null) return;
        int cr = line.indexOf('\r');
        if (cr >= 0 && cr < line.length() - 1) {   // browsers end a line there
            notes.putIfAbsent(Code.BAD_FIELD, "CR inside a line: " + line);
            String before = null;
            for (String part : line.split("\r")) {
                boolean own = before != null && part.indexOf(':') > 0;
                if (own) field(before, fields, notes);
                before = before == null || own ? part : before + " " + part.strip();
            }
            field(before, fields, notes);
            return;
        }
        int colon = line.indexOf(':');
        if (colon <= 0) {
            notes.putIfAbsent(Code.BAD_FIELD, "no name and colon: " + line);
            return;
        }
        String name = line.substring(0, colon);
        String value = strip(line, colon + 1);
        boolean token = name.chars().allMatch(c -> StartLine.isTokenChar((byte) c));
        if (!token) notes.putIfAbsent(Code.BAD_FIELD, "name is no token: " + name);
        if (value.indexOf('\0') >= 0) notes.putIfAbsent(Code.BAD_FIELD, "NUL in the value of " + name);
        fields.add(new Field(token ? name : name.replaceAll("[\\x00-\\x20\\x7f]", ""), value));
    }

    private static String strip(String line, int from) {
        int end = line.length();
        int start = from;
        while (start < end && isSpace(line.charAt(start))) start++;
        while (end > start && isSpace(line.charAt(end - 1))) end--;
        return line.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
