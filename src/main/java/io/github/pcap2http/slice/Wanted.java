package io.github.pcap2http.slice;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.output.EntryIndex;
import io.github.pcap2http.output.Spool;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.tcp.Standing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Which packets are those of chosen exchanges.
 *
 * <p><b>Plan</b>: that is known only when an exchange has ended, and was chosen. So all that is kept of a packet while it passes is a slot of a few
 * bytes in a temporary file: its connection, and where it stands in that. Of each chosen exchange the frames are kept that carry its first
 * and last bytes. At the end both are gone through in the order of frames. Memory does not grow with the capture, but for a bit for each packet.
 *
 * <p>Packets are told by the thread that reads; exchanges may be told by another one.
 */
public final class Wanted implements Closeable {
    /** So many frames before the first byte of an exchange later ones of it may be captured. */
    private static final long REORDER = 1_000;
    private static final int IN_MEMORY = 1 << 20;   // bytes of what is remembered of exchanges

    private final boolean wholeConnections;
    private final Slots slots = new Slots();
    private final Connections connections = new Connections();
    private final Pieces pieces = new Pieces();
    private final Spool details;
    private final EntryIndex index;

    /** Is shown packets again. */
    public interface Visitor {
        /** @param wanted whether it is of a chosen exchange */
        void frame(long frame, boolean wanted) throws IOException;
    }

    /** @param directory for temporary files; null for the system's. @param wholeConnections whether all packets of a connection are wanted of which one exchange is */
    public Wanted(Path directory, boolean wholeConnections) {
        this.wholeConnections = wholeConnections;
        details = new Spool(directory, IN_MEMORY);
        index = new EntryIndex(directory);
    }

    // ---- packets, while they are read, in order

    /** A packet that is a piece of a datagram, which is not whole with it. @param datagram as {@link PacketTap#packet} has it */
    public void piece(long frame, Object datagram) throws IOException {
        slots.put(frame, pieces.slotOf(datagram, frame));
    }

    /** A packet that belongs to a connection: as {@link PacketTap#placed} and {@link PacketTap#packet} tell of it. */
    public void placed(Segment segment, Object datagram, long connection, Side from, Standing standing, boolean outside) throws IOException {
        Slots.Slot slot = Slots.Slot.of(segment, connection, from, standing, outside);
        slots.put(segment.frame(), slot);
        if (datagram != null) pieces.whole(datagram, slot, slots);
    }

    public void joined(long connection, long with, boolean sameRoles) {
        connections.join(connection, with, sameRoles);
    }

    /** @return bytes of the temporary file, about */
    public long bytes() {
        return slots.bytes();
    }

    // ---- exchanges that are chosen

    public void choose(Exchange exchange) throws IOException {
        Chosen chosen = Chosen.of(exchange);
        connections.choose(chosen.connection());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        chosen.write(new DataOutputStream(bytes));
        index.add(chosen.begin(), 0, details.length(), bytes.size());
        details.write(bytes.toByteArray());
    }

    // ---- what came of it

    /** Goes once more through all packets that were told of, in their order. Nothing can be told any more. */
    public void inOrder(Visitor visitor) throws IOException {
        slots.ready();
        details.ready();
        Sweep sweep = new Sweep(visitor);
        index.inOrder((begin, none, offset, length) -> {
            sweep.upTo(begin - REORDER);
            sweep.selection.load(read(offset, length));
        });
        sweep.upTo(slots.last());
    }

    private Chosen read(long offset, long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length);
        details.copyTo(bytes, offset, length);
        return Chosen.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private final class Sweep {
        private final Visitor visitor;
        private final Slots.Reader reader = slots.new Reader();
        private final Selection selection = new Selection(slots.new Reader(), connections, wholeConnections);
        private long frame;

        Sweep(Visitor visitor) {
            this.visitor = visitor;
        }

        void upTo(long end) throws IOException {
            while (frame < end) {
                Slots.Slot slot = reader.at(++frame);
                if (slot.connection == 0) continue;
                selection.comments(frame);   // which nobody asks for here
                visitor.frame(frame, slot.connection > 0 && selection.wants(frame, slot));
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (slots; details; index) {
            return;
        }
    }
}
