package io.github.pcap2http.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A document that is written in place and can be followed: what was {@link #show shown} is there, whatever comes later. */
public final class LiveStream extends OutputStream {
    /** As many bytes at once are passed on without being copied. */
    static final int BUFFER = 1 << 16;

    private final OutputStream raw;
    private final OutputStream buffered;
    private boolean broken;
    private boolean closed;

    public LiveStream(Target target) throws IOException {
        this(target.inPlace());
    }

    /** @param raw not buffered; closed with this one */
    LiveStream(OutputStream raw) {
        this.raw = raw;
        buffered = new BufferedOutputStream(raw, BUFFER);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            buffered.write(bytes, offset, length);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** Nothing is shown: writers flush to have their bytes here. */
    @Override
    public void flush() { }

    /** Makes all bytes visible. */
    public void show() throws IOException {
        try {
            buffered.flush();
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** Flushes and closes; after a failure, which was reported then, it only closes. */
    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        if (broken) closeRaw();
        else buffered.close();
    }

    /** Closes without writing what is buffered. */
    public void abandon() {
        if (!closed) closeRaw();
        closed = true;
    }

    private void closeRaw() {
        try {
            raw.close();
        } catch (IOException e) {
            // the failure before this one was reported
        }
    }
}
