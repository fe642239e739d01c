package io.github.pcap2http.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file that somebody writes to: its end is waited at, until it is closed by another thread, or the reading thread is interrupted, or the
 * file is cut, replaced or removed, which is an end with a remark.
 */
final class GrowingFile extends InputStream {
    private static final long POLL = 20;   // milliseconds

    private final InputFile file;
    private final Remarks remarks;
    private final InputStream in;
    private final Object key;
    private long position;
    private volatile boolean closed;

    GrowingFile(InputFile file, Remarks remarks) throws IOException {
        this.file = file;
        this.remarks = remarks;
        in = file.open();
        key = attributes().fileKey();
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(file.path(), BasicFileAttributes.class);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (!closed) {
            int read = readNow(into, offset, length);
            if (read > 0 || length == 0) return read;
            String end = end();
            if (end != null) {
                read = readNow(into, offset, length);   // what was written before the file was replaced
                if (read > 0) return read;
                if (!closed) remarks.add(end);
                return -1;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
        return -1;
    }

    private int readNow(byte[] into, int offset, int length) throws IOException {
        try {
            int read = in.read(into, offset, length);
            if (read > 0) position += read;
            return read;
        } catch (ClosedChannelException e) {   // closed, or interrupted
            closed = true;
            return -1;
        }
    }

    /** @return why no more can come; null when more may come */
    private String end() throws IOException {
        try {
            BasicFileAttributes now = attributes();
            if (!Objects.equals(key, now.fileKey())) return "was replaced by another file; read to its end";
            return now.size() < position ? "has become shorter than what was read of it; read up to there" : null;
        } catch (NoSuchFileException e) {
            return "was removed; read to its end";
        }
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        in.close();
    }
}
