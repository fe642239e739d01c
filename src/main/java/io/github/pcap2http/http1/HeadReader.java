package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;

/** Collects a header or trailer section until its empty line, however the bytes are cut. A section in one piece is not copied. */
final class HeadReader {
    /** What ends a section: an empty line behind a start line, an empty line that may be the first, the end of a line. */
    enum Kind { MESSAGE, TRAILER, LINE }

    private static final int MAX_CR = 16;   // of an empty line; one is right
    private static final int MAX_OF_CUT_HEAD = 4 << 10;   // bytes that are read where memory is too short for more

    private final int limitBytes;
    private final Held counted;
    private ByteQueue held = ByteQueue.NONE;
    private Kind kind = Kind.MESSAGE;
    private int searched;
    private Bytes section;   // null: it is not whole

    /** @param counted counts what is held */
    HeadReader(int limitBytes, Held counted) {
        this.limitBytes = limitBytes;
        this.counted = counted;
    }

    void begin(Kind kind) {
        this.kind = kind;
        clear();
    }

    /** Holds nothing any more: the section was read, or nobody will. */
    void clear() {
        held = held.cleared();
        searched = 0;
        section = null;
    }

    /** @return how many bytes of {@code in} belong to the section; all, unless it is {@link #whole} now or the limit is reached */
    int feed(Bytes in) {
        if (held.isEmpty()) {
            int end = end(in, 0);
            if (end >= 0) {
                section = in.slice(0, end);
                return end;
            }
        }
        int before = held.length();
        Bytes fits = in.slice(0, Math.min(in.length(), limitBytes - before));
        held = held.or(counted);
        held.append(fits);
        int end = end(held.view(), searched);
        if (end < 0) {
            searched = Math.max(0, lastLineFeed());
            return fits.length();
        }
        section = held.view().slice(0, end);
        return end - before;
    }

    /** @return the section, valid until the next call; null when its empty line has not come */
    Bytes whole() {
        return section;
    }

    boolean full() {
        return section == null && held.length() >= limitBytes;
    }

    /** @return what there is of a section that will not become whole */
    Bytes part() {
        return held.view();
    }

    /** Nothing more comes of a section with a start line. @return what there is of it */
    Head takePart() {
        return takePart(Integer.MAX_VALUE);
    }

    /** Memory is too short for a section with a start line. @return what its first bytes say */
    Head takeBeginning() {
        return takePart(MAX_OF_CUT_HEAD);
    }

    private Head takePart(int maxBytes) {
        Bytes all = part();
        Head part = Head.read(all.slice(0, Math.min(all.length(), maxBytes)), true);
        clear();
        return part;
    }

    /** @return where to go on searching: what follows the last line end may be the start of the empty line */
    private int lastLineFeed() {
        Bytes all = held.view();
        int i = all.length() - 1;
        while (i > 0 && all.length() - i <= MAX_CR && all.at(i) == '\r') i--;
        return i;
    }

    /**
     * A head that its sender ended the connection in, as browsers read it: a line of white space is taken for the empty line.
     *
     * @return the length of such a section; -1 when there is none
     */
    int looseEnd() {
        Bytes all = held.view();
        for (int lf = all.indexOf('\n', 0); lf >= 0; lf = all.indexOf('\n', lf + 1)) {
            int next = lf + 1;
            while (next < all.length() && (StartLine.isBlank(all.at(next)) || all.at(next) == '\r')) next++;
            if (next < all.length() && all.at(next) == '\n') return next + 1;
        }
        return -1;
    }

    /** @return the index behind the section, or -1; CR before LF may be absent (RFC 9112, section 2.2) */
    private int end(Bytes bytes, int from) {
        if (kind == Kind.LINE) {
            int lineFeed = bytes.indexOf('\n', from);
            return lineFeed < 0 ? -1 : lineFeed + 1;
        }
        if (kind == Kind.TRAILER && from == 0) {
            if (bytes.startsWith("\n")) return 1;
            if (bytes.startsWith("\r\n")) return 2;
        }
        for (int lf = bytes.indexOf('\n', from); lf >= 0; lf = bytes.indexOf('\n', lf + 1)) {
            int next = lf + 1;
            while (next < bytes.length() && next - lf <= MAX_CR && bytes.at(next) == '\r') next++;
            if (next < bytes.length() && bytes.at(next) == '\n') return next + 1;
        }
        return -1;
    }
}
