package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Field;

/**
 * Field lines that were read lately. Those of a client or a server hardly change from one message to the next, as compression of header
 * fields knows (RFC 7541, section 1.1), so that most need not be read again. A line is kept when it comes for the second time; those that are
 * always new, such as dates and ids, cost nothing then.
 *
 * <p>All threads share one table. What is in it is never changed, and two that write to one place at a time lose nothing but time.
 */
final class FieldTable {
    private static final int SHORTEST = Long.BYTES;   // bytes of a line
    private static final int LONGEST = 256;
    private static final int PLACES = 1 << 10;

    /** @param line as on the wire, without its end */
    private record Known(byte[] line, Field field) { }

    private static final Known[] KNOWN = new Known[PLACES];
    private static final long[] SEEN = new long[PLACES];   // hashes of lines that came once

    private FieldTable() { }

    /** @return a number that hardly any other line has; 0 for one that is not kept */
    static long hash(Bytes bytes, int from, int end) {
        int length = end - from;
        if (length < SHORTEST || length > LONGEST) return 0;
        long hash = length;
        for (int i = from; i <= end - Long.BYTES; i += Long.BYTES) hash = mixed(hash, bytes.int64(i));
        return mixed(hash, bytes.int64(end - Long.BYTES)) | 1;
    }

    private static long mixed(long hash, long more) {
        long product = (hash ^ more) * 0x9e3779b97f4a7c15L;
        return product ^ product >>> 32;
    }

    /** @return the field that the line is; null when it is not known */
    static Field get(long hash, Bytes bytes, int from, int end) {
        Known known = KNOWN[place(hash)];
        return known != null && bytes.isAt(from, end, known.line) ? known.field : null;
    }

    /** A line that is not known was read. */
    static void put(long hash, Bytes bytes, int from, int end, Field field) {
        if (hash == 0) return;
        int place = place(hash);
        if (SEEN[place] == hash) KNOWN[place] = new Known(bytes.slice(from, end).toArray(), field);
        else SEEN[place] = hash;
    }

    private static int place(long hash) {
        return (int) (hash >>> 40) & PLACES - 1;
    }
}
