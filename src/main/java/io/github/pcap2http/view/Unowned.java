package io.github.pcap2http.view;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Lines of one side of a connection whose data are of no exchange yet, by position: of many that wait, only those are looked at which a message may have. */
final class Unowned {
    private record Place(long start, long frame) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return start != other.start ? Long.compare(start, other.start) : Long.compare(frame, other.frame);
        }
    }

    private TreeMap<Place, Line> lines;   // null: none yet, as of most connections
    private long longest;   // bytes of data of a line

    void add(Line line) {
        if (lines == null) lines = new TreeMap<>();
        lines.put(place(line), line);
        longest = Math.max(longest, line.length);
    }

    void remove(Line line) {
        if (lines != null) lines.remove(place(line));
    }

    private boolean none() {
        return lines == null || lines.isEmpty();
    }

    private static Place place(Line line) {
        return new Place(line.standing.start(), line.frame);
    }

    /** @return position of their first byte; {@code otherwise} when there are none */
    long start(long otherwise) {
        return none() ? otherwise : lines.firstKey().start;
    }

    /** @return those that have one of the bytes from position {@code start} to before {@code end}; they stay */
    List<Line> with(long start, long end) {
        List<Line> found = new ArrayList<>(0);
        if (none() || start >= end) return found;
        Place from = new Place(Math.max(Long.MIN_VALUE + longest, start) - longest, 0);
        for (Line line : lines.subMap(from, new Place(end, 0)).values()) {
            if (line.standing.end() > start) found.add(line);
        }
        return found;
    }
}
