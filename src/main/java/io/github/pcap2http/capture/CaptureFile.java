package io.github.pcap2http.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** One input that is being read: knows its format, its last packet, and what was found in it. */
final class CaptureFile implements Closeable {
    private final String name;
    private final InputStream in;
    private final Window window;
    private final Reader reader;
    private final Packet packet = new Packet();
    private long packets;
    private long firstNanos;
    private long lastNanos;

    /** @param in is closed by {@link #close}, or at once when it holds no capture */
    CaptureFile(InputStream in, String name, Remarks remarks, Extras extras) throws IOException {
        this.name = name;
        this.in = in;
        try {
            window = new Window(in);
            reader = Format.open(window, remarks, extras, name);
        } catch (CaptureException e) {
            in.close();
            throw e;
        } catch (IOException e) {
            in.close();
            throw new IOException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Goes on to the next packet, and waits for no more than it. @return false at the end */
    boolean advance() throws IOException {
        try {
            if (!reader.read(packet)) return false;
        } catch (IOException e) {
            throw new IOException(name + ": reading failed at offset " + window.position() + ": " + e.getMessage(), e);
        }
        long nanos = packet.nanos();
        if (packets == 0) {
            firstNanos = nanos;
            lastNanos = nanos;
        } else if (nanos < firstNanos) {
            firstNanos = nanos;
        } else if (nanos > lastNanos) {
            lastNanos = nanos;
        }
        packets++;
        return true;
    }

    /** @return the packet reached, whose frame number is that in the file; valid until the next {@link #advance} */
    Packet packet() {
        return packet;
    }

    long bytesRead() {
        return window.position();
    }

    CaptureFacts facts() {
        return new CaptureFacts(name, reader.format(), packets, firstNanos, lastNanos, reader.interfaces.linkTypes(), reader.interfaces.facts());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
