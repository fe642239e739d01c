package io.github.pcap2http.output;

import java.util.Arrays;

/** Where the records of a replay file are spooled, by connection: four numbers a record, in arrays. */
final class ReplayIndex {
    private final EntryIndex entries = new EntryIndex();
    private long[] connections = new long[64];

    /** @param connection its first frame; @param start of the exchange, in nanoseconds since 1970 */
    void add(long connection, long start, long offset, long length) {
        int count = entries.count();
        if (count == connections.length) connections = Arrays.copyOf(connections, Math.addExact(count, count / 2));
        connections[count] = connection;
        entries.add(start, offset, length);
    }

    /** @return the records with those of a connection together, connections by their first frames, records of one by their starts; as "start" each has the connection */
    EntryIndex grouped() {
        EntryIndex byStart = new EntryIndex();
        for (int entry : entries.byStart()) byStart.add(connections[entry], entries.offset(entry), entries.length(entry));
        EntryIndex grouped = new EntryIndex();
        for (int entry : byStart.byStart()) grouped.add(byStart.start(entry), byStart.offset(entry), byStart.length(entry));
        return grouped;
    }
}
