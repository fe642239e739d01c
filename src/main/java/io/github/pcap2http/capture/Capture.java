package io.github.pcap2http.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A capture that is being read: packets are pulled, one at a time, in the order of the file. Belongs to one thread.
 *
 * <p>Whatever a file contains, {@link #next} gives what can be read of it and comes to an end; what could not be read is told by
 * {@link #remarks}. An {@link IOException} means that the input itself failed: a disk, a pipe.
 */
public final class Capture implements Closeable {
    private final String name;
    private final Remarks remarks;
    private final Extras extras = new Extras();
    private final CaptureFile file;

    private Capture(InputStream in, String name) throws IOException {
        this.name = name;
        this.remarks = new Remarks(name);
        this.file = new CaptureFile(in, name, remarks, extras);
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
        return new Capture(in, name);
    }

    /**
     * Waits for the next packet, and no longer: a packet of a pipe is given as soon as its last byte has come.
     *
     * @return the next packet, valid until the next call; null at the end of the capture
     */
    public Packet next() throws IOException {
        return file.advance() ? file.packet() : null;
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
        return file.bytesRead();
    }

    /** @return what the files were found to be, as far as they were read, in the order in which they were read */
    public List<CaptureFacts> facts() {
        return List.of(file.facts());
    }

    /** @return names of hosts that the capture carries, by address as {@link io.github.pcap2http.exchange.Endpoint#address} has it; grows */
    public Map<String, String> hostNames() {
        return Collections.unmodifiableMap(extras.hostNames());
    }

    /** @return secrets that have been met so far, in the order of the capture; grows at its end while packets are read */
    public List<Secrets> secrets() {
        return Collections.unmodifiableList(extras.secrets());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
