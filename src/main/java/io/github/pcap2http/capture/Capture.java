package io.github.pcap2http.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A capture that is being read: packets are pulled, one at a time, in the order of the file. Belongs to one thread.
 *
 * <p>Whatever a file contains, {@link #next} gives what can be read of it and comes to an end; what could not be read is told by
 * {@link #remarks}. An {@link IOException} means that the input itself failed: a disk, a pipe.
 */
public final class Capture implements Closeable {
    private final String name;
    private final InputStream in;
    private final Window window;
    private final Remarks remarks;
    private final Reader reader;
    private final Packet packet = new Packet();

    private Capture(InputStream in, String name) throws IOException {
        this.name = name;
        this.in = in;
        this.window = new Window(in);
        this.remarks = new Remarks(name);
        this.reader = Format.open(window, remarks, name);
    }

    /**
     * Opens a file, or a named pipe.
     *
     * @throws CaptureException when it is no capture; like all others from here, its message names the file and is one line
     */
    public static Capture open(Path file) throws IOException {
        if (Files.isDirectory(file)) throw new CaptureException(file + ": is a directory; name the captures in it");
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new CaptureException(file + ": no such file");
        } catch (AccessDeniedException e) {
            throw new CaptureException(file + ": may not be read: permission denied (tcpdump's files often belong to root)");
        }
        return open(in, file.toString());
    }

    /**
     * Reads a capture from a stream, and waits for its first bytes.
     *
     * @param in is closed by {@link #close}, or at once when it holds no capture. Needs no buffer of its own
     * @param name of the input, for messages
     */
    public static Capture open(InputStream in, String name) throws IOException {
        try {
            return new Capture(in, name);
        } catch (CaptureException e) {
            in.close();
            throw e;
        } catch (IOException e) {
            in.close();
            throw new IOException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Waits for the next packet, and no longer: a packet of a pipe is given as soon as its last byte has come.
     *
     * @return the next packet, valid until the next call; null at the end of the capture
     */
    public Packet next() throws IOException {
        try {
            return reader.read(packet) ? packet : null;
        } catch (IOException e) {
            throw new IOException(name + ": reading failed at offset " + window.position() + ": " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    /** @return what was odd so far, one line for a person each */
    public List<String> remarks() {
        return remarks.lines();
    }

    /** @return whether packets may be missing because bytes of the file made no sense; a file that just ends early is whole */
    public boolean damaged() {
        return remarks.damaged();
    }

    /** @return how many bytes of the input were read and understood, or passed over */
    public long bytesRead() {
        return window.position();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
