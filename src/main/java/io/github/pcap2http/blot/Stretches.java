package io.github.pcap2http.blot;

import java.io.Closeable;
import java.io.IOException;

/** Bytes, and a {@link Mark} for each, which is zero where none was set. */
final class Stretches implements Closeable {
    private final PagedFile bytes = new PagedFile();
    private final PagedFile marks = new PagedFile();
    private long allotted;
    private long written;

    /** @return a place for {@code length} bytes more, of which room is taken as they are written */
    long allot(long length) {
        long place = allotted;
        allotted += length;
        return place;
    }

    long allotted() {
        return allotted;
    }

    /** @return bytes that both take, about */
    long size() {
        return 2 * written;
    }

    /** @param joins whether the bytes before these were written; else they take a page of their own */
    void write(long place, byte[] array, int offset, int length, boolean joins) throws IOException {
        bytes.write(place, array, offset, length);
        written += joins ? length : length + PagedFile.PAGE;
    }

    void read(long place, byte[] array, int offset, int length) throws IOException {
        bytes.read(place, array, offset, length);
    }

    void mark(long place, long length, byte mark) throws IOException {
        marks.fill(place, length, mark);
    }

    void marks(long place, byte[] array, int offset, int length) throws IOException {
        marks.read(place, array, offset, length);
    }

    byte mark(long place) throws IOException {
        return marks.at(place);
    }

    @Override
    public void close() throws IOException {
        try (bytes; marks) {
            allotted = 0;
        }
    }
}
