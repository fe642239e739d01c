package io.github.pcap2http.run;

import io.github.pcap2http.bytes.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;

/**
 * A temporary file for many sequences of bytes that grow and go: a chain of blocks each, and those that are given back are used again. So
 * it is never longer than what was in it at one time. It is made when it is needed, nobody else can see it, and it goes with the program.
 *
 * <p>A chain is written by one thread; then it may be read by others, and released by any. Every failure is an
 * {@link UncheckedIOException} that says what to do.
 */
final class BlockFile implements Closeable {
    private static final int BLOCK = 64 << 10;   // bytes

    private final long maxBytes;
    private FileChannel file;
    private int blocks;         // that the file has
    private int[] free = {};
    private int freeCount;

    /** @param maxBytes that it may grow to, and a quarter more, for contents that outputs retain */
    BlockFile(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    Chain chain() {
        return new Chain();
    }

    /** @return bytes of blocks that are in use */
    synchronized long used() {
        return (long) (blocks - freeCount) * BLOCK;
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) file.close();
    }

    private synchronized int take() throws IOException {
        if (freeCount > 0) return free[--freeCount];
        if (file == null) {
            Path path = Files.createTempFile("pcap2http", ".spool");
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        if ((blocks + 1L) * BLOCK - maxBytes / 4 > maxBytes) throw new IOException("it may have " + maxBytes + " bytes (--limit spool), which are used up");
        return blocks++;
    }

    private synchronized void giveBack(int[] chain, int count) {
        if (free.length - freeCount < count) free = Arrays.copyOf(free, Math.max(freeCount + count, free.length * 2));
        System.arraycopy(chain, 0, free, freeCount, count);
        freeCount += count;
    }

    private static UncheckedIOException failed(IOException e) {
        return new UncheckedIOException(new IOException("cannot keep bodies in a temporary file in " + System.getProperty("java.io.tmpdir") + ": "
            + e.getMessage() + "; make room there, or keep less of bodies (--max-body)", e));
    }

    /** One sequence of bytes. */
    final class Chain {
        private int[] chain = new int[1];
        private int count;
        private long length;
        private boolean released;

        long length() {
            return length;
        }

        void append(Bytes bytes) {
            try {
                for (int at = 0; at < bytes.length();) {
                    int filled = (int) (length % BLOCK);
                    if (filled == 0) extend();
                    int more = Math.min(bytes.length() - at, BLOCK - filled);
                    ByteBuffer buffer = ByteBuffer.wrap(bytes.array(), bytes.offset() + at, more);
                    for (long place = place(length); buffer.hasRemaining();) place += file.write(buffer, place);
                    at += more;
                    length += more;
                }
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private void extend() throws IOException {
            if (count == chain.length) chain = Arrays.copyOf(chain, count * 2);
            chain[count] = take();
            count++;
        }

        private long place(long offset) {
            return (long) chain[(int) (offset / BLOCK)] * BLOCK + offset % BLOCK;
        }

        /** @return up to {@code most} bytes from {@code offset}, fewer at the end of a block */
        private int read(long offset, byte[] target, int at, int most) {
            if (released) throw new IllegalStateException("the content was released");
            int wanted = (int) Math.min(Math.min(most, length - offset), BLOCK - offset % BLOCK);
            try {
                int n = file.read(ByteBuffer.wrap(target, at, wanted), place(offset));
                if (n < 0) throw new IOException("it was cut by somebody else");
                return n;
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** @return all of it */
        Bytes read() {
            byte[] all = new byte[Math.toIntExact(length)];
            for (int at = 0; at < all.length;) at += read(at, all, at, all.length - at);
            return Bytes.of(all);
        }

        InputStream stream() {
            return new InputStream() {
                private final byte[] single = new byte[1];
                private long offset;

                @Override
                public int read() {
                    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
                }

                @Override
                public int read(byte[] target, int at, int most) {
                    Objects.checkFromIndexSize(at, most, target.length);
                    if (most == 0) return 0;
                    if (offset == length) return -1;
                    int n = Chain.this.read(offset, target, at, most);
                    offset += n;
                    return n;
                }
            };
        }

        /** Gives its blocks back. A second call does nothing. */
        void release() {
            if (!released) giveBack(chain, count);
            released = true;
        }
    }
}
