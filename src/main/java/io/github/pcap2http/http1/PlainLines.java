package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.BigEndian;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Eights;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a head whose lines are all as the grammar wants them, as most are, which is whole, and no longer than most are: in one walk. This is
 * where most bytes of heads go through, so it works on the array itself. What is otherwise has no result here; {@link StartSearch},
 * {@link HeadReader} and {@link Head#read} are for it, and come to the same for what is plain, which a test holds.
 *
 * <p><b>Plan</b>: a line is mostly one that was read lately, which {@link FieldTable} has, and mostly the one that came behind the line before
 * it then, too: so that place is looked at first. Then it may be Content-Length, whose value changes; then it is looked up by its hash; then
 * it is read.
 */
final class PlainLines {
    private static final int MAX_FIELDS = 32;
    private static final int MAX_REASON = 64;

    private static final String LENGTH_NAME = "Content-Length";
    private static final String LOWER_LENGTH_NAME = "content-length";
    private static final byte[] LENGTH = Bytes.latin1(LENGTH_NAME + ": ").toArray();
    private static final byte[] LOWER_LENGTH = Bytes.latin1(LOWER_LENGTH_NAME + ": ").toArray();
    private static final int CONTROLS = '\r' + 1;   // below it is what no value has, and a tab
    private static final int MAX_DIGITS = 9;   // of a number that is an int for certain

    private static final int GET = Bytes.latin1("GET ").int32(0);
    private static final int POST = Bytes.latin1("POST").int32(0);

    /** A status line, with its end, as it came last with this status. */
    private record KnownStatus(byte[] text, StartLine.StatusLine line) { }

    /** By status. All threads share them; two that write to one place at a time lose nothing but time. */
    private static final KnownStatus[] KNOWN = new KnownStatus[1000];

    private final byte[] array;
    private ByteBuffer eights;   // the same bytes; null: not needed so far
    private final int begin;
    private final int end;       // of the bytes that are there
    private int at;              // where the next line begins
    private int startLineEnd;
    private FieldTable.Known lastKnown;   // the last line that the table had; null: none so far
    private int guess;           // where in the table the next line may be
    private int firstKnown;
    private Field[] fields;
    private int count;
    private int said = BodyFraming.UNSAID;   // by the fields so far of the length of the body

    /**
     * @param like what {@link #firstKnown} was for lines like these; 0 when there were none
     * @param room for so many fields is made at first
     */
    PlainLines(Bytes bytes, int like, int room) {
        this.guess = like;
        this.firstKnown = like;
        this.fields = new Field[Math.max(room, 4)];
        array = bytes.array();
        begin = bytes.offset();
        end = begin + bytes.length();
        at = begin;
    }

    /** @return where in the table the first field line is that was known */
    int firstKnown() {
        return firstKnown;
    }

    /** @return how many fields there are */
    int count() {
        return count;
    }

    // ---- start lines

    /** Reads the first line. @return null when it is no such request line, or its end is not there */
    StartLine.RequestLine requestLine() {
        int blank = at;
        while (blank < end && StartLine.isTokenChar(array[blank])) blank++;
        if (blank == at || blank - at > StartLine.MAX_METHOD || blank == end || array[blank] != ' ') return null;
        int target = blank + 1;
        int i = targetEnd(array, target, end);
        int versionEnd = i + 1 + StartLine.VERSION_LENGTH;
        if (i == target || versionEnd + 1 >= end || array[i] != ' ' || !endsAt(versionEnd)) return null;
        String version = StartLine.version(array, i + 1);
        if (version == null) return null;
        String method = method(blank);
        pass(versionEnd);
        return new StartLine.RequestLine(method, latin1(array, target, i), version, false);
    }

    private static int targetEnd(byte[] array, int from, int end) {
        int i = from;
        while (i < end && (array[i] > ' ' || array[i] < 0)) i++;
        return i;
    }

    private String method(int blank) {
        int word = BigEndian.int32(array, at);   // there is more behind it
        if (word == GET) return "GET";
        return word == POST && blank == at + 4 ? "POST" : latin1(array, at, blank);
    }

    /** Reads the first line. @return null when it is no such status line, or its end is not there */
    StartLine.StatusLine statusLine() {
        int code = at + StartLine.VERSION_LENGTH + 1;
        if (code + 4 >= end) return null;
        for (int i = code; i < code + 3; i++) {
            if (!StartLine.isDigit(array[i])) return null;
        }
        int status = (array[code] - '0') * 100 + (array[code + 1] - '0') * 10 + array[code + 2] - '0';
        KnownStatus known = KNOWN[status];
        if (known == null || !isAt(known.text)) {
            known = newStatusLine(status, code + 3);
            if (known == null) return null;
            KNOWN[status] = known;
        }
        pass(at + known.text.length - 2);
        return known.line;
    }

    private boolean isAt(byte[] text) {
        return text.length <= end - at && Arrays.equals(array, at, at + text.length, text, 0, text.length);
    }

    /** @param codeEnd behind the status, where there are two bytes at least */
    private KnownStatus newStatusLine(int status, int codeEnd) {
        String version = StartLine.version(array, at);
        if (version == null || array[at + StartLine.VERSION_LENGTH] != ' ') return null;
        int reason = codeEnd + 1;
        int i = codeEnd;
        if (array[codeEnd] == ' ') {
            i = reason;
            for (int most = Math.min(end, reason + MAX_REASON); i < most && (array[i] >= ' ' || array[i] < 0);) i++;
            if (i == reason || array[reason] == ' ' || array[i - 1] == ' ') return null;
        }
        if (i + 1 >= end || !endsAt(i)) return null;
        String words = i <= reason ? "" : latin1(array, reason, i);
        return new KnownStatus(Arrays.copyOfRange(array, at, i + 2), new StartLine.StatusLine(version, status, words, false));
    }

    /** The start line ends there. */
    private void pass(int lineEnd) {
        at = lineEnd + 2;
        startLineEnd = lineEnd;
    }

    /** @return whether a line ends before {@code i}, behind which there is a byte more */
    private boolean endsAt(int i) {
        return array[i] == '\r' && array[i + 1] == '\n';
    }

    // ---- fields

    /** Reads the rest, once the first line was. @return null when it is not all as the grammar wants it, or its empty line is not there */
    Head head(StartLine.Line line) {
        while (at + 1 >= end || !endsAt(at)) {
            Field field = count == MAX_FIELDS ? null : next();
            if (field == null) return null;
            if (count == fields.length) makeRoom();
            fields[count++] = field;
        }
        Bytes startLine = Bytes.of(array, begin, startLineEnd - begin);
        return new Head(startLine, line, Fields.of(fields, count), at + 2 - begin, said, Head.NOTHING_ODD);
    }

    private void makeRoom() {
        Field[] more = new Field[Math.min(2 * count, MAX_FIELDS)];
        System.arraycopy(fields, 0, more, 0, count);
        fields = more;
    }

    /** @return the field that the next line is; null when it is not as the grammar wants it, or its end is not there. A folded one is two lines */
    private Field next() {
        FieldTable.Known known = FieldTable.guess(guess, array, at, end);
        if (known != null) return pass(known);
        Field length = contentLength();
        return length == null ? search() : length;
    }

    /** A line that has another number in the next message is not looked for among those that are known: these would be as many as there are numbers. */
    private Field contentLength() {
        int digits = at + LENGTH.length;
        if (digits >= end || (array[at] | 0x20) != 'c') return null;
        boolean lower = array[at] == 'c';
        if (!Arrays.equals(array, at, digits, lower ? LOWER_LENGTH : LENGTH, 0, LENGTH.length)) return null;
        int number = 0;
        int i = digits;
        for (int most = Math.min(end, digits + MAX_DIGITS); i < most && StartLine.isDigit(array[i]); i++) number = number * 10 + array[i] - '0';
        if (i == digits || i + 1 >= end || !endsAt(i)) return null;
        says(number);
        at = i + 2;
        return new Field(lower ? LOWER_LENGTH_NAME : LENGTH_NAME, latin1(array, digits, i));
    }

    private Field pass(FieldTable.Known line) {
        if (lastKnown == null) firstKnown = line.place();
        else lastKnown.isFollowedBy(line);
        lastKnown = line;
        guess = line.next();
        at += line.length() + 2;
        says(line.says);
        return line.field;
    }

    /** @param one what a field says of the length of the body, as {@link BodyFraming#said} has it */
    private void says(int one) {
        if (one != BodyFraming.UNSAID) said = said == BodyFraming.UNSAID ? one : BodyFraming.ASK;
    }

    private Field search() {
        if (eights == null) eights = Eights.of(array);
        int lineEnd = Eights.find((byte) '\r', eights, at, end);
        if (lineEnd + 1 >= end || array[lineEnd + 1] != '\n') return null;
        long hash = FieldTable.hash(eights, at, lineEnd);
        FieldTable.Known known = FieldTable.get(hash, array, at, lineEnd);
        if (known != null) return pass(known);
        Field field = read(array, eights, at, lineEnd);
        if (field == null) return null;
        int saidHere = BodyFraming.said(field);
        says(saidHere);
        FieldTable.put(hash, array, at, lineEnd, field, saidHere);
        at = lineEnd + 2;
        return field;
    }

    /** @return the field that the line from {@code from} to {@code to}, of whatever end, is; null when it is not as the grammar wants it */
    static Field read(Bytes bytes, int from, int to) {
        byte[] array = bytes.array();
        int first = bytes.offset() + from;
        int last = bytes.offset() + to;
        ByteBuffer eights = Eights.of(array);
        long hash = FieldTable.hash(eights, first, last);
        FieldTable.Known known = FieldTable.get(hash, array, first, last);
        if (known != null) return known.field;
        Field field = read(array, eights, first, last);
        if (field != null) FieldTable.put(hash, array, first, last, field, BodyFraming.said(field));
        return field;
    }

    private static Field read(byte[] array, ByteBuffer eights, int from, int end) {
        int colon = from;
        while (colon < end && StartLine.isTokenChar(array[colon])) colon++;
        if (colon == from || colon == end || array[colon] != ':') return null;
        int first = colon + 1;
        int last = end;
        if (!isValue(array, eights, first, end)) return null;
        while (first < last && isSpace(array[first])) first++;
        while (last > first && isSpace(array[last - 1])) last--;
        return new Field(latin1(array, from, colon), latin1(array, first, last));
    }

    /** @return whether there is no CR, LF or NUL in it */
    private static boolean isValue(byte[] array, ByteBuffer eights, int from, int end) {
        int i = from;
        while (i <= end - Long.BYTES && !Eights.anyBelow(CONTROLS, eights.getLong(i))) i += Long.BYTES;
        for (; i < end; i++) {
            byte b = array[i];
            if (b < CONTROLS && (b == '\r' || b == '\n' || b == 0)) return false;
        }
        return true;
    }

    private static String latin1(byte[] array, int from, int to) {
        return new String(array, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** What is not shown around a value. */
    static boolean isSpace(byte c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
