package io.github.pcap2http.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes in large pieces, and where that is wanted in a thread of its own, so that whoever renders waits neither for the disk nor for a
 * compressor. That thread is started with the first whole piece: for what is short there is none. What fails there is thrown at the next
 * occasion, and at each one after it. Belongs to one thread at a time.
 */
final class WriteBehind extends OutputStream {
    private static final int PIECE = 1 << 18;   // bytes
    private static final int WAITING = 3;   // pieces

    private record Piece(byte[] bytes, int length) { }

    private final OutputStream out;
    private final boolean aside;
    private byte[] bytes = new byte[PIECE];
    private int length;
    private Thread writer;   // null: not needed so far
    private final Deque<Piece> pieces = new ArrayDeque<>(WAITING);   // guarded by this, and so are the next three
    private final Deque<byte[]> spare = new ArrayDeque<>(WAITING);
    private boolean writing;
    private boolean closed;
    private volatile Throwable failure;

    /** @param out not buffered; closed with this one; used by either thread, but never by both at a time. @param aside whether there is another thread */
    WriteBehind(OutputStream out, boolean aside) {
        this.out = out;
        this.aside = aside;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] more, int offset, int count) throws IOException {
        int end = offset + count;
        for (int at = offset; at < end;) {
            if (length == PIECE) leave();
            int some = Math.min(end - at, PIECE - length);
            System.arraycopy(more, at, bytes, length, some);
            length += some;
            at += some;
        }
    }

    /** Waits until all is where {@code out} writes to. */
    @Override
    public void flush() throws IOException {
        settle();
        out.flush();
    }

    private void settle() throws IOException {
        if (writer == null) {
            writeHere();
        } else {
            if (length > 0) handOver();
            waitFor(0);
            throwFailure();
        }
    }

    private void leave() throws IOException {
        if (aside) handOver();
        else writeHere();
    }

    private void writeHere() throws IOException {
        int count = length;
        length = 0;   // also when that fails: it is not tried again
        out.write(bytes, 0, count);
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        try (out) {
            settle();
        } finally {
            stop();
        }
    }

    private synchronized void stop() {
        closed = true;
        notifyAll();
    }

    private void handOver() throws IOException {
        if (writer == null) start();
        waitFor(WAITING - 1);
        throwFailure();
        synchronized (this) {
            pieces.add(new Piece(bytes, length));
            bytes = spare.isEmpty() ? new byte[PIECE] : spare.pop();
            notifyAll();
        }
        length = 0;
    }

    private void start() {
        writer = new Thread("writer") {
            @Override
            public void run() {
                work();
            }
        };
        writer.setDaemon(true);
        writer.start();
    }

    /** Waits until no more than {@code most} pieces wait, and none is being written if that is 0. An interrupt has to wait, too: what was begun is to be whole. */
    private void waitFor(int most) {
        boolean interrupted = false;
        synchronized (this) {
            while (pieces.size() > most || most == 0 && writing) interrupted |= interruptedWait();
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** @return whether the wait ended by an interrupt */
    private boolean interruptedWait() {
        try {
            wait();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** A new one each time, as an exception that is thrown twice may have to suppress itself. */
    private void throwFailure() throws IOException {
        if (failure instanceof IOException) throw new IOException(failure.getMessage(), failure);
        if (failure != null) throw new IllegalStateException("what was to be written", failure);
    }

    // ---- the other thread

    private void work() {
        for (Piece piece = next(null); piece != null; piece = next(piece)) {
            if (failure != null) continue;   // nothing more is written, but nobody waits for ever
            try {
                out.write(piece.bytes(), 0, piece.length());
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    /** @param done null for none. @return null when no more comes */
    private synchronized Piece next(Piece done) {
        if (done != null) spare.push(done.bytes());
        writing = false;
        notifyAll();
        while (pieces.isEmpty() && !closed) interruptedWait();
        Piece piece = pieces.poll();
        writing = piece != null;
        return piece;
    }
}
