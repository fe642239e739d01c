package io.github.pcap2http.blot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Two temporary files that nobody else can see: bytes, and a mark for each, which is zero where none was set. */
final class Stretches implements Closeable {
    private static final int BLOCK = 1 << 14;

    private FileChannel bytes;
    private FileChannel marks;
    private long allotted;
    private long written;

    /** @return a new temporary file that nobody else can see, gone when it is closed */
    static FileChannel file() throws IOException {
        Path path = Files.createTempFile("pcap2http", ".spool");
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** @return a place for {@code length} bytes more, of which room is taken as they are written */
    long allot(long length) {
        long place = allotted;
        allotted += length;
        return place;
    }

    long allotted() {
        return allotted;
    }

    /** @return bytes of both files, about */
    long size() {
        return 2 * written;
    }

    void write(long place, byte[] array, int offset, int length) throws IOException {
        if (bytes == null) bytes = file();
        put(bytes, place, array, offset, length);
        written += length;
    }

    void mark(long place, long length, byte mark) throws IOException {
        if (marks == null) marks = file();
        byte[] block = new byte[(int) Math.min(length, BLOCK)];
        Arrays.fill(block, mark);
        for (long at = 0; at < length; at += BLOCK) put(marks, place + at, block, 0, (int) Math.min(BLOCK, length - at));
    }

    private static void put(FileChannel file, long place, byte[] array, int offset, int length) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(array, offset, length);
        for (long at = place; from.hasRemaining();) at += file.write(from, at);
    }

    void read(long place, byte[] array, int offset, int length) throws IOException {
        get(bytes, place, array, offset, length);
    }

    void marks(long place, byte[] array, int offset, int length) throws IOException {
        get(marks, place, array, offset, length);
    }

    /** Behind the end of the file there are zeros. */
    private static void get(FileChannel file, long place, byte[] array, int offset, int length) throws IOException {
        ByteBuffer to = ByteBuffer.wrap(array, offset, length);
        int n = 0;
        for (long at = place; file != null && to.hasRemaining() && n >= 0; at += n) n = file.read(to, at);
        Arrays.fill(array, to.position(), offset + length, (byte) 0);
    }

    @Override
    public void close() throws IOException {
        try {
            if (bytes != null) bytes.close();
        } finally {
            if (marks != null) marks.close();
        }
    }
}
