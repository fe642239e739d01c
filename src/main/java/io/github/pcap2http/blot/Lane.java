package io.github.pcap2http.blot;

import io.github.pcap2http.bytes.Bytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one side of a connection sent, by position, where messages are expected: regions of the two files, which have the bytes and, for each of them,
 * what is known of it.
 */
final class Lane {
    /** Where a stretch of positions lies in the files. */
    static final class Region {
        final long number;
        final long from;   // positions
        final long to;
        final long base;   // in the files
        final long begin;  // frame of the first message in it
        long end;          // of the last one
        final TreeMap<Long, Long> covered = new TreeMap<>();   // positions of bytes that came: from, to

        Region(long number, long from, long to, long base, long begin, long end) {
            this.number = number;
            this.begin = begin;
            this.from = from;
            this.to = to;
            this.base = base;
            this.end = end;
        }

        long place(long position) {
            return base + position - from;
        }
    }

    /** Stretches of bytes of a region between which others are missing; what comes is passed over when there are more. */
    private static final int MOST_STRETCHES = 4096;

    final long connection;
    final boolean fromServer;
    private final Stretches files;
    private final TreeMap<Long, Region> regions = new TreeMap<>();
    private final NavigableSet<Long> starts = new TreeSet<>();   // of the messages that were found in them

    Lane(long connection, boolean fromServer, Stretches files) {
        this.connection = connection;
        this.fromServer = fromServer;
        this.files = files;
    }

    boolean isEmpty() {
        return regions.isEmpty();
    }

    void add(Region region) {
        regions.put(region.from, region);
    }

    void remove(Region region) {
        regions.remove(region.from);
        starts.subSet(region.from, region.to).clear();
    }

    /** @return the region that has the position; null for none */
    Region at(long position) {
        Map.Entry<Long, Region> before = regions.floorEntry(position);
        return before == null || before.getValue().to <= position ? null : before.getValue();
    }

    /** @return where the first region begins behind a position that is in none, but at most {@code most} */
    long nextFrom(long position, long most) {
        Long next = regions.higherKey(position);
        return next == null ? most : Math.min(next, most);
    }

    /** @return false when a message was found there before */
    boolean take(long start) {
        return starts.add(start);
    }

    // ---- bytes

    /** Bytes were sent; those that came before count. */
    void gather(long position, Bytes bytes) throws IOException {
        long end = position + bytes.length();
        for (long at = position; at < end;) {
            Region region = at(at);
            if (region == null) {
                at = nextFrom(at, end);
                continue;
            }
            long to = Math.min(end, region.to);
            gather(region, at, bytes.slice((int) (at - position), (int) (to - position)));
            at = to;
        }
    }

    private void gather(Region region, long position, Bytes bytes) throws IOException {
        long end = position + bytes.length();
        long at = position;
        while (at < end) {
            Map.Entry<Long, Long> before = region.covered.floorEntry(at);
            if (before != null && before.getValue() > at) {
                at = Math.min(before.getValue(), end);
                continue;
            }
            Long next = region.covered.higherKey(at);
            long to = next == null ? end : Math.min(next, end);
            boolean joins = before != null && before.getValue() == at;
            if (!joins && region.covered.size() == MOST_STRETCHES) return;
            Bytes part = bytes.slice((int) (at - position), (int) (to - position));
            files.write(region.place(at), part.array(), part.offset(), part.length(), joins || at == region.from);
            long behind = next != null && next == to ? region.covered.remove(next) : to;
            region.covered.put(joins ? before.getKey() : at, behind);
            at = to;
        }
    }

    /** @return bytes that came, from a position on, up to the first that is missing, and {@code most} */
    byte[] read(long position, int most) throws IOException {
        byte[] bytes = new byte[most];
        int count = 0;
        while (count < most) {
            Region region = at(position + count);
            Map.Entry<Long, Long> stretch = region == null ? null : region.covered.floorEntry(position + count);
            if (stretch == null || stretch.getValue() <= position + count) break;
            int n = (int) Math.min(most - count, stretch.getValue() - position - count);
            files.read(region.place(position + count), bytes, count, n);
            count += n;
        }
        return count == most ? bytes : Arrays.copyOf(bytes, count);
    }

    /** Says what is known of bytes. */
    void mark(long from, long to, byte mark) throws IOException {
        for (long at = from; at < to;) {
            Region region = at(at);
            long end = region == null ? nextFrom(at, to) : Math.min(to, region.to);
            if (region != null) files.mark(region.place(at), end - at, mark);
            at = end;
        }
    }

    /** @return what is known of the byte */
    byte marked(long position) throws IOException {
        Region region = at(position);
        return region == null ? Mark.GOES : files.mark(region.place(position));
    }

    /** Overwrites what is not to stay. @param payload whose bytes from {@code from} to before {@code to} were sent at {@code position} */
    void clean(long position, byte[] payload, int from, int to, byte filler) throws IOException {
        for (int at = from; at < to;) {
            long here = position + at - from;
            Region region = at(here);
            long end = region == null ? nextFrom(here, position + to - from) : Math.min(region.to, position + to - from);
            int length = (int) (end - here);
            if (region == null) Arrays.fill(payload, at, at + length, filler);
            else cleanPart(region.place(here), payload, at, length, filler);
            at += length;
        }
    }

    private void cleanPart(long place, byte[] payload, int at, int length, byte filler) throws IOException {
        byte[] found = new byte[length];
        byte[] marks = new byte[length];
        files.read(place, found, 0, length);
        files.marks(place, marks, 0, length);
        for (int i = 0; i < length; i++) {
            payload[at + i] = switch (marks[i]) {
                case Mark.STAYS -> payload[at + i] == found[i] ? found[i] : filler;
                case Mark.CR -> '\r';
                case Mark.LF -> '\n';
                default -> filler;
            };
        }
    }
}
