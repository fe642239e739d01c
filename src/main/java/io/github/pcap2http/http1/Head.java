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
 * @param fields field names are stripped of white space, folded values joined by a space; lines that are no fields are left out
 * @param length bytes, from the first to the end of the empty line
 * @param notes what was odd, each with the first place where it was
 */
record Head(Bytes startLine, Fields fields, long length, Map<Code, String> notes) {
    /** @param bytes a whole or cut section, with a start line when {@code started}; the last line counts only if its end is there */
    static Head read(Bytes bytes, boolean started) {
        Map<Code, String> notes = new EnumMap<>(Code.class);
        List<Field> fields = new ArrayList<>();
        Bytes startLine = Bytes.EMPTY;
        int at = 0;
        boolean first = started;
        while (at < bytes.length()) {
            int lineFeed = bytes.indexOf('\n', at);
            if (lineFeed < 0 && !first) break;   // a cut line: its value may be wrong
            int end = lineFeed < 0 ? bytes.length() : lineFeed;
            boolean cr = end > at && bytes.at(end - 1) == '\r';
            if (lineFeed >= 0 && !cr) notes.putIfAbsent(Code.BARE_LF, "");
            Bytes line = bytes.slice(at, cr ? end - 1 : end);
            if (first) startLine = line.copy();
            else if (!line.isEmpty()) field(line, fields, notes);
            first = false;
            at = end + 1;
        }
        return new Head(startLine, Fields.of(fields), bytes.length(), notes);
    }

    private static void field(Bytes line, List<Field> fields, Map<Code, String> notes) {
        if (StartLine.isBlank(line.at(0))) {
            fold(line.latin1().strip(), fields, notes);
            return;
        }
        int colon = line.indexOf(':', 0);
        if (colon <= 0) {
            notes.putIfAbsent(Code.BAD_FIELD, "no name and colon: " + line.latin1());
            return;
        }
        String name = line.latin1(0, colon);
        boolean token = true;
        for (int i = 0; i < colon && token; i++) token = StartLine.isTokenChar(line.at(i));
        if (!token) notes.putIfAbsent(Code.BAD_FIELD, "name is no token: " + name);
        fields.add(new Field(token ? name : name.strip(), strip(line, colon + 1)));
    }

    /** RFC 9112, section 5.2: a line that begins with white space continues the value above. */
    private static void fold(String more, List<Field> fields, Map<Code, String> notes) {
        if (fields.isEmpty()) {
            notes.putIfAbsent(Code.BAD_FIELD, "white space before the first field: " + more);
            return;
        }
        Field last = fields.remove(fields.size() - 1);
        notes.putIfAbsent(Code.OBS_FOLD, last.name());
        String joined = last.value().isEmpty() || more.isEmpty() ? last.value() + more : last.value() + " " + more;
        fields.add(new Field(last.name(), joined));
    }

    private static String strip(Bytes line, int from) {
        int end = line.length();
        int start = from;
        while (start < end && isSpace(line.at(start))) start++;
        while (end > start && isSpace(line.at(end - 1))) end--;
        return line.latin1(start, end);
    }

    private static boolean isSpace(byte b) {
        return StartLine.isBlank(b) || b == '\r' || b == 0x0b || b == 0x0c;
    }
}
