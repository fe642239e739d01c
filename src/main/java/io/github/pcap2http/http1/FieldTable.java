package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Eights;
import io.github.pcap2http.exchange.Field;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Field lines that were read lately. Those of a client or a server hardly change from one message to the next, as compression of header
 * fields knows (RFC 7541, section 1.1), so that most need not be read again. A line is kept when it comes for the second time; those that are
 * always new, such as dates and ids, cost nothing then.
 *
 * <p>All threads share one table. What is in it is never changed, but for a guess; and two that write to one place at a time lose nothing but
 * time.
 */
final class FieldTable {
    private static final int LONGEST = 256;   // bytes of a line that is kept
    private static final int SHORTEST = Long.BYTES;
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final int PLACES = 1 << 10;

    /** A line that came more than once. */
    static final class Known {
        final Field field;
        final int says;   // of the length of the body, as BodyFraming has it
        private final byte[] text;   // as on the wire, without its end
        private final int place;
        private int next;            // the place of the line that followed it last, which is mostly the next one again; any, at first

        private Known(byte[] text, Field field, int says, int place) {
            this.text = text;
            this.field = field;
            this.says = says;
            this.place = place;
        }

        /** @return the length of its text in bytes */
        int length() {
            return text.length;
        }

        int place() {
            return place;
        }

        /** @return the place of the line that is likely to come behind it */
        int next() {
            return next;
        }

        void isFollowedBy(Known line) {
            if (next != line.place) next = line.place;
        }

        private boolean isAt(byte[] array, int from, int end) {
            return Arrays.equals(array, from, end, text, 0, text.length);
        }
    }

    private static final Known[] KNOWN = new Known[PLACES];
    private static final int[] SEEN = new int[PLACES];   // of lines that came once, what tells them from most others of a place

    private FieldTable() { }

    /**
     * @param eights the bytes as {@link Eights} has them
     * @return of the line from {@code from} to before {@code end}, without its line end; 0 for one that is not kept, so that it need not be looked for
     */
    static long hash(ByteBuffer eights, int from, int end) {
        int length = end - from;
        if (length < SHORTEST || length > LONGEST) return 0;
        long hash = length;
        for (int i = from; i < end - Long.BYTES; i += Long.BYTES) hash = mixed(hash, eights.getLong(i));
        return mixed(hash, eights.getLong(end - Long.BYTES)) | 1;
    }

    private static long mixed(long hash, long next) {
        return Long.rotateLeft((hash ^ next) * MIX, 29);
    }

    /** @return the line from {@code from} to before {@code end}; null when it is not known */
    static Known get(long hash, byte[] array, int from, int end) {
        Known known = hash == 0 ? null : KNOWN[place(hash)];
        return known != null && known.isAt(array, from, end) ? known : null;
    }

    /** @return the line at a place, if it is at {@code from} in {@code array}, too, with its end CR LF, before {@code end}; else null */
    static Known guess(int place, byte[] array, int from, int end) {
        Known known = KNOWN[place];
        if (known == null) return null;
        int to = from + known.text.length;
        boolean ends = to + 1 < end && array[to] == '\r' && array[to + 1] == '\n';
        return ends && known.isAt(array, from, to) ? known : null;
    }

    /** A line that is not known was read. @param says of the length of the body, as {@link BodyFraming#said} has it */
    static void put(long hash, byte[] array, int from, int end, Field field, int says) {
        if (hash == 0) return;
        int place = place(hash);
        int mark = (int) hash;
        if (SEEN[place] == mark) KNOWN[place] = new Known(Arrays.copyOfRange(array, from, end), field, says, place);
        else SEEN[place] = mark;
    }

    private static int place(long hash) {
        return (int) (hash * MIX >>> 40) & PLACES - 1;
    }
}
