package io.github.pcap2http.redact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A content without its secrets, read in windows that overlap. A secret that begins before the overlap of a window is taken out there; the next window
 * begins a bit before that, so that the name is seen that stands before a value.
 */
final class Rewriting extends InputStream {
    static final int WINDOW = 256 << 10;    // bytes
    /** A secret of {@link Needles#PIECE} bytes fits, with six bytes for each. */
    private static final int OVERLAP = 64 << 10;
    private static final int BEFORE = 1 << 10;
    private static final String UNKNOWN_END = "\"'&<>\r\n";

    /** What the length stays with. */
    static final char STAR = '*';

    /** Looks into a window. */
    interface Search {
        /** @param last whether this window ends with the content */
        void find(String window, boolean last, Hits hits);
    }

    private final InputStream in;
    private final Search search;
    private final Supplier<Hits> fresh;
    private final Hits whole;   // of places in all of it; null: none
    private final int filler;   // in the place of each byte, so that the length stays; -1: it does not
    private final byte[] window;
    private int length;         // of what is in the window
    private int done;           // of the window, what was given out
    private long base;          // of the content, what was before the window
    private boolean ended;      // the window ends with the content
    private Ending swallowing;  // of a value longer than a window, which goes on; null: none does
    private boolean changed;
    private byte[] out = new byte[0];
    private int given;          // of out

    /** @param whole hits in all of a short content. @param filler what each byte of a secret is overwritten with, as in what is no text; -1: a word takes its place */
    Rewriting(InputStream in, long size, Search search, Supplier<Hits> fresh, Hits whole, int filler) {
        this.in = in;
        this.fresh = fresh;
        this.search = search;
        this.whole = whole;
        this.filler = filler;
        this.window = new byte[(int) Math.min(WINDOW, size + 1)];   // one more, to see the end
    }

    /** @return whether anything was taken out so far */
    boolean changed() {
        return changed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int at, int most) throws IOException {
        if (most == 0) return 0;
        while (given == out.length) {
            if (ended && done == length) return -1;
            out = nextPiece();
            given = 0;
        }
        int count = Math.min(most, out.length - given);
        System.arraycopy(out, given, target, at, count);
        given += count;
        return count;
    }

    private byte[] nextPiece() throws IOException {
        fill();
        int before = done;
        if (swallowing != null && (!swallow() || filler >= 0)) return filling(filler < 0 ? 0 : done - before).getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(window, 0, length, StandardCharsets.ISO_8859_1);
        Hits hits = search(text);
        StringBuilder piece = new StringBuilder(length);
        int limit = ended ? length : Math.max(done, length - OVERLAP);
        for (Hits.Hit hit : hits.merged()) {
            if (hit.to() <= done) continue;
            if (hit.from() >= limit) break;
            boolean open = hit.to() == length && !ended;
            if (open && hit.from() > BEFORE + OVERLAP) {   // with more of what follows it may be whole
                limit = hit.from();
                break;
            }
            changed = true;
            int from = Math.max(done, hit.from());
            piece.append(text, done, from).append(filler >= 0 ? filling(hit.to() - from) : hit.instead());
            done = hit.to();
            swallowing = !open ? null : hit.ending() == null ? Ending.before(UNKNOWN_END) : hit.ending();
        }
        if (done < limit) {
            piece.append(text, done, limit);
            done = limit;
        }
        return piece.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String filling(int length) {
        return String.valueOf((char) filler).repeat(length);
    }

    private Hits search(String text) {
        Hits hits = fresh.get();
        search.find(text, ended, hits);
        if (whole != null) {
            for (Hits.Hit hit : whole.merged()) {
                long from = hit.from() - base;
                long to = hit.to() - base;
                if (to > 0 && from < length) hits.put((int) Math.max(from, 0), (int) Math.min(to, length), hit.instead());
            }
        }
        return hits;
    }

    private void fill() throws IOException {
        if (ended) return;
        int drop = Math.max(0, done - BEFORE);
        System.arraycopy(window, drop, window, 0, length - drop);
        length -= drop;
        done -= drop;
        base += drop;
        length += in.readNBytes(window, length, window.length - length);
        ended = length < window.length;
    }

    /** Passes over the rest of a value that was longer than a window. @return whether it ended */
    private boolean swallow() {
        int end = swallowing.end(window, done, length);
        boolean goesOn = end == length || !ended && length - end < swallowing.ahead();
        done = end;
        if (!goesOn) swallowing = null;
        return swallowing == null;
    }
}
