package io.github.pcap2http.slice;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.capture.Secrets;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.output.EntryIndex;
import io.github.pcap2http.output.Output;
import io.github.pcap2http.output.Spool;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.tcp.Standing;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A capture of the packets that the chosen exchanges came in, as they were captured or, with a redaction, without what is not to stay, with comments
 * that name the exchanges.
 *
 * <p><b>Plan</b>: which packets are wanted is known only when their exchange has ended, and was chosen. So all that is kept of a packet
 * while it passes is a slot of a few bytes in a temporary file: its connection, and where it stands in that. Of each chosen exchange the
 * frames are kept that carry its first and last bytes. At the end both are gone through in the order of frames, while the packets are
 * read a second time: from the files, or, where those are a pipe or still grow, from a copy in another temporary file. Memory does not
 * grow with the capture, but for a bit for each packet. With a redaction they are read once more before that, to find the bytes of the exchanges.
 *
 * <p>Packets and what they are to connections are told by the thread that reads; exchanges may be told by another one.
 */
public final class SliceWriter implements Output, PacketTap {
    /** So many frames before the first byte of an exchange later ones of it may be captured. */
    private static final long REORDER = 1_000;
    private static final int IN_MEMORY = 1 << 20;   // bytes of what is remembered of exchanges
    private static final int BUFFER = 1 << 16;

    private final Capture capture;
    private final SliceOptions options;
    private final Target.Draft draft;
    private final Slots slots = new Slots();
    private final Connections connections = new Connections();
    private final Keys keys = new Keys();
    private final Pieces pieces = new Pieces();
    private final PacketCopy copy;   // null: the input can be read again
    private final Cleaning cleaning;   // null: packets are written as they are
    private final Spool details;
    private final EntryIndex index;
    private final Map<String, String> names = new LinkedHashMap<>();
    private Packet packet;
    private Segment segment;
    private Object datagram;
    private boolean over;
    private boolean failed;
    private long written;

    /** @param capture that is read; not closed */
    public SliceWriter(Target target, Capture capture, SliceOptions options) throws IOException {
        this(target, capture, options, null);
    }

    /**
     * As above.
     *
     * @param redaction what it takes out of exchanges is overwritten in packets; exchanges are to be given without it, each behind its
     *     {@link #original}. null: packets are written as they are
     */
    public SliceWriter(Target target, Capture capture, SliceOptions options, Redaction redaction) throws IOException {
        this.capture = capture;
        this.options = options;
        copy = options.again().isEmpty() ? new PacketCopy() : null;   // before there is a draft, which would stay if this failed
        draft = draft(target);
        details = new Spool(draft.directory(), IN_MEMORY);
        index = new EntryIndex(draft.directory());
        cleaning = redaction == null ? null : new Cleaning(redaction, draft.directory());
    }

    private Target.Draft draft(Target target) throws IOException {
        try {
            return target.draft();
        } catch (IOException e) {
            if (copy != null) copy.close();
            throw e;
        }
    }

    // ---- packets, while they are read

    @Override
    public void packet(Packet packet, Segment segment, Object datagram) throws IOException {
        this.packet = packet;
        this.segment = segment;
        this.datagram = datagram;
        if (segment == null && datagram != null) keep(pieces.slotOf(datagram, packet.frame()));
    }

    @Override
    public void placed(long connection, Side from, Standing standing, boolean repeated, boolean outside) {
        Slots.Slot slot = Slots.Slot.of(segment, connection, from, standing, outside);
        try {
            keep(slot);
            if (datagram != null) pieces.whole(datagram, slot, slots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys.look(segment, connection);
    }

    private void keep(Slots.Slot slot) throws IOException {
        storing(() -> {
            slots.put(packet.frame(), slot);
            if (copy != null) copy.add(packet);
            checkSpool();
        });
    }

    /** Work with temporary files. */
    private interface Storing {
        void run() throws IOException;
    }

    private static void storing(Storing work) throws IOException {
        try {
            work.run();
        } catch (UncheckedIOException e) {
            throw noRoom(e.getCause());
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static IOException noRoom(IOException cause) {
        return new IOException("cannot keep packets in a temporary file in " + System.getProperty("java.io.tmpdir")
            + ": " + cause.getMessage() + "; make room there, or look at fewer of them (--filter)", cause);
    }

    private void checkSpool() throws IOException {
        long bytes = slots.bytes() + (copy == null ? 0 : copy.bytes()) + (cleaning == null ? 0 : cleaning.bytes());
        if (bytes > options.maxSpool()) throw new IOException("it may have " + options.maxSpool() + " bytes (--limit spool), which are used up");
    }

    @Override
    public void joined(long connection, long with, boolean sameRoles) {
        connections.join(connection, with, sameRoles);
    }

    // ---- exchanges that are chosen

    /** What the next exchange that is {@linkplain #finished finished} was before its secrets were taken out; for a slice without them. */
    public void original(Exchange exchange) throws IOException {
        cleaning.original(exchange);
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        Chosen chosen = Chosen.of(exchange);
        connections.choose(chosen.connection());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        chosen.write(new DataOutputStream(bytes));
        if (cleaning != null) {
            bytes.writeBytes(cleaning.takeFacts());
            cleaning.index().add(chosen.begin(), 0, details.length(), bytes.size());
        }
        index.add(chosen.begin(), 0, details.length(), bytes.size());
        details.write(bytes.toByteArray());
        addName(exchange.connection().client());
        addName(exchange.connection().server());
    }

    private void addName(Endpoint end) {
        String name = capture.hostNames().get(end.address());
        if (name != null) names.put(end.address(), name);
    }

    // ---- the file

    @Override
    public void close() throws IOException {
        if (over) return;
        over = true;
        try (draft; slots; details; index) {
            layOut();
            failed = false;
            draft.publish();
        } finally {
            closeRest();
        }
    }

    private void closeRest() throws IOException {
        try (copy; cleaning) {
            packet = null;
        }
    }

    private void layOut() throws IOException {
        failed = true;
        slots.ready();
        details.ready();
        if (cleaning != null) gather();
        OutputStream out = new BufferedOutputStream(draft.out(), BUFFER);
        PcapngFile file = new PcapngFile(out, options.program());
        byte[] secrets = cleaning == null ? keys.needed(keyLogs(), connections) : new byte[0];
        if (secrets.length > 0) file.secrets(Secrets.TLS_KEY_LOG, secrets);
        if (!names.isEmpty()) file.names(names);
        if (cleaning != null) file.wordless();
        Selection selection = new Selection(slots.new Reader(), connections, options.wholeConnections());
        try (Capture again = again()) {
            Sweep sweep = new Sweep(again, (frame, packet, slot) -> {
                if (cleaning != null) cleaning.reached(frame);
                if (selection.wants(frame, slot)) write(file, packet, slot, selection.comments(frame));
            });
            index.inOrder((begin, none, offset, length) -> {
                sweep.upTo(begin - REORDER);
                selection.load(Chosen.read(read(offset, length)));
            });
            sweep.upTo(slots.last());
        }
        out.flush();
    }

    private void write(PcapngFile file, Packet packet, Slots.Slot slot, List<String> comments) throws IOException {
        if (cleaning == null) {
            file.packet(packet, comments);
        } else {
            byte[] clean = cleaning.clean(packet, slot);
            if (clean == null) return;
            file.packet(packet, clean, comments);
        }
        written++;
    }

    /** A reading more, in which the bytes of the chosen exchanges are found. */
    private void gather() throws IOException {
        Slots.Reader reader = slots.new Reader();
        Selection.Places places = frame -> {
            Slots.Slot slot = reader.at(frame);
            connections.settle(slot);
            return slot;
        };
        Cleaning.Memory memory = (offset, length) -> {
            DataInput in = read(offset, length);
            Chosen.read(in);
            return in;
        };
        try (Capture again = again()) {
            Sweep sweep = new Sweep(again, (frame, packet, slot) -> storing(() -> {
                cleaning.reached(frame);
                connections.settle(slot);
                if (connections.has(slot.connection)) cleaning.gather(packet, slot);
                checkSpool();
            }));
            cleaning.index().inOrder((begin, none, offset, length) -> {
                sweep.upTo(begin - REORDER);
                storing(() -> cleaning.expect(Chosen.read(read(offset, length)), places, memory, offset, length));
            });
            sweep.upTo(slots.last());
            storing(cleaning::again);
        }
    }

    private Capture again() throws IOException {
        return copy == null ? Capture.open(options.again()) : copy.read();
    }

    private List<byte[]> keyLogs() {
        List<byte[]> logs = new ArrayList<>(options.keyLogs());
        for (Secrets inside : capture.secrets()) {
            if (inside.type() == Secrets.TLS_KEY_LOG) logs.add(inside.bytes());
        }
        return logs;
    }

    private DataInput read(long offset, long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length);
        details.copyTo(bytes, offset, length);
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    /** Takes packets of connections. */
    private interface Visitor {
        /** @param slot what it is to its connection */
        void packet(long frame, Packet packet, Slots.Slot slot) throws IOException;
    }

    /** The packets once more. */
    private final class Sweep {
        private final Capture again;
        private final Visitor visitor;
        private final Slots.Reader reader = slots.new Reader();
        private long frame;
        private Packet waiting;   // its frame is to be looked at next; null: it was

        Sweep(Capture again, Visitor visitor) {
            this.again = again;
            this.visitor = visitor;
        }

        /** Shows all packets to this frame. */
        void upTo(long end) throws IOException {
            while (frame < end) {
                if (waiting == null) waiting = again.next();
                if (waiting == null) return;
                long next = copy == null ? waiting.frame() : nextFrame();
                if (next > end) {
                    frame = end;
                    return;
                }
                frame = next;
                Slots.Slot slot = reader.at(frame);
                if (slot.connection > 0) visitor.packet(frame, waiting, slot);
                waiting = null;
            }
        }

        /** The copy has only packets that belong to connections. */
        private long nextFrame() throws IOException {
            long next = frame + 1;
            while (next <= slots.last() && reader.at(next).connection == 0) next++;
            return next;
        }
    }

    @Override
    public List<String> remarks() {
        if (!over || failed) return List.of();
        List<String> remarks = new ArrayList<>(2);
        long leftOut = cleaning == null ? 0 : cleaning.leftOut();
        if (leftOut > 0) {
            remarks.add((leftOut == 1 ? "1 packet was" : leftOut + " packets were") + " left out of " + options.name()
                + ": pieces of datagrams, or odd ones, which --redact does not reach into");
        }
        if (leftOut == 0 && written == 0) remarks.add("no packets were written to " + options.name() + ": no exchange was chosen");
        return remarks;
    }

    @Override
    public void abandon() {
        if (over) return;
        over = true;
        try (draft; slots; details; index) {
            closeRest();
        } catch (IOException e) {
            // they were temporary
        }
    }
}
