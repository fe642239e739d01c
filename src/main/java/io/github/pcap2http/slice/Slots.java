package io.github.pcap2http.slice;

import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.tcp.Standing;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What each packet is to its connection, by frame number: in a temporary file that nobody else can see, of {@value #SIZE} bytes a frame, so
 * that memory does not grow with the capture. Written once in the order of frames, then read from anywhere.
 */
final class Slots implements Closeable {
    static final int SIZE = 32;
    private static final int BUFFER = 2048 * SIZE;

    /** Bits of {@link Slot#flags}. */
    static final int SERVER = 1;    // sent by the server
    static final int FRAME = 2;     // begins or ends the connection, or agrees to that: SYN, FIN, RST, and what has no data before or behind all that have

    private final ByteBuffer out = ByteBuffer.allocate(BUFFER);
    private FileChannel file;
    private long base = 1;    // frame whose slot is at the start of the buffer
    private long last;        // frame that was put last

    /** The facts of one packet. */
    static final class Slot {
        static final long UNKNOWN = -1;   // connection of a piece of a datagram that is not whole yet

        long connection;     // 0: it belongs to none
        long start;          // position of its first byte
        long acknowledged;   // as io.github.pcap2http.tcp.Standing has it
        int length;          // of its data
        int flags;

        /** @return the facts of a segment, as {@link PacketTap#placed} tells them */
        static Slot of(Segment segment, long connection, Side from, Standing standing, boolean outside) {
            boolean empty = standing.end() == standing.start();
            boolean frame = segment.syn() || segment.fin() || segment.rst() || outside && empty;
            Slot slot = new Slot();
            slot.connection = connection;
            slot.start = standing.start();
            slot.acknowledged = standing.acknowledged();
            slot.length = (int) (standing.end() - standing.start());
            slot.flags = (from == Side.SERVER ? SERVER : 0) | (frame ? FRAME : 0);
            return slot;
        }

        long end() {
            return start + length;
        }

        private void write(ByteBuffer to) {
            to.putLong(connection).putLong(start).putLong(acknowledged).putInt(length).putInt(flags);
        }

        boolean fromServer() {
            return (flags & SERVER) != 0;
        }
    }

    /** @param frame greater than the last one */
    void put(long frame, Slot slot) throws IOException {
        if ((frame - base) * SIZE >= BUFFER) {
            drain();
            base = frame;
        }
        out.position((int) (frame - base) * SIZE);
        slot.write(out);
        last = frame;
    }

    /** Puts other facts in the place of those that were put. */
    void change(long frame, Slot slot) throws IOException {
        if (frame >= base) {
            slot.write(out.position((int) (frame - base) * SIZE));
            out.position((int) (last - base + 1) * SIZE);
            return;
        }
        ByteBuffer one = ByteBuffer.allocate(SIZE);
        slot.write(one);
        one.flip();
        for (long at = (frame - 1) * SIZE; one.hasRemaining();) at += file.write(one, at);
    }

    private void drain() throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("pcap2http", ".slots");
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        out.flip();
        for (long at = (base - 1) * SIZE; out.hasRemaining();) at += file.write(out, at);
        out.clear();
        Arrays.fill(out.array(), (byte) 0);
    }

    /** @return frame that was put last; 0 for none */
    long last() {
        return last;
    }

    /** @return bytes of the file, more or less */
    long bytes() {
        return last * SIZE;
    }

    /** Ends the writing. */
    void ready() throws IOException {
        if (last > 0) drain();
    }

    @Override
    public void close() throws IOException {
        if (file != null) file.close();
    }

    /** Reads slots that are near each other, after {@link #ready}. The same object is filled again and again. */
    final class Reader {
        private final Slot slot = new Slot();
        private final ByteBuffer in = ByteBuffer.allocate(BUFFER / 8).limit(0);
        private long from;   // frame whose slot is at the start of the buffer

        /** @return facts of a packet, valid until the next call; of none that was put, a slot of no connection */
        Slot at(long frame) throws IOException {
            slot.connection = 0;
            if (frame < 1 || frame > last) return slot;
            if (frame < from || (frame - from + 1) * SIZE > in.limit()) fill(frame);
            int at = (int) (frame - from) * SIZE;
            slot.connection = in.getLong(at);
            slot.start = in.getLong(at + 8);
            slot.acknowledged = in.getLong(at + 16);
            slot.length = in.getInt(at + 24);
            slot.flags = in.getInt(at + 28);
            return slot;
        }

        private void fill(long frame) throws IOException {
            from = frame;
            in.clear();
            long at = (frame - 1) * SIZE;
            while (in.hasRemaining()) {
                int n = file.read(in, at);
                if (n < 0) break;
                at += n;
            }
            in.flip();
            if (in.limit() < SIZE) throw new IOException("the temporary file was cut");
        }
    }
}
