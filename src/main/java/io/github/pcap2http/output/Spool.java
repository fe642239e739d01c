package io.github.pcap2http.output;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Bytes that wait to be laid out in another order: appended, then read back from anywhere. The first ones stay in memory, so
 * that a small run touches no disk; the rest goes to a file that nobody else can see and that vanishes with the process.
 */
public final class Spool extends OutputStream implements Closeable {
    private static final int BUFFER = 1 << 18;   // bytes

    private final Path directory;
    private final int memoryLimit;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);   // of the file: bytes not yet written, or its window that was read last
    private byte[] memory = new byte[1024];
    private int inMemory;
    private long inFile;   // bytes, those in the buffer included
    private FileChannel file;
    private long window;   // where in the file the bytes in the buffer were read

    /** @param directory for the file, should one be needed; null for the system's; @param memoryLimit bytes */
    public Spool(Path directory, int memoryLimit) {
        this.directory = directory;
        this.memoryLimit = memoryLimit;
    }

    /** What was written to a file already, and is ready. @param file to be read from its beginning; closed with this; @param length of it in bytes */
    Spool(FileChannel file, long length) {
        this((Path) null, 0);
        this.file = file;
        inFile = length;
        buffer.limit(0);
    }

    /** @return bytes so far */
    public long length() {
        return inMemory + inFile;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int first = Math.min(length, memoryLimit - inMemory);
        keep(bytes, offset, first);
        int at = offset + first;
        int end = offset + length;
        while (at < end) {
            if (!buffer.hasRemaining()) drain();
            int count = Math.min(end - at, buffer.remaining());
            buffer.put(bytes, at, count);
            inFile += count;
            at += count;
        }
    }

    private void keep(byte[] bytes, int offset, int length) {
        if (memory.length - inMemory < length) {
            memory = Arrays.copyOf(memory, (int) Math.min(memoryLimit, Math.max(memory.length * 2L, (long) inMemory + length)));
        }
        System.arraycopy(bytes, offset, memory, inMemory, length);
        inMemory += length;
    }

    private void drain() throws IOException {
        if (file == null) {
            String name = "pcap2http";
            Path path = directory == null ? Files.createTempFile(name, ".spool") : Files.createTempFile(directory, name, ".spool");
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        buffer.flip();
        while (buffer.hasRemaining()) file.write(buffer);
        buffer.clear();
    }

    /** Nothing is drained: only {@link #ready} does that. */
    @Override
    public void flush() { }

    /** Ends the writing; now all can be read. */
    public void ready() throws IOException {
        if (inFile > 0) drain();
        buffer.limit(0);
    }

    /** Copies a range of bytes, after {@link #ready}. */
    public void copyTo(OutputStream out, long offset, long length) throws IOException {
        int fromMemory = (int) Math.max(0, Math.min(length, inMemory - offset));
        if (fromMemory > 0) out.write(memory, (int) offset, fromMemory);
        long at = offset + fromMemory - inMemory;
        long end = offset + length - inMemory;
        while (at < end) {
            if (at < window || at >= window + buffer.limit()) read(at, end);
            int from = (int) (at - window);
            int count = (int) Math.min(end - at, buffer.limit() - from);
            out.write(buffer.array(), from, count);
            at += count;
        }
    }

    /**
     * Copies a range of bytes to a file, after {@link #ready}: those that lie in a file without their passing through this program.
     *
     * @param target is written to where it stands
     */
    public void transferTo(FileChannel target, long offset, long length) throws IOException {
        int fromMemory = (int) Math.max(0, Math.min(length, inMemory - offset));
        ByteBuffer first = ByteBuffer.wrap(memory, fromMemory == 0 ? 0 : (int) offset, fromMemory);
        while (first.hasRemaining()) target.write(first);
        long end = offset + length - inMemory;
        for (long at = offset + fromMemory - inMemory; at < end;) {
            long count = file.transferTo(at, end - at, target);
            if (count == 0) throw cut();
            at += count;
        }
    }

    private static IOException cut() {
        return new IOException("the temporary file was cut");
    }

    /** Records are mostly wanted near to the last one, forward or back a little: then a whole window is read, else what is wanted. */
    private void read(long at, long end) throws IOException {
        boolean near = Math.abs(at - window) <= 2L * BUFFER;
        window = near ? Math.max(0, at - BUFFER / 4) : at;
        buffer.clear().limit((int) Math.min(BUFFER, near ? inFile - window : end - at));
        while (buffer.hasRemaining()) {
            if (file.read(buffer, window + buffer.position()) < 0) throw cut();
        }
    }

    @Override
    public void close() throws IOException {
        memory = new byte[0];
        if (file != null) file.close();
    }
}
