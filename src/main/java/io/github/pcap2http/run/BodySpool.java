package io.github.pcap2http.run;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.BodyStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps bodies on the heap, and those that grow when the heap's share is used up in a temporary file, so that many long bodies at a
 * time cost disk and not memory. What is read back is the same either way. The file goes with the program, and is emptied whenever
 * nothing of it is needed. Belongs to one thread.
 */
final class BodySpool implements BodyStore, Closeable {
    /** Bytes of bodies on the heap from which on bodies move to the file. */
    static final long HEAP_BYTES = 128L << 20;
    /** So much of a body stays on the heap in any case, and is written at a time. */
    private static final int PIECE = 256 << 10;

    private final long heapBytes;
    private long onHeap;
    private FileChannel file;
    private long end;
    private int spooled;   // contents that have bytes in the file

    BodySpool(long heapBytes) {
        this.heapBytes = heapBytes;
    }

    @Override
    public Content open() {
        return new Spooled();
    }

    /** @return bytes in the file now */
    long fileBytes() {
        return end;
    }

    @Override
    public void close() throws IOException {
        if (file != null) file.close();
    }

    private long write(Bytes bytes) {
        try {
            if (file == null) {
                Path path = Files.createTempFile("pcap2http", ".spool");
                file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            }
            long at = end;
            ByteBuffer buffer = ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length());
            while (buffer.hasRemaining()) end += file.write(buffer, end);
            return at;
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("cannot keep bodies in " + System.getProperty("java.io.tmpdir") + ": "
                + e.getMessage() + "; free some space there, or keep less of them (--max-body)", e));
        }
    }

    private void read(long at, byte[] target, int offset, int length) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
            while (buffer.hasRemaining()) {
                if (file.read(buffer, at + buffer.position() - offset) < 0) throw new IOException("it was cut by somebody else");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("cannot read kept bodies back: " + e.getMessage(), e));
        }
    }

    private void release() {
        if (--spooled == 0) end = 0;
    }

    /** The beginning in pieces of the file, the rest on the heap. */
    private final class Spooled implements Content {
        private record Piece(long at, int length) { }

        private final List<Piece> pieces = new ArrayList<>(0);
        private final ByteQueue rest = new ByteQueue();
        private long inFile;

        @Override
        public void append(Bytes bytes) {
            rest.append(bytes);
            onHeap += bytes.length();
            if (onHeap > heapBytes && rest.length() >= PIECE) spill();
        }

        private void spill() {
            if (pieces.isEmpty()) spooled++;
            pieces.add(new Piece(write(rest.view()), rest.length()));
            inFile += rest.length();
            onHeap -= rest.length();
            rest.clear();
        }

        @Override
        public Bytes take() {
            onHeap -= rest.length();
            if (pieces.isEmpty()) return rest.view();
            byte[] all = new byte[Math.toIntExact(inFile + rest.length())];
            int at = 0;
            for (Piece piece : pieces) {
                read(piece.at(), all, at, piece.length());
                at += piece.length();
            }
            rest.view().copyTo(all, at);
            release();
            return Bytes.of(all);
        }
    }
}
