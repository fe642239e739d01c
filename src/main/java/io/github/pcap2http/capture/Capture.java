package io.github.pcap2http.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A capture that is being read, of one file or several: packets are pulled, one at a time, in the order of the file, or of time when
 * there are several. Belongs to one thread; {@link #close} alone may be called by another one.
 *
 * <p>Whatever a file contains, {@link #next} gives what can be read of it and comes to an end; what could not be read is told by
 * {@link #remarks}. An {@link IOException} means that the input itself failed: a disk, a pipe.
 */
public final class Capture implements Closeable {
    private final String name;
    private final Remarks remarks;
    private final Extras extras;
    private final Merge files;
    private final Map<CaptureFile, Long> framesOf = new HashMap<>();   // number of the record given last, of each file but the current
    private CaptureFile current;   // whose packet was given last
    private long frame;            // its number in that file
    private long before;           // what is added to the numbers in that file
    private volatile long beganNanos;

    private Capture(String name, Remarks remarks, Extras extras, Merge files) {
        this.name = name;
        this.remarks = remarks;
        this.extras = extras;
        this.files = files;
    }

    /**
     * Opens a file, or a named pipe.
     *
     * @throws CaptureException when it is no capture; like all others from here, its message names the file and is one line
     */
    public static Capture open(Path file) throws IOException {
        InputFile input = new InputFile(file);
        return open(input.open(), file.toString(), input.size(), new Remarks(file.toString()));
    }

    /**
     * Opens files whose packets are merged by time: the files of a ring are read one after the other, captures of the same time in turn.
     * They are numbered over all files, in the order in which they are given. A file among them that cannot be read is a remark,
     * and {@link #damaged}; an empty one is a remark.
     *
     * @param files at least one
     * @throws CaptureException when none of them is a capture, or one was named twice
     */
    public static Capture open(List<Path> files) throws IOException {
        if (files.size() == 1) return open(files.get(0));
        if (files.isEmpty()) throw new IllegalArgumentException("no files");
        String name = files.get(0) + " and " + (files.size() - 1) + " more";
        Remarks remarks = new Remarks(name);
        Extras extras = new Extras();
        return new Capture(name, remarks, extras, new Merge(files, remarks, extras));
    }

    /**
     * Reads a capture from a stream, and waits for its first bytes.
     *
     * @param in is closed by {@link #close}, or at once when it holds no capture. Needs no buffer of its own
     * @param name of the input, for messages
     */
    public static Capture open(InputStream in, String name) throws IOException {
        return open(in, name, 0, new Remarks(name));
    }

    /**
     * Opens a file that is still being written to. At its end, also inside a packet, more is waited for, until the capture is closed by
     * another thread, the reading thread is interrupted, or the file is replaced, removed or cut: then {@link #next} gives null.
     * Waits for the first bytes of an empty file.
     *
     * @throws CaptureException when it is no capture
     */
    public static Capture follow(Path file) throws IOException {
        Remarks remarks = new Remarks(file.toString());
        return open(new GrowingFile(new InputFile(file), remarks), file.toString(), 0, remarks);
    }

    private static Capture open(InputStream in, String name, long size, Remarks remarks) throws IOException {
        Extras extras = new Extras();
        return new Capture(name, remarks, extras, new Merge(in, name, size, remarks, extras));
    }

    /**
     * Waits for the next packet, and no longer: a packet of a pipe is given as soon as its last byte has come. Of several pipes the next
     * packet of each is waited for, since any may be the earliest.
     *
     * @return the next packet, valid until the next call; null at the end of the capture
     */
    public Packet next() throws IOException {
        CaptureFile file = files.next();
        if (file == null) return null;
        Packet packet = file.packet();
        if (file != current) goOnIn(file);
        frame = packet.frame();
        if (before != 0) packet.setFrame(frame + before);
        return packet;
    }

    /** Records are numbered over all files in the order in which they are read. */
    private void goOnIn(CaptureFile file) {
        long all = frame + before;
        if (current == null) beganNanos = file.packet().nanos();
        else framesOf.put(current, frame);
        before = all - framesOf.getOrDefault(file, 0L);
        current = file;
    }

    /** @return name of the input; of several, the first and how many there are */
    public String name() {
        return name;
    }

    /** @return timestamp of the first packet, in nanoseconds since 1970 UTC; 0 before there is one. May be asked by any thread */
    public long beganNanos() {
        return beganNanos;
    }

    /** @return what was odd so far, one line for a person each */
    public List<String> remarks() {
        return remarks.lines();
    }

    /** @return whether packets may be missing because bytes of a file made no sense or it could not be read; a file that ends early is whole */
    public boolean damaged() {
        return remarks.damaged();
    }

    /** @return how many of several files could not be read at all; empty ones do not count */
    public int unread() {
        return files.unread();
    }

    /** @return how many bytes of the input, as it is stored, were read and understood, or passed over */
    public long bytesRead() {
        return files.bytesRead();
    }

    /** @return bytes of all files, as they were when they were opened; 0 when they are not known */
    public long size() {
        return files.size();
    }

    /** @return whether it is read from more than one file */
    public boolean severalFiles() {
        return files.several();
    }

    /** @return whether the packets of several files take turns at present: they were written at the same time, perhaps by hosts whose clocks differ */
    public boolean mixed() {
        return files.mixed();
    }

    /** @return what the files were found to be, as far as they were read, in the order in which they were opened */
    public List<CaptureFacts> facts() {
        return files.facts();
    }

    /**
     * @return names of hosts that the capture tells, by address as {@link io.github.pcap2http.exchange.Endpoint#address} has it; grows
     *     while packets are read, up to {@value Extras#MAX_NAMES}
     */
    public Map<String, String> hostNames() {
        return Collections.unmodifiableMap(extras.hostNames());
    }

    /** @return secrets met so far, in the order of the capture, up to {@value Extras#MAX_SECRETS} bytes; grows at its end while packets are read */
    public List<Secrets> secrets() {
        return Collections.unmodifiableList(extras.secrets());
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
