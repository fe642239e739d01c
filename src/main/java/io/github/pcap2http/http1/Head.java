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
 * @param startLine without its end; empty for a trailer section; a view of the bytes that were read
 * @param line what that says, where all of it is as the grammar wants it; null: it was not read
 * @param fields names without white space and control characters, folded values joined by a space; lines that are no fields are left out
 * @param length bytes, from the first to the end of the empty line
 * @param said by the fields of the length of the body, as {@link BodyFraming#said} has it
 * @param notes what was odd, each with the first place where it was
 */
record Head(Bytes startLine, StartLine.Line line, Fields fields, long length, int said, Map<Code, String> notes) {
    static final Map<Code, String> NOTHING_ODD = Map.of();

    /** Fields of a section that are read. A section of short ones would need twenty times its length of memory; curl takes as many. */
    private static final int MAX_FIELDS = 5000;

    /** @return the same, for longer than the bytes that were read are there */
    Head kept() {
        return new Head(startLine.copy(), line, fields, length, said, notes);
    }

    /** @param bytes a whole or cut section, with a start line when {@code started}; the last line counts only if its end is there */
    static Head read(Bytes bytes, boolean started) {
        return new Lines(bytes).read(started);
    }

    /** Goes over the lines of one section. */
    private static final class Lines {
        private final Bytes bytes;
        private final List<Field> fields = new ArrayList<>();
        private Map<Code, String> notes = NOTHING_ODD;

        Lines(Bytes bytes) {
            this.bytes = bytes;
        }

        Head read(boolean started) {
            int at = 0;
            Bytes startLine = Bytes.EMPTY;
            if (started) {
                int lineFeed = bytes.indexOf('\n', 0);
                startLine = bytes.slice(0, lineEnd(0, lineFeed));
                at = lineFeed < 0 ? bytes.length() : lineFeed + 1;
            }
            while (at < bytes.length()) {
                int lineFeed = bytes.indexOf('\n', at);
                if (lineFeed < 0) break;   // a cut line: its value may be wrong
                if (fields.size() >= MAX_FIELDS && lineEnd(at, lineFeed) > at) {
                    note(Code.HEAD_LIMIT, "more than " + MAX_FIELDS + " fields");
                    break;
                }
                int end = lineEnd(at, lineFeed);
                boolean folded = lineFeed + 1 < bytes.length() && StartLine.isBlank(bytes.at(lineFeed + 1));
                if (folded && end > at) {
                    at = folded(at, end, lineFeed + 1);
                } else {
                    if (end > at && !plainField(at, end)) field(bytes.latin1(at, end));
                    at = lineFeed + 1;
                }
            }
            return new Head(startLine, null, Fields.of(fields), bytes.length(), BodyFraming.ASK, notes);
        }

        /** @param lineFeed -1 for none. @return where the line ends that begins at {@code from} */
        private int lineEnd(int from, int lineFeed) {
            int end = lineFeed < 0 ? bytes.length() : lineFeed;
            if (end > from && bytes.at(end - 1) == '\r') return end - 1;
            if (lineFeed >= 0) note(Code.BARE_LF, "");
            return end;
        }

        /** A line that begins with white space continues the value above (RFC 9112, section 5.2). @return where the line begins that does not */
        private int folded(int from, int end, int next) {
            StringBuilder logical = new StringBuilder(bytes.latin1(from, end));
            note(Code.OBS_FOLD, logical.toString());
            int at = next;
            while (at < bytes.length() && StartLine.isBlank(bytes.at(at))) {
                int lineFeed = bytes.indexOf('\n', at);
                if (lineFeed < 0) break;
                String more = bytes.latin1(at, lineEnd(at, lineFeed)).strip();
                if (!more.isEmpty()) logical.append(' ').append(more);
                at = lineFeed + 1;
            }
            field(logical.toString());
            return at;
        }

        /** Takes a line that is as the grammar wants it, without making a text of all of it. @return false when it is not */
        private boolean plainField(int from, int end) {
            Field field = PlainLines.read(bytes, from, end);
            if (field != null) fields.add(field);
            return field != null;
        }

        private void field(String line) {
            int cr = line.indexOf('\r');
            if (cr >= 0 && cr < line.length() - 1) {   // browsers end a line there
                note(Code.BAD_FIELD, "CR inside a line: " + line);
                String before = null;
                for (String part : line.split("\r")) {
                    boolean own = before != null && part.indexOf(':') > 0;
                    if (own) field(before);
                    before = before == null || own ? part : before + " " + part.strip();
                }
                if (before != null) field(before);
                return;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                note(Code.BAD_FIELD, "no name and colon: " + line);
                return;
            }
            String name = line.substring(0, colon);
            String value = strip(line, colon + 1);
            boolean token = name.chars().allMatch(c -> StartLine.isTokenChar((byte) c));
            if (!token) note(Code.BAD_FIELD, "name is no token: " + name);
            if (value.indexOf('\0') >= 0) note(Code.BAD_FIELD, "NUL in the value of " + name);
            fields.add(new Field(token ? name : name.replaceAll("[\\x00-\\x20\\x7f]", ""), value));
        }

        private void note(Code code, String detail) {
            if (notes == NOTHING_ODD) notes = new EnumMap<>(Code.class);
            notes.putIfAbsent(code, detail);
        }
    }

    private static String strip(String line, int from) {
        int end = line.length();
        int start = from;
        while (start < end && PlainLines.isSpace((byte) line.charAt(start))) start++;
        while (end > start && PlainLines.isSpace((byte) line.charAt(end - 1))) end--;
        return line.substring(start, end);
    }
}
