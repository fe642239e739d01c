package io.github.pcap2http.capture;

import io.github.pcap2http.coding.Decoded.Problem;
import io.github.pcap2http.coding.Unpacked;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/** One input that is being read: knows its format, its last packet, and what was found in it. */
final class CaptureFile implements Closeable {
    private final String name;
    private final Source source;
    private final Unpacked unpacked;   // null: not compressed
    private final Window window;
    private final Remarks remarks;
    private final Reader reader;
    private final Packet packet = new Packet();
    private long packets;
    private long firstNanos;
    private long lastNanos;
    private boolean ended;

    /** @param in is closed by {@link #close}, or at once when it holds no capture */
    CaptureFile(InputStream in, String name, Remarks remarks, Extras extras) throws IOException {
        this.name = name;
        this.remarks = remarks;
        source = new Source(in);
        try {
            Window stored = new Window(source);
            stored.order(ByteOrder.BIG_ENDIAN);
            unpacked = stored.has(4) ? Unpacked.of(stored.int32(0), stored.rest()) : null;
            window = unpacked == null ? stored : new Window(unpacked);
            reader = Format.open(window, remarks, extras, unpacked == null ? name : name + ", unpacked with " + unpacked.format());
        } catch (CaptureException e) {
            in.close();
            if (source.failure() == null) throw e;
            throw unreadable(source.failure());
        } catch (IOException e) {
            in.close();
            throw unreadable(e);
        }
    }

    private IOException unreadable(IOException cause) {
        return new IOException(name + ": cannot be read: " + cause.getMessage(), cause);
    }

    /** Goes on to the next packet, and waits for no more than it. @return false at the end */
    boolean advance() throws IOException {
        try {
            if (!reader.read(packet)) {
                if (source.failure() != null) throw source.failure();
                end();
                return false;
            }
        } catch (IOException e) {
            throw new IOException(name + ": reading failed at offset " + bytesRead() + ": " + e.getMessage(), e);
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

    /** Says once what was wrong with the compressed data. */
    private void end() {
        if (unpacked == null || ended) return;
        ended = true;
        if (unpacked.leftOver()) remarks.add("has bytes behind its " + unpacked.format() + " data that are no more of it; they were passed over");
        else if (unpacked.problem() == Problem.TRUNCATED) remarks.add("ends inside its " + unpacked.format() + " data; unpacked up to there");
        else if (unpacked.problem() != Problem.NONE) remarks.damage("is damaged: " + unpacked.detail() + "; unpacked up to there");
    }

    /** @return the packet reached, whose frame number is that in the file; valid until the next {@link #advance} */
    Packet packet() {
        return packet;
    }

    long bytesRead() {
        return unpacked == null ? window.position() : source.count();
    }

    CaptureFacts facts() {
        String format = unpacked == null ? reader.format() : reader.format() + ", " + unpacked.format();
        return new CaptureFacts(name, format, packets, firstNanos, lastNanos, reader.interfaces.linkTypes(), reader.interfaces.facts());
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null) unpacked.close();
        source.close();
    }
}
