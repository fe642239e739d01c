package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Field;
import java.nio.charset.StandardCharsets;

/**
 * Reads field lines that are all as the grammar wants them, one behind the other: in one walk, and those that are known without one. This is
 * where most bytes of heads go through, so it works on the array itself.
 */
final class FieldLines {
    private final byte[] array;
    private final int begin;
    private final int end;
    private int at;
    private FieldTable.Known before;   // the last line that was known; null: none was
    private int guess;   // where in the table the next line may be
    private int first;

    /** @param from where the first line begins. @param guess the {@link #first} of lines like these; 0 when there were none */
    FieldLines(Bytes bytes, int from, int guess) {
        this.guess = guess;
        this.first = guess;
        array = bytes.array();
        begin = bytes.offset();
        end = begin + bytes.length();
        at = begin + from;
    }

    /** @return where the next line begins */
    int at() {
        return at - begin;
    }

    /** @return where in the table the first line is that was known */
    int first() {
        return first;
    }

    /** @return whether the next line is there, and empty */
    boolean atEmpty() {
        return at + 1 < end && array[at] == '\r' && array[at + 1] == '\n';
    }

    /** @return the field that the next line is; null when it is not as the grammar wants it, or its end is not there. A folded one is two lines */
    Field next() {
        FieldTable.Known known = FieldTable.guess(guess, array, at, end);
        return known == null ? search() : pass(known);
    }

    private Field pass(FieldTable.Known line) {
        if (before == null) first = line.place();
        else before.isFollowedBy(line);
        before = line;
        guess = line.next();
        at += line.length() + 2;
        return line.field;
    }

    private Field search() {
        long hash = 0;
        int i = at;
        for (int most = Math.min(end, at + FieldTable.LONGEST); i < most && array[i] != '\r'; i++) hash = FieldTable.hash(hash, array[i]);
        if (i < end && array[i] != '\r') i = farEnd(i);
        if (i + 1 >= end || array[i + 1] != '\n') return null;
        FieldTable.Known known = FieldTable.get(hash, array, at, i);
        if (known != null) return pass(known);
        Field field = read(array, at, i);
        if (field == null) return null;
        FieldTable.put(hash, array, at, i, field);
        at = i + 2;
        return field;
    }

    /** @return where a long line ends, before CR LF; {@link #end} when it does not */
    private int farEnd(int from) {
        int lineFeed = Bytes.of(array, from, end - from).indexOf('\n', 0);
        return lineFeed > 0 && array[from + lineFeed - 1] == '\r' ? from + lineFeed - 1 : end;
    }

    /** @return the field that the line from {@code from} to {@code to}, of whatever end, is; null when it is not as the grammar wants it */
    static Field read(Bytes bytes, int from, int to) {
        byte[] array = bytes.array();
        int first = bytes.offset() + from;
        int last = bytes.offset() + to;
        long hash = 0;
        for (int i = first; i < last; i++) hash = FieldTable.hash(hash, array[i]);
        FieldTable.Known known = FieldTable.get(hash, array, first, last);
        if (known != null) return known.field;
        Field field = read(array, first, last);
        if (field != null) FieldTable.put(hash, array, first, last, field);
        return field;
    }

    private static Field read(byte[] array, int from, int end) {
        int colon = from;
        while (colon < end && StartLine.isTokenChar(array[colon])) colon++;
        if (colon == from || colon == end || array[colon] != ':') return null;
        int first = colon + 1;
        for (int i = first; i < end; i++) {
            byte b = array[i];
            if (b <= '\r' && (b == '\r' || b == '\n' || b == 0)) return null;
        }
        int last = end;
        while (first < last && isSpace(array[first])) first++;
        while (last > first && isSpace(array[last - 1])) last--;
        return new Field(latin1(array, from, colon), latin1(array, first, last));
    }

    private static String latin1(byte[] array, int from, int to) {
        return new String(array, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** What is not shown around a value. */
    static boolean isSpace(byte c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
