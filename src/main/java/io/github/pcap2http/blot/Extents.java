package io.github.pcap2http.blot;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Where the content of a message lies in what was sent: a piece for each chunk. */
final class Extents implements Content {
    private static final int MOST = 1 << 20;   // pieces

    private final Lane lane;
    private long[] pieces = new long[2];   // from and to of each
    private int count;
    private long length;
    private int next;      // piece from which marks go on
    private long before;   // bytes of the pieces before it

    Extents(Lane lane) {
        this.lane = lane;
    }

    void add(long from, long to) {
        length += to - from;
        if (count > 0 && pieces[2 * count - 1] == from) {
            pieces[2 * count - 1] = to;
            return;
        }
        if (tooMany()) return;
        if (2 * count == pieces.length) pieces = Arrays.copyOf(pieces, 4 * count);
        pieces[2 * count] = from;
        pieces[2 * count++ + 1] = to;
    }

    boolean tooMany() {
        return count == MOST;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean onHeap() {
        return false;
    }

    @Override
    public Bytes bytes() {
        try (InputStream all = stream()) {
            return Bytes.of(all.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of the content stay. @param from not less than in any call before */
    void stays(long from, long to, Marking marking) throws IOException {
        for (long at = from; at < to;) {
            while (at >= before + pieces[2 * next + 1] - pieces[2 * next]) {
                before += pieces[2 * next + 1] - pieces[2 * next];
                next++;
            }
            long place = pieces[2 * next] + at - before;
            long end = Math.min(place + to - at, pieces[2 * next + 1]);
            marking.stays(place, end);
            at += end - place;
        }
    }

    /** @return the content, as far as it is there */
    @Override
    public InputStream stream() {
        return new InputStream() {
            private static final int BLOCK = 1 << 14;

            private byte[] block = new byte[0];
            private int at;
            private int piece;
            private long place = count == 0 ? 0 : pieces[0];

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int most) {
                if (most == 0) return 0;
                if (at == block.length && !fill()) return -1;
                int n = Math.min(most, block.length - at);
                System.arraycopy(block, at, target, offset, n);
                at += n;
                return n;
            }

            private boolean fill() {
                while (piece < count && place == pieces[2 * piece + 1]) {
                    piece++;
                    if (piece < count) place = pieces[2 * piece];
                }
                if (piece == count) return false;
                try {
                    block = lane.read(place, (int) Math.min(BLOCK, pieces[2 * piece + 1] - place));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                at = 0;
                place += block.length;
                return block.length > 0;
            }
        };
    }
}
