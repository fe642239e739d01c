package io.github.pcap2http.blot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Which regions there are, by number: in a temporary file, since their memory is given back when they are past. */
final class Register implements Closeable {
    private static final int SIZE = 7 * Long.BYTES;   // bytes of an entry

    private final PagedFile file = new PagedFile();
    private final ByteBuffer entry = ByteBuffer.allocate(SIZE);
    private long count;

    /** A region, and whose it is. */
    record Entry(long connection, boolean fromServer, Lane.Region region) { }

    /** Adds the next region, or says what became of one. */
    void put(Lane lane, Lane.Region region) throws IOException {
        entry.clear().putLong(lane.connection).putLong(lane.fromServer ? 1 : 0).putLong(region.from).putLong(region.to).putLong(region.base)
            .putLong(region.begin).putLong(region.end);
        file.write(region.number * SIZE, entry.array(), 0, SIZE);
        count = Math.max(count, region.number + 1);
    }

    Entry get(long number) throws IOException {
        file.read(number * SIZE, entry.clear().array(), 0, SIZE);
        long connection = entry.getLong();
        boolean fromServer = entry.getLong() != 0;
        return new Entry(connection, fromServer, new Lane.Region(number, entry.getLong(), entry.getLong(), entry.getLong(), entry.getLong(), entry.getLong()));
    }

    /** @return bytes of the file */
    long size() {
        return count * SIZE;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
