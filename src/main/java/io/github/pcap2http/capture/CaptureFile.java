package io.github.pcap2http.capture;

import io.github.pcap2http.coding.Decoded.Problem;
import io.github.pcap2http.coding.Stored;
import io.github.pcap2http.coding.Unpacked;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.SortedMap;

/** One input that is being read: knows its format, its last packet, and what was found in it. Keeps only that when it is at its end. */
final class CaptureFile implements Closeable {
    private final String name;
    private final int place;
    private final Stored source;
    private final Unpacked unpacked;   // null: not compressed
    private final Remarks remarks;
    private Window window;   // null: at its end
    private Reader reader;
    private Packet packet = new Packet();
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    private long bytesRead;
    private CaptureFacts facts;

    /**
     * @param in is closed by {@link #close}, or at once when it holds no capture
     * @param place among the inputs, from 0
     */
    CaptureFile(InputStream in, String name, int place, Remarks remarks, Extras extras) throws IOException {
        this.name = name;
        this.place = place;
        this.remarks = remarks;
        source = new Stored(in);
        try {
            Window stored = new Window(source);
            stored.order(ByteOrder.BIG_ENDIAN);
            unpacked = stored.has(4) ? Unpacked.of(stored.int32(0), stored.rest()) : null;
            window = unpacked == null ? stored : new Window(unpacked);
            if (unpacked != null && !window.has(4) && unpacked.problem() != Problem.NONE) {
                throw new CaptureException(name + ": its " + unpacked.format() + " data end, or are damaged, before anything of it can be unpacked");
            }
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

    int place() {
        return place;
    }

    /** Goes on to the next packet, and waits for no more than it. @return false at the end */
    boolean advance() throws IOException {
        if (window == null) return false;
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
        if (nanos > lastNanos) lastNanos = nanos;
        if (nanos < firstNanos) firstNanos = nanos;
        return true;
    }

    /** Says what was wrong with the compressed data, and lets go of the memory. */
    private void end() {
        if (unpacked != null) {
            if (unpacked.leftOver()) remarks.add("has bytes behind its " + unpacked.format() + " data that are no more of it; they were passed over");
            else if (unpacked.problem() == Problem.TRUNCATED) remarks.add("ends inside its " + unpacked.format() + " data; unpacked up to there");
            else if (unpacked.problem() != Problem.NONE) remarks.damage("is damaged: " + unpacked.detail() + "; unpacked up to there");
            unpacked.close();
        }
        facts = facts();
        bytesRead = bytesRead();
        window = null;
        reader = null;
        packet = null;
    }

    /** @return the packet reached; valid until the next {@link #advance} */
    Packet packet() {
        return packet;
    }

    /** @return bytes of the input as it is stored */
    long bytesRead() {
        if (window == null) return bytesRead;
        return unpacked == null ? window.position() : source.count();
    }

    CaptureFacts facts() {
        if (facts != null) return facts;
        String format = unpacked == null ? reader.format() : reader.format() + ", " + unpacked.format();
        SortedMap<Integer, Long> linkTypes = reader.interfaces.linkTypes();
        long packets = 0;
        for (long some : linkTypes.values()) packets += some;
        return new CaptureFacts(name, format, packets, packets == 0 ? 0 : firstNanos, packets == 0 ? 0 : lastNanos, linkTypes, reader.interfaces.facts());
    }

    /** May be called while another thread waits in {@link #advance}. */
    @Override
    public void close() throws IOException {
        source.close();
        if (unpacked != null) unpacked.close();
    }
}
