package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Eights;
import io.github.pcap2http.bytes.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in the making, in UTF-8 (RFC 8259). It knows values, not structure: names, brackets and most commas are {@link Literal}s of the caller,
 * made once. Speed counts here: entries of a HAR are mostly short strings that need no escapes, so a string is copied as a whole and
 * then looked over eight bytes at a time; only what fails that is taken character by character. What is long is not rendered but
 * remembered, and rendered in pieces by {@link #writeTo}, so that the buffer stays small. Belongs to one thread.
 */
final class JsonBuffer {
    private static final long EACH = 0x0101010101010101L;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int START = 1 << 14;   // bytes
    private static final int KEPT = 1 << 20;   // bytes; a buffer that has grown larger is given up when it is cleared
    private static final int PIECE = 1 << 12;   // characters that room is made for at a time, in case that all are escaped

    private PutOff putOff;   // null: nothing
    private byte[] bytes = new byte[START];
    private ByteBuffer wide = Eights.of(bytes);   // the same array, eight bytes at a time
    private int length;
    private byte before = '[';   // what stands before the first byte, for comma(): the last that was drained, or as if an array began

    /** @return bytes so far, without the parts that are to come later */
    int length() {
        return length;
    }

    /** @return the array that the bytes so far are in. Of those that follow some may be in another one */
    byte[] array() {
        return bytes;
    }

    /** @return whether parts were put off by {@link #later}, which are made only by {@link #writeTo} */
    boolean hasLater() {
        return putOff != null;
    }

    /** Takes all off that is behind the first {@code count} bytes, and all that was put off, also before them: {@link #back} does not. */
    void cut(int count) {
        length = count;
        putOff = null;
    }

    /** Takes all off that is behind the first {@code count} bytes, where nothing was put off: to try something else. */
    void back(int count) {
        length = count;
    }

    void clear() {
        length = 0;
        before = '[';
        putOff = null;
        if (bytes.length > KEPT) use(new byte[START]);
    }

    /** Writes all, what was put off included; nothing is cleared. */
    void writeTo(OutputStream out) throws IOException {
        if (putOff == null) out.write(bytes, 0, length);
        else putOff.write(bytes, 0, length, out);
    }

    /** @return what was put off, to be written later with the bytes; null when nothing was, or when it has to be written now */
    PutOff waiting() {
        return putOff != null && putOff.mayWait() ? putOff : null;
    }

    /** Writes the bytes without what was put off. */
    void bytesTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    /** Writes and clears a buffer that has no parts that come later. */
    void drain(OutputStream out) throws IOException {
        if (length == 0) return;
        out.write(bytes, 0, length);
        before = bytes[length - 1];
        length = 0;
    }

    /** @return a copy of the bytes from {@code from}, none of which may be to come later */
    byte[] copy(int from) {
        return Arrays.copyOfRange(bytes, from, length);
    }

    /** @param content as {@link PutOff#add} has it */
    JsonBuffer later(PutOff.Part part, Content content) {
        if (putOff == null) putOff = new PutOff();
        putOff.add(length, part, content);
        return this;
    }

    /** What most of an entry goes through: too long for the quick compiler to copy it to where it is called, which keeps the code for an entry short. */
    JsonBuffer put(int literal) {
        int count = Literal.length(literal);
        int at = length;
        if (bytes.length - at < count) grow(count);
        System.arraycopy(Literal.TEXT, Literal.begin(literal), bytes, at, count);
        length = at + count;
        return this;
    }

    JsonBuffer raw(byte[] json) {
        return raw(json, 0, json.length);
    }

    JsonBuffer raw(byte[] json, int offset, int count) {
        int at = length;
        if (bytes.length - at < count) grow(count);
        System.arraycopy(json, offset, bytes, at, count);
        length = at + count;
        return this;
    }

    JsonBuffer raw(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** A comma, but for the first in an array or object. */
    JsonBuffer comma() {
        byte last = length > 0 ? bytes[length - 1] : before;
        return last == '[' || last == '{' ? this : raw(',');
    }

    JsonBuffer number(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) return raw(Literal.bytes(Long.toString(number)));
        room(Digits.MOST);
        length = Digits.of((int) number, bytes, length);
        return this;
    }

    /** Zeros are put before a number below 1000 with less than three digits. */
    JsonBuffer threeDigits(int few) {
        room(3);
        length = Digits.three(few, bytes, length);
        return this;
    }

    /** Zeros are put before a number below 1,000,000 with less than six digits. */
    JsonBuffer sixDigits(int number) {
        room(6);
        int thousands = number / 1000;
        length = Digits.three(number - thousands * 1000, bytes, Digits.three(thousands, bytes, length));
        return this;
    }

    /** Takes zeros off the end, which has a digit other than zero. */
    JsonBuffer withoutZeros() {
        while (bytes[length - 1] == '0') length--;
        return this;
    }

    /** A string that holds one byte a character, as all do that come from the wire; {@link WireText} says what it means. */
    JsonBuffer wire(String text) {
        return wire(text, 0, text.length());
    }

    /** As {@link #wire(String)}, the characters from {@code from} to before {@code to}. */
    @SuppressWarnings("deprecation")   // cutting characters down to bytes is just what is wanted, and nothing else does it without a copy
    JsonBuffer wire(String text, int from, int to) {
        assert text.chars().allMatch(c -> c < 0x100) : text;
        int count = to - from;
        room(count + 2);
        int start = length + 1;
        int end = start + count;
        bytes[length] = '"';
        text.getBytes(from, to, bytes, start);
        if (!plain(start, end)) return text(WireText.of(text.substring(from, to)));
        bytes[end] = '"';
        length = end + 1;
        return this;
    }

    /** @return whether the bytes from {@code from} are the characters of {@code text}, which holds one byte a character */
    @SuppressWarnings("deprecation")
    boolean hasAt(int from, String text) {
        int count = text.length();
        room(count);
        text.getBytes(0, count, bytes, length);   // behind the end for a while: comparing is quick where both are bytes
        return Arrays.equals(bytes, from, from + count, bytes, length, length + count);
    }

    /** As {@link #wire(String)}, of bytes. They may be some of this very buffer. */
    JsonBuffer wire(byte[] text, int from, int to) {
        int count = to - from;
        room(count + 2);
        int start = length + 1;
        int end = start + count;
        byte[] out = bytes;
        out[start - 1] = '"';
        for (int i = 0; i < count; i++) {   // most are short
            byte c = text[from + i];
            if (c < 0 || Escapes.isNeeded(c)) return text(WireText.of(new String(text, from, count, StandardCharsets.ISO_8859_1)));
            out[start + i] = c;
        }
        out[end] = '"';
        length = end + 1;
        return this;
    }

    /** @return whether all bytes here from {@code from} to before {@code to} are ASCII that stands for itself in a string */
    private boolean plain(int from, int to) {
        if (to - from < Long.BYTES) {
            byte[] bytes = this.bytes;
            for (int at = from; at < to; at++) {
                if (bytes[at] < 0 || Escapes.isNeeded(bytes[at])) return false;
            }
            return true;
        }
        ByteBuffer eights = wide;
        int last = to - Long.BYTES;
        for (int at = from; at < last; at += Long.BYTES) {
            if (!plain(eights.getLong(at))) return false;
        }
        return plain(eights.getLong(last));
    }

    /** In each byte the highest bit tells: it is set in what is no ASCII, and by the subtractions in what is below a blank, a quote, a backslash. */
    private static boolean plain(long eight) {
        long quotes = eight ^ EACH * '"';
        long backslashes = eight ^ EACH * '\\';
        return ((eight | eight - EACH * ' ' | quotes - EACH | backslashes - EACH) & EACH * 0x80) == 0;
    }

    /** A string as it is; surrogates without a partner are escaped. */
    JsonBuffer text(String text) {
        return raw('"').inside(text).raw('"');
    }

    /** What {@link #text} has between its quotes. */
    JsonBuffer inside(String text) {
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(at + PIECE, text.length());
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) end--;
            inside(text, at, end);
            at = end;
        }
        return this;
    }

    private void inside(String text, int from, int to) {
        room((to - from) * Escapes.LONGEST);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1));
                beyondAscii(pair ? Character.toCodePoint(c, text.charAt(++i)) : c);
            } else if (Escapes.isNeeded(c)) {
                length = Escapes.write((byte) c, wide, length);
            } else {
                bytes[length++] = (byte) c;
            }
        }
    }

    /** What is inside of a string, as UTF-8 that is known to be valid. It may end within a character that the next call goes on with. */
    void inside(byte[] utf8, int offset, int count) {
        inside(utf8, offset, count, false);
    }

    /** What is inside of a string, if it is {@link PlainText}: that is seen on the way. @return whether it is; else nothing is rendered */
    boolean plainInside(byte[] text, int offset, int count) {
        int start = length;
        boolean plain = inside(text, offset, count, true);
        if (!plain) length = start;
        return plain;
    }

    /** @param plainOnly whether to stop at what is not plain text. @return whether it went to the end */
    private boolean inside(byte[] utf8, int offset, int count, boolean plainOnly) {
        int end = offset + count;
        for (int at = offset; at < end; ) {
            int pieceEnd = Math.min(at + PIECE, end);
            room((pieceEnd - at) * Escapes.LONGEST + Long.BYTES);
            int to = Escapes.write(utf8, at, pieceEnd, wide, length, plainOnly);
            if (to < 0) return false;
            length = to;
            at = pieceEnd;
        }
        return true;
    }

    private void beyondAscii(int c) {
        if (c < 0x800) {
            bytes[length++] = (byte) (0xc0 | c >> 6);
        } else if (c < 0x10000) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                hex(c);
                return;
            }
            bytes[length++] = (byte) (0xe0 | c >> 12);
            bytes[length++] = (byte) (0x80 | c >> 6 & 0x3f);
        } else {
            bytes[length++] = (byte) (0xf0 | c >> 18);
            bytes[length++] = (byte) (0x80 | c >> 12 & 0x3f);
            bytes[length++] = (byte) (0x80 | c >> 6 & 0x3f);
        }
        bytes[length++] = (byte) (0x80 | c & 0x3f);
    }

    private void hex(int c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) bytes[length++] = HEX[c >> shift & 15];
    }

    private void room(int count) {
        if (bytes.length - length < count) grow(count);
    }

    private void grow(int count) {
        use(Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 64))));
    }

    private void use(byte[] array) {
        bytes = array;
        wide = Eights.of(array);
    }
}
