package io.github.pcap2http.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds values in elements and attributes of XML and HTML by their names, whole or not. Goes through the tags once. */
final class Markup {
    private static final int LONGEST_TAG = 4096;    // characters
    private static final int LONGEST_NAME = 256;    // so
    private static final int DEEPEST = 64;          // secret elements in each other
    /** Elements of which the text is the name of what the next one holds. */
    private static final Set<String> NAMING = Set.of("key", "name", "param-name", "parametername", "fieldname");
    /** Elements that hold, as their text, what an attribute of them names. */
    private static final Set<String> NAMED = Set.of("string", "entry", "property", "textarea", "item", "param", "parameter", "value", "setting", "var", "field",
        "add", "constant", "arg", "output", "data", "attribute", "attributevalue", "option", "prop");
    private static final Set<String> NAME_ATTRIBUTES = Set.of("name", "id", "key", "property", "type");
    private static final Set<String> VALUE_ATTRIBUTES = Set.of("value", "content");

    private static final List<String> APART = List.of("<!--", "<![CDATA[");
    private static final List<String> ENDS = List.of("-->", "]]>");

    private final Names names;

    Markup(Names names) {
        this.names = names;
    }

    void find(Level level, Hits hits) {
        new Reader(level, hits).read();
    }

    /** @param content where it begins. @param runEnd where its first text ends */
    private record Open(String name, Mode mode, int content, int runEnd) { }

    private final class Reader {
        private final Level level;
        private final String text;
        private final Hits hits;
        private final Deque<Open> open = new ArrayDeque<>();
        private Mode awaited;   // of the next text, since an element before told its name; null: none is
        private int endless = Integer.MAX_VALUE;   // from here on is no end of a comment or of what is set apart as text: in doubt of either
        private boolean ended;  // all that follows is secret
        private final int[] apart = new int[APART.size()];     // what was last set apart, by kind: where it begins
        private final int[] closes = new int[APART.size()];    // and ends; 0: nothing was
        private final Map<Integer, Integer> behind = new HashMap<>();   // where the text ends that goes on behind what is set apart
        private int bareFrom;   // a value without quotes, which may hold what looks like tags
        private int bareEnd = -1;
        private int valueEnd;   // of the last value that was found to be secret, and
        private int textEnd;    // of the last text: what lies before is in it
        private Mode attribute; // of the values in the tag that is read

        Reader(Level level, Hits hits) {
            this.level = level;
            this.text = level.text();
            this.hits = hits;
        }

        void read() {
            for (int at = text.indexOf('<'); at >= 0 && !ended; at = text.indexOf('<', at + 1)) {
                boolean closes = text.startsWith("/", at + 1);
                int from = closes ? at + 2 : at + 1;
                int to = nameEnd(from);
                if (to == from) continue;
                String name = text.substring(from, to);
                if (closes) closed(name, at);
                else opened(name, to);
            }
        }

        private int nameEnd(int from) {
            int to = from;
            while (to < text.length() && to - from < LONGEST_NAME && (wordy(text.charAt(to)) || to > from && ":.-".indexOf(text.charAt(to)) >= 0)) to++;
            return to;
        }

        private void opened(String name, int nameEnd) {
            String local = name.substring(name.lastIndexOf(':') + 1);
            int end = attributes(nameEnd);
            if (end < 0 || text.charAt(end - 1) == '/') return;
            int runEnd = runEnd(end + 1);
            Mode mode = local.equalsIgnoreCase("key") ? null : names.ofValue(local, true);
            Mode own = mode != null ? mode : NAMED.contains(local.toLowerCase(Locale.ROOT)) ? attribute : null;
            if (own == null && awaited != null) own = awaited;
            boolean said = run(end + 1, runEnd, own);
            if (said) awaited = null;
            if (own == attribute && own != null && !said) awaited = own;   // an element in this one has the value
            if (own == null && NAMING.contains(local.toLowerCase(Locale.ROOT))) awaited = named(end + 1, runEnd);
            if (mode != null && open.size() < DEEPEST) open.push(new Open(name, mode, end + 1, runEnd));
        }

        private Mode named(int from, int to) {
            String name = to - from > LONGEST_NAME ? "" : Level.plain(text.substring(from, to)).strip();
            return name.indexOf(' ') >= 0 ? null : names.ofValue(name, true);
        }

        /** @return whether there is anything in that text */
        private boolean run(int from, int to, Mode mode) {
            int begin = from;
            int end = to;
            while (begin < end && text.charAt(begin) <= ' ') begin++;
            if (begin == end) return false;
            while (text.charAt(end - 1) <= ' ') end--;
            if (mode == null) return false;
            if (end <= textEnd && end - begin > LONGEST_TAG) return true;   // it goes, and so does what is in it
            textEnd = Math.max(textEnd, end);
            ended = to == text.length();
            if (ended) hits.addOpen(level, begin, mode, "", Ending.before("<"));
            else hits.add(level, begin, end, mode);
            String unwrapped = unwrapped(text.substring(begin, end));
            if (unwrapped.length() < end - begin) hits.secret(unwrapped, mode);
            return true;
        }

        /** @return where the text ends that begins at {@code from}: at the next tag, which is not looked for in what is set apart as text */
        private int runEnd(int from) {
            List<Integer> passed = new ArrayList<>(0);
            int at = from;
            Integer end = null;
            while (end == null) {
                int tag = text.indexOf('<', at);
                int kind = tag < 0 ? APART.size() : 0;
                while (kind < APART.size() && !text.startsWith(APART.get(kind), tag)) kind++;
                int close = kind == APART.size() ? -1 : close(tag, kind);
                if (kind == APART.size() && tag >= 0) end = tag;
                else if (close < 0) end = text.length();
                else end = behind.get(at = close + 3);
                if (end == null) passed.add(at);
            }
            for (int one : passed) behind.put(one, end);
            return end;
        }

        /** @return where that ends which is set apart at {@code tag}; -1 where it does not */
        private int close(int tag, int kind) {
            if (tag >= apart[kind] && tag <= closes[kind]) return closes[kind];
            int close = tag >= endless ? -1 : text.indexOf(ENDS.get(kind), tag);
            if (close < 0) {
                endless = Math.min(endless, tag);
                return -1;
            }
            apart[kind] = tag;
            closes[kind] = close;
            return close;
        }

        private void closed(String name, int tag) {
            while (!open.isEmpty() && !open.peek().name.equals(name) && has(name)) open.pop();
            if (open.isEmpty() || !open.peek().name.equals(name)) return;
            Open opened = open.pop();
            if (opened.runEnd >= tag || open.stream().anyMatch(outer -> outer.name.equals(name))) return;
            String content = text.substring(opened.content, tag);
            hits.put(level.origin(opened.content), level.end(tag), hits.instead(content, opened.mode));
            for (int at = opened.content, end; at < tag; at = end + 1) {
                end = Math.min(runEnd(at), tag);
                hits.secret(unwrapped(text.substring(at, end)), opened.mode);
                int close = text.indexOf('>', end);
                end = close < 0 ? tag : close;
            }
        }

        private boolean has(String name) {
            for (Open one : open) if (one.name.equals(name)) return true;
            return false;
        }

        /** Notes whether the values in the tag are secret. @return where the tag ends; -1 where it does not */
        private int attributes(int from) {
            attribute = null;
            int valueFrom = -1;
            int valueTo = -1;
            int at = from;
            while (at < text.length() && at - from < LONGEST_TAG && text.charAt(at) != '>' && text.charAt(at) != '<') {
                int nameEnd = nameEnd(at);
                int equals = nameEnd;
                while (nameEnd > at && equals < text.length() && text.charAt(equals) <= ' ' && equals - nameEnd < LONGEST_NAME) equals++;
                if (nameEnd == at || equals == text.length() || text.charAt(equals) != '=') {
                    at = Math.max(at + 1, nameEnd);
                    continue;
                }
                int begin = equals + 1;
                while (begin < text.length() && text.charAt(begin) <= ' ' && begin - equals < LONGEST_NAME) begin++;
                if (begin == text.length()) return -1;
                char quote = text.charAt(begin);
                boolean quoted = quote == '"' || quote == '\'';
                if (quoted) begin++;
                int end = quoted ? text.indexOf(quote, begin) : bareEnd(begin);
                if (end < 0) end = text.length();
                String name = text.substring(at, nameEnd).toLowerCase(Locale.ROOT);
                if (NAME_ATTRIBUTES.contains(name) && attribute == null && end - begin <= LONGEST_NAME) {
                    attribute = names.ofValue(Level.plain(text.substring(begin, end)), false);
                }
                if (VALUE_ATTRIBUTES.contains(name)) {
                    valueFrom = begin;
                    valueTo = end;
                }
                at = Math.min(end + (quoted ? 1 : 0), text.length());
            }
            if (attribute != null && valueFrom >= 0) {
                if (valueTo > valueEnd || valueTo - valueFrom <= LONGEST_TAG) hits.add(level, valueFrom, valueTo, attribute);
                valueEnd = Math.max(valueEnd, valueTo);
                attribute = null;
            }
            return at < text.length() && text.charAt(at) == '>' ? at : -1;
        }

        private int bareEnd(int from) {
            if (from >= bareFrom && from <= bareEnd) return bareEnd;
            bareFrom = from;
            bareEnd = from;
            while (bareEnd < text.length() && text.charAt(bareEnd) > ' ' && text.charAt(bareEnd) != '>') bareEnd++;
            return bareEnd;
        }
    }

    private static String unwrapped(String run) {
        String text = run.strip();
        return text.startsWith("<![CDATA[") && text.endsWith("]]>") ? text.substring(9, text.length() - 3) : text;
    }

    private static boolean wordy(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= 0x80;
    }
}
