package io.github.pcap2http.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Finds what is secret in a JSON text by its place: what pointers of rules lead to, and whole members that are to be dropped. It reads on where the text
 * is broken or cut, and takes several values one behind the other, as JSON lines have them.
 */
final class Json {
    /** Longer texts are not looked into by pointers, in bytes. */
    static final int LONGEST = 8 << 20;
    private static final int DEEPEST = 2000;
    private static final int MOST_HITS = 200_000;

    private record Pointer(List<String> path, Mode mode) { }

    private final List<Pointer> pointers = new ArrayList<>();
    private final Names names;

    Json(Names names, List<Rule> rules) {
        this.names = names;
        for (Rule rule : rules) {
            if (!rule.pointer()) continue;
            List<String> path = new ArrayList<>();
            for (String token : rule.text().substring(1).split("/", -1)) path.add(token.replace("~1", "/").replace("~0", "~"));
            pointers.add(new Pointer(path, rule.mode() == null ? names.usual() : rule.mode()));
        }
    }

    boolean hasPointers() {
        return !pointers.isEmpty();
    }

    /** @return whether all of it was looked into */
    boolean find(Level level, Hits hits) {
        return new Reader(level, hits).read();
    }

    /** An object, an array, or what is around all values. */
    private static final class Frame {
        private final boolean array;
        private final boolean object;
        private final Mode inherited;   // of all that is inside; null: none
        private String name = "";       // of the member or element that is read
        private int index;
        private int begin;              // of the member or element
        private boolean nameComes;
        private boolean dropping;
        private boolean leading;        // all members so far were dropped, the last one just now
        private int keptEnd = -1;       // of the last member that stays

        Frame(char bracket, Mode inherited) {
            this.array = bracket == '[';
            this.object = bracket == '{';
            this.inherited = inherited;
            this.nameComes = object;
        }
    }

    private final class Reader {
        private final Level level;
        private final String text;
        private final Hits hits;
        private final Deque<Frame> frames = new ArrayDeque<>();   // the innermost first
        private Mode named;   // of the value that is read, if by its name only
        private int at;

        Reader(Level level, Hits hits) {
            this.level = level;
            this.text = level.text();
            this.hits = hits;
            frames.push(new Frame(' ', null));
        }

        boolean read() {
            for (; at < text.length(); at++) {
                if (hits.size() > MOST_HITS) return false;
                char c = text.charAt(at);
                switch (c) {
                    case '{', '[' -> {
                        if (frames.size() > DEEPEST) return false;
                        open(c);
                    }
                    case '}', ']' -> {
                        if (frames.size() > 1) {
                            frames.pop();
                            ended(frames.peek(), at + 1);
                        }
                    }
                    case ',' -> comma(frames.peek());
                    case '"' -> string(frames.peek());
                    case ':', ' ', '\t', '\r', '\n' -> { }
                    default -> scalar(frames.peek());
                }
            }
            return true;
        }

        private void open(char bracket) {
            Mode mode = begun(frames.peek());
            frames.push(new Frame(bracket, mode));
        }

        private void comma(Frame frame) {
            if (frame.leading && frame.keptEnd < 0) hits.put(at, at + 1, "");
            frame.leading = false;
            frame.nameComes = frame.object;
            frame.index++;
        }

        private void string(Frame frame) {
            int begin = at;
            int close = begin + 1;
            while (close < text.length() && text.charAt(close) != '"') close += text.charAt(close) == '\\' ? 2 : 1;
            close = Math.min(close, text.length());
            at = close;
            if (frame.nameComes) {
                frame.nameComes = false;
                frame.begin = begin;
                frame.name = Level.plain(text.substring(begin + 1, close));
                return;
            }
            int value = at;
            at = begin;
            Mode mode = begun(frame);
            at = value;
            if (mode != null) hits.add(level, begin + 1, close, mode);
            ended(frame, Math.min(close + 1, text.length()));
        }

        private void scalar(Frame frame) {
            int begin = at;
            Mode mode = begun(frame);
            int end = begin;
            while (end < text.length() && ",]}[{\" \t\r\n:".indexOf(text.charAt(end)) < 0) end++;
            at = end - 1;
            String word = text.substring(begin, end);
            boolean literal = word.equals("true") || word.equals("false") || word.equals("null");
            if (mode != null && !(literal && mode == named)) hits.add(level, begin, end, mode, "\"");
            ended(frame, end);
        }

        /** A value begins here. @return how it is secret; null when it is not */
        private Mode begun(Frame frame) {
            if (!frame.object) {
                frame.begin = at;
                frame.name = frame.array ? Integer.toString(frame.index) : "";
            }
            named = frame.inherited != null ? null : frame.object ? names.ofValue(frame.name, true) : null;
            Mode mode = pointed();
            if (mode == null) mode = frame.inherited != null ? frame.inherited : named;
            else named = null;
            frame.dropping = mode == Mode.DROP && frame.inherited != Mode.DROP && frames.size() > 1;
            return mode;
        }

        private void ended(Frame frame, int end) {
            if (!frame.dropping) {
                frame.keptEnd = end;
            } else if (frame.keptEnd >= 0) {
                hits.put(frame.keptEnd, end, "");
            } else {
                hits.put(frame.begin, end, "");
                frame.leading = true;
            }
            frame.dropping = false;
        }

        private Mode pointed() {
            for (Pointer pointer : pointers) {
                if (pointer.path.size() == frames.size() - 1 && leadsHere(pointer)) return pointer.mode;
            }
            return null;
        }

        private boolean leadsHere(Pointer pointer) {
            Iterator<Frame> inner = frames.iterator();
            for (int i = pointer.path.size() - 1; i >= 0; i--) {
                String wanted = pointer.path.get(i);
                if (!inner.next().name.equals(wanted) && !wanted.equals("*")) return false;
            }
            return true;
        }
    }
}
