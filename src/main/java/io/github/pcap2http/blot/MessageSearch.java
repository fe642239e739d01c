package io.github.pcap2http.blot;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.coding.ContentCodings;
import io.github.pcap2http.coding.Decoded;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.http1.Chunks;
import io.github.pcap2http.http1.Imprint;
import io.github.pcap2http.redact.Traces;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Finds the bytes of one message among those that its sender sent, and marks those that may stay.
 *
 * <p><b>Plan</b>: the head is where its bytes make the very head that the exchange has; the content is what follows, of the length that the exchange
 * has, if it is the same. What cannot be found so is not marked.
 */
final class MessageSearch {
    /** Places in the first packet of a message that are tried. */
    private static final int MOST_TRIES = 1000;
    private static final long MOST_LOOKED = 64L << 20;   // bytes, of all that these tries read
    private static final int LONGEST_PACKET = 256 << 10;
    private static final int LONGEST_WORD = 16;   // that a message begins with, as far as it is looked at
    /** Heads are read of so many bytes at most, and if that is too few of the next number of them. */
    private static final int[] LENGTHS = {2 << 10, 32 << 10, 2 << 20};
    /** Coded content is looked at again up to this, in decoded bytes: no body has more. */
    private static final int LONGEST_DECODED = Integer.MAX_VALUE;
    private static final int BLOCK = 1 << 14;
    private static final long NOWHERE = Long.MIN_VALUE;   // other positions may be below zero

    private final Lane lane;
    private final Marking marking;
    private final Facts.Half half;
    private final Traces traces;
    private final Side side;
    private long looked;     // bytes that were read as heads
    private long end;        // position behind the message
    private Bytes section;   // that was read last

    MessageSearch(Lane lane, Facts facts, Side side) {
        this.lane = lane;
        this.marking = new Marking(lane);
        this.half = facts.of(side);
        this.traces = facts.traces();
        this.side = side;
    }

    /** @param from position of the packet that has the first byte. @param packetEnd behind that packet. @param end behind the packet that has the last */
    void run(long from, long packetEnd, long end) throws IOException {
        this.end = end;
        long start = start(from, packetEnd);
        if (start == NOWHERE) return;
        long at = start;
        for (Facts.Head head : half.heads()) {
            int length = length(head, at);
            if (length < 0) break;
            stays(at, section);
            at += length;
            if (head == half.heads().get(half.heads().size() - 1)) content(at);
        }
        marking.end();
        lineEnd(start);
    }

    /** What stands before the message ends a line: so the message is found again. */
    private void lineEnd(long start) throws IOException {
        if (lane.marked(start - 2) == Mark.GOES) lane.mark(start - 2, start - 1, Mark.CR);
        if (lane.marked(start - 1) == Mark.GOES) lane.mark(start - 1, start, Mark.LF);
    }

    // ---- head

    /** @return position of the first byte; NOWHERE when it cannot be found */
    private long start(long from, long to) throws IOException {
        int packet = (int) Math.min(to - from, LONGEST_PACKET);
        Bytes bytes = read(from, packet + LONGEST_WORD);
        int tries = 0;
        for (int i = 0; i < bytes.length() && tries < MOST_TRIES && looked < MOST_LOOKED; i++) {
            if (i >= packet && !isLineEnd(bytes.at(i - 1))) break;   // empty lines may come before a message
            if (!mayStart(bytes, i)) continue;
            tries++;
            if (length(half.heads().get(0), from + i) >= 0 && lane.take(from + i)) return from + i;
        }
        return NOWHERE;
    }

    /** @return bytes of the message, and what is behind it in its last packet */
    private Bytes read(long at, int most) throws IOException {
        return Bytes.of(lane.read(at, (int) Math.max(0, Math.min(most, end - at))));
    }

    private static boolean isLineEnd(byte b) {
        return b == '\r' || b == '\n';
    }

    private boolean mayStart(Bytes bytes, int at) {
        String word = side == Side.CLIENT ? half.method() : "HTTP";
        if (word.isEmpty() || bytes.length() - at < Math.min(word.length(), LONGEST_WORD)) return false;
        for (int i = 0; i < word.length() && i < LONGEST_WORD; i++) {
            int c = bytes.at(at + i);
            if (c != word.charAt(i) && (side == Side.CLIENT || (c & ~0x20) != word.charAt(i))) return false;
        }
        return true;
    }

    /** @return bytes of that very head, if it is there; else -1 */
    private int length(Facts.Head head, long at) throws IOException {
        for (int most : LENGTHS) {
            Bytes bytes = read(at, most);
            looked += bytes.length();
            Imprint.Section found = switch (head.kind()) {
                case REQUEST -> Imprint.request(bytes);
                case INTERIM -> Imprint.interim(bytes);
                case RESPONSE -> Imprint.response(bytes);
            };
            if (found != null) return is(found, head.digest(), bytes) ? found.length() : -1;
            if (bytes.length() < most) return -1;
        }
        return -1;
    }

    private boolean is(Imprint.Section found, byte[] digest, Bytes bytes) {
        section = bytes.slice(0, found.length());
        return Arrays.equals(Facts.digest(found.imprint()), digest);
    }

    /** The lines of a section stay, without their secrets. */
    private void stays(long at, Bytes lines) throws IOException {
        int done = 0;
        for (Traces.Range range : traces.head(lines)) {
            marking.stays(at + done, at + range.from());
            for (int i = range.from(); i < range.to(); i++) {
                if (isLineEnd(lines.at(i))) marking.stays(at + i, at + i + 1);
            }
            done = range.to();
        }
        marking.stays(at + done, at + lines.length());
    }

    // ---- content

    private void content(long at) throws IOException {
        Extents extents = new Extents(lane);
        long behind = at + Math.max(0, half.length());
        if (half.chunked()) behind = chunks(at, extents, null);
        else if (half.length() > 0) extents.add(at, behind);
        if (behind == NOWHERE || half.length() < 0 || extents.length() != half.length()) return;
        boolean open = extents.length() > 0 && half.content() != null && !traces.wholeBody(side) && same(extents);
        if (half.chunked()) chunks(at, new Extents(lane), marking);
        if (open) contentStays(extents);
        if (half.chunked()) trailers(behind);
        else taken(behind);
    }

    /** The end of a message belongs to it, and not to what comes next. */
    private void taken(long end) throws IOException {
        marking.end();
        for (long at = end - 2; at < end; at++) {
            if (lane.marked(at) != Mark.STAYS) lane.mark(at, at + 1, Mark.TAKEN);
        }
    }

    /** @param framing where the framing is to be marked; null: nowhere. @return position behind the last chunk's line; NOWHERE when the body is not whole */
    private long chunks(long start, Extents extents, Marking framing) throws IOException {
        long[] at = {start};
        IOException[] failure = new IOException[1];
        Chunks chunks = new Chunks(new Chunks.Parts() {
            @Override
            public void data(int from, int to) {
                extents.add(at[0] + from, at[0] + to);
            }

            @Override
            public void framing(int from, int to) {
                try {
                    if (framing != null) framing.stays(at[0] + from, at[0] + to);
                } catch (IOException e) {
                    failure[0] = e;
                }
            }
        });
        while (!chunks.done()) {
            Bytes block = read(at[0], BLOCK);
            int used = block.isEmpty() ? -1 : chunks.feed(block);
            if (failure[0] != null) throw failure[0];
            if (used < 0 || extents.length() > half.length() || extents.tooMany()) return NOWHERE;
            at[0] += used;
        }
        return at[0];
    }

    private void trailers(long at) throws IOException {
        for (int most : LENGTHS) {
            Bytes bytes = read(at, most);
            Imprint.Section found = Imprint.trailers(bytes);
            if (found != null && is(found, half.trailers(), bytes)) stays(at, section);
            if (found != null || bytes.length() < most) return;
        }
    }

    /** @return whether the bytes are the content that was searched for secrets */
    private boolean same(Extents extents) throws IOException {
        if (half.codings().isEmpty()) return Arrays.equals(Facts.digest(extents.stream()), half.content());
        if (traces.in(extents.stream(), extents.length())) return false;
        Facts.Digest digest = new Facts.Digest();
        Decoded decoded = ContentCodings.decode(extents, half.codings(), LONGEST_DECODED, () -> digest);
        if (decoded.problem() != Decoded.Problem.NONE || decoded.size() > LONGEST_DECODED) return false;
        return Arrays.equals(decoded.content() == extents ? Facts.digest(extents.stream()) : digest.value(), half.content());
    }

    private void contentStays(Extents extents) throws IOException {
        InputStream original = extents.stream();
        InputStream clean = traces.body(side, extents.stream(), extents.length());
        byte[] one = new byte[BLOCK];
        byte[] other = new byte[BLOCK];
        long at = 0;
        for (int n = original.readNBytes(one, 0, BLOCK); n > 0; n = original.readNBytes(one, 0, BLOCK)) {
            if (clean.readNBytes(other, 0, n) < n) return;
            int from = 0;
            for (int i = 0; i <= n; i++) {
                if (i < n && one[i] == other[i]) continue;
                extents.stays(at + from, at + i, marking);
                from = i + 1;
            }
            at += n;
        }
    }
}
