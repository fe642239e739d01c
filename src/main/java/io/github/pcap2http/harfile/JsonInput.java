package io.github.pcap2http.harfile;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.exchange.BodyStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON that is read value by value, and forgiving: commas too many or too few, control characters in strings, words that JSON does not
 * have and stray characters are passed over, each time with a {@link #fault()}. Every call takes a byte at least or throws
 * {@link Truncated}. A value is a {@code Map}, a {@code List}, a {@code String}, a {@link Number}, a {@code Boolean} or null; a string of
 * more than {@value #LONG} bytes is a {@link Content} in UTF-8. What values need of memory
 * since {@link #begin} is bounded: the rest is passed over.
 */
final class JsonInput {
    /** A number, or a word that stands where one might, as it is written. */
    record Number(String text) { }

    /** The input ends inside of a value. */
    static final class Truncated extends IOException {
        private static final long serialVersionUID = 1L;

        Truncated() {
            super("ends inside of a value");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    static final int END = -1;
    static final int LONG = 32 << 10;   // bytes of a string
    /** Bytes of memory for all of a value but its long strings. */
    static final int MOST = 8 << 20;
    private static final int NODE = 64;   // bytes that a value costs beside its text
    private static final int DEEPEST = 64;
    private static final int BUFFER = 64 << 10;
    private static final int LONGEST_WORD = 64;

    private final InputStream in;
    private final BodyStore store;
    private final List<Content> contents = new ArrayList<>();   // of the values since begin()
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long passed;   // bytes of the input before the buffer
    private int room;
    private String fault;

    JsonInput(InputStream in, BodyStore store) {
        this.in = in;
        this.store = store;
    }

    /** @return bytes read so far */
    long offset() {
        return passed + at;
    }

    /** @return whether the next byte may have to be waited for */
    boolean drained() {
        return at == end;
    }

    /** @return the first thing that was passed over or did not fit since {@link #begin}; null: all was well */
    String fault() {
        return fault;
    }

    private void fault(String what) {
        if (fault == null) fault = what + " at offset " + offset();
    }

    private boolean fill() throws IOException {
        if (at < end) return true;
        passed += end;
        at = 0;
        end = 0;
        int count = in.read(buffer, 0, BUFFER);
        if (count > 0) end = count;
        return count > 0;
    }

    /** @return the next byte that is no white space, not taken yet; {@link #END} */
    int peek() throws IOException {
        while (fill()) {
            int b = buffer[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t' && !isMark(b)) return b & 0xff;
            at++;
        }
        return END;
    }

    /** A byte order mark may stand at the beginning, and so where files were put together. Its bytes mean nothing outside of strings. */
    private static boolean isMark(int b) {
        return b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf;
    }

    /** Takes the byte that {@link #peek} gave. */
    void take() {
        at++;
    }

    private int next() throws IOException {
        if (!fill()) throw new Truncated();
        return buffer[at++] & 0xff;
    }

    /** @return the name of a member, its colon taken; null at the object's end, taken too */
    String name() throws IOException {
        while (true) {
            int b = peek();
            if (b == END) throw new Truncated();
            if (b == '"') {
                String name = shortString();
                if (peek() == ':') take();
                else fault("a name without a colon");
                return name;
            }
            take();
            if (b == '}') return null;
            if (b != ',') fault("something that is no name");
        }
    }

    /** @return a member's name; empty for one that is too long to be any */
    private String shortString() throws IOException {
        take();
        String quick = quick();
        return quick != null ? quick : new Text(true).read() instanceof String text ? text : "";
    }

    /** From here on memory is counted anew, and faults are those of what comes. What was read before is not valid any more. */
    void begin() {
        release();
        room = MOST;
        fault = null;
    }

    /** @return a whole value, valid until the next {@link #begin}; null also for what there was no room for */
    Object value() throws IOException {
        return value(0, true);
    }

    /** Gives back what the values have in the store. */
    void release() {
        contents.forEach(Content::release);
        contents.clear();
    }

    /** Passes a value over. */
    void skip() throws IOException {
        value(0, false);
    }

    private Object value(int depth, boolean keep) throws IOException {
        int b = peek();
        if (b == END) throw new Truncated();
        boolean kept = keep && spend(NODE);
        return switch (b) {
            case '"' -> string(kept);
            case '{', '[' -> {
                if (depth >= DEEPEST) {
                    fault("values too deep in each other");
                    skipNested();
                    yield null;
                }
                take();
                yield b == '{' ? object(depth, kept) : array(depth, kept);
            }
            default -> word();
        };
    }

    private boolean spend(int bytes) {
        room -= bytes;
        if (room < 0) fault("more than fits into memory, left out");
        return room >= 0;
    }

    private Map<String, Object> object(int depth, boolean keep) throws IOException {
        Map<String, Object> members = keep ? new LinkedHashMap<>() : null;
        for (String name = name(); name != null; name = name()) {
            if (peek() == '}' || peek() == ',') {
                fault("a name without a value");
                continue;
            }
            Object value = value(depth + 1, keep);
            if (keep && spend(name.length())) members.put(name, value);
        }
        return members;
    }

    private List<Object> array(int depth, boolean keep) throws IOException {
        List<Object> items = keep ? new ArrayList<>() : null;
        while (true) {
            int b = peek();
            if (b == END) throw new Truncated();
            if (b == ']') {
                take();
                return items;
            }
            if (b == ',' || b == ':' || b == '}') {
                take();
                if (b != ',') fault("something that is no value");
                continue;
            }
            Object value = value(depth + 1, keep);
            if (keep && room > 0) items.add(value);
        }
    }

    private void skipNested() throws IOException {
        long open = 0;
        do {
            int b = peek();
            if (b == END) throw new Truncated();
            if (b == '"') {
                string(false);
                continue;
            }
            take();
            if (b == '{' || b == '[') open++;
            if (b == '}' || b == ']') open--;
        } while (open > 0);
    }

    /** @return true, false, null or a number; what is none of them is a number that is not one */
    private Object word() throws IOException {
        StringBuilder word = new StringBuilder();
        while (fill()) {
            int b = buffer[at];
            if (b <= ' ' || b == ',' || b == ':' || b == '}' || b == ']' || b == '{' || b == '[' || b == '"') break;
            if (word.length() < LONGEST_WORD) word.append((char) (b & 0xff));
            at++;
        }
        if (word.isEmpty()) {
            next();   // something that no value begins with
            fault("something that is no value");
            return null;
        }
        String text = word.toString();
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> new Number(text);
        };
    }

    // ---- strings

    /** @return null when it is not kept, a String when it is short, else a Content */
    private Object string(boolean keep) throws IOException {
        take();
        String quick = keep ? quick() : null;
        Object text = quick != null ? quick : new Text(keep && room > 0).read();
        return text instanceof String kept && !spend(kept.length()) ? null : text;
    }

    /** @return a string without escapes that is in the buffer as a whole; else null, and nothing is taken */
    private String quick() {
        int most = Math.min(end, at + LONG);
        for (int i = at; i < most; i++) {
            byte b = buffer[i];
            if (b == '\\') return null;
            if (b != '"') continue;
            String text = new String(buffer, at, i - at, StandardCharsets.UTF_8);
            at = i + 1;
            return text;
        }
        return null;
    }

    /** A string that is read piece by piece, without its escapes: it moves to the store when it gets long. */
    private final class Text {
        private final boolean keep;
        private final ByteQueue heap = new ByteQueue();
        private Draft draft;   // null: it is short so far
        private char high;     // half of a character outside the first plane; 0: none

        Text(boolean keep) {
            this.keep = keep;
        }

        Object read() throws IOException {
            boolean whole = false;
            try {
                for (int b = piece(); b != '"'; b = piece()) escape();
                half((char) 0);
                whole = true;
            } finally {
                if (!whole && draft != null) draft.take().release();
            }
            if (draft != null) {
                add(heap.view());
                Content content = draft.take();
                contents.add(content);
                return content;
            }
            if (!keep) return null;
            Bytes all = heap.view();
            return new String(all.array(), all.offset(), all.length(), StandardCharsets.UTF_8);
        }

        /** Takes all up to a quotation mark or backslash, and that. */
        private int piece() throws IOException {
            while (true) {
                if (!fill()) throw new Truncated();
                int from = at;
                while (at < end && buffer[at] != '"' && buffer[at] != '\\') at++;
                if (at > from) {
                    half((char) 0);
                    append(Bytes.of(buffer, from, at - from));
                }
                if (at < end) return buffer[at++];
            }
        }

        private void append(Bytes bytes) {
            if (!keep) return;
            heap.append(bytes);
            if (heap.length() <= LONG) return;
            if (draft == null) draft = store.open();
            add(heap.view());
            heap.clear();
        }

        private void add(Bytes bytes) {
            if (!bytes.isEmpty()) draft.append(bytes);
        }

        private void escape() throws IOException {
            int b = next();
            switch (b) {
                case 'n' -> character('\n');
                case 't' -> character('\t');
                case 'r' -> character('\r');
                case 'b' -> character('\b');
                case 'f' -> character('\f');
                case 'u' -> character(hex());
                case '"', '\\', '/' -> character((char) b);
                default -> {
                    fault("an escape that JSON does not have");
                    append(Bytes.of(new byte[] {'\\', (byte) b}));
                }
            }
        }

        private char hex() throws IOException {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                if (!fill()) throw new Truncated();
                int digit = buffer[at] < 0 ? -1 : Character.digit(buffer[at], 16);
                if (digit < 0) {
                    fault("an escape without its four digits");
                    return '\ufffd';
                }
                at++;
                code = code << 4 | digit;
            }
            return (char) code;
        }

        private void character(char c) {
            if (Character.isLowSurrogate(c) && high != 0) {
                String pair = new String(new char[] {high, c});
                high = 0;
                append(Bytes.of(pair.getBytes(StandardCharsets.UTF_8)));
                return;
            }
            half(Character.isHighSurrogate(c) ? c : 0);
            if (Character.isHighSurrogate(c)) return;
            char shown = Character.isLowSurrogate(c) ? '\ufffd' : c;
            append(Bytes.of(shown < 0x80 ? new byte[] {(byte) shown} : String.valueOf(shown).getBytes(StandardCharsets.UTF_8)));
        }

        /** A first half that nothing came behind is no character. */
        private void half(char next) {
            boolean lonely = high != 0;
            high = next;
            if (lonely) append(Bytes.of("\ufffd".getBytes(StandardCharsets.UTF_8)));
        }
    }
}
