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
import io.github.pcap2http.tcp.Standing;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
 * A capture of the packets that the chosen exchanges came in, as they were captured, with comments that name the exchanges.
 *
 * <p><b>Plan</b>: which packets are wanted is known only when their exchange has ended, and was chosen. So all that is kept of a packet
 * while it passes is a slot of a few bytes in a temporary file: its connection, and where it stands in that. Of each chosen exchange the
 * frames are kept that carry its first and last bytes. At the end both are gone through in the order of frames, while the packets are
 * read a second time: from the files, or, where those are a pipe or still grow, from a copy in another temporary file. Memory does not
 * grow with the capture, but for a bit for each packet.
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
        this.capture = capture;
        this.options = options;
        draft = target.draft();
        details = new Spool(draft.directory(), IN_MEMORY);
        index = new EntryIndex(draft.directory());
        copy = options.again().isEmpty() ? new PacketCopy() : null;
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
        boolean empty = standing.end() == standing.start();
        boolean frame = segment.syn() || segment.fin() || segment.rst() || outside && empty;
        Slots.Slot slot = new Slots.Slot();
        slot.connection = connection;
        slot.start = standing.start();
        slot.acknowledged = standing.acknowledged();
        slot.length = (int) (standing.end() - standing.start());
        slot.flags = (from == Side.SERVER ? Slots.SERVER : 0) | (frame ? Slots.FRAME : 0);
        try {
            keep(slot);
            if (datagram != null) pieces.whole(datagram, slot, slots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys.look(segment, connection);
    }

    private void keep(Slots.Slot slot) throws IOException {
        try {
            slots.put(packet.frame(), slot);
            if (copy != null) copy.add(packet);
            checkSpool();
        } catch (IOException e) {
            throw new IOException("cannot keep packets in a temporary file in " + System.getProperty("java.io.tmpdir")
                + ": " + e.getMessage() + "; make room there, or look at fewer of them (--filter)", e);
        }
    }

    private void checkSpool() throws IOException {
        long bytes = slots.bytes() + (copy == null ? 0 : copy.bytes());
        if (bytes > options.maxSpool()) throw new IOException("it may have " + options.maxSpool() + " bytes (--limit spool), which are used up");
    }

    @Override
    public void joined(long connection, long with, boolean sameRoles) {
        connections.join(connection, with, sameRoles);
    }

    // ---- exchanges that are chosen

    @Override
    public void finished(Exchange exchange) throws IOException {
        Chosen chosen = Chosen.of(exchange);
        connections.choose(chosen.connection());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        chosen.write(new DataOutputStream(bytes));
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
            if (copy != null) copy.close();
        }
    }

    private void layOut() throws IOException {
        failed = true;
        slots.ready();
        details.ready();
        OutputStream out = new BufferedOutputStream(draft.out(), BUFFER);
        PcapngFile file = new PcapngFile(out, options.program());
        byte[] secrets = keys.needed(keyLogs(), connections);
        if (secrets.length > 0) file.secrets(Secrets.TLS_KEY_LOG, secrets);
        if (!names.isEmpty()) file.names(names);
        Selection selection = new Selection(slots.new Reader(), connections, options.wholeConnections());
        try (Capture again = copy == null ? Capture.open(options.again()) : copy.read()) {
            Sweep sweep = new Sweep(again, selection, file);
            index.inOrder((begin, none, offset, length) -> {
                sweep.upTo(begin - REORDER);
                selection.load(read(offset, length));
            });
            sweep.upTo(slots.last());
        }
        out.flush();
    }

    private List<byte[]> keyLogs() {
        List<byte[]> logs = new ArrayList<>(options.keyLogs());
        for (Secrets inside : capture.secrets()) {
            if (inside.type() == Secrets.TLS_KEY_LOG) logs.add(inside.bytes());
        }
        return logs;
    }

    private Chosen read(long offset, long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length);
        details.copyTo(bytes, offset, length);
        return Chosen.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    /** The second reading. */
    private final class Sweep {
        private final Capture again;
        private final Selection selection;
        private final PcapngFile file;
        private final Slots.Reader reader = slots.new Reader();
        private long frame;
        private Packet waiting;   // its frame is to be looked at next; null: it was

        Sweep(Capture again, Selection selection, PcapngFile file) {
            this.again = again;
            this.selection = selection;
            this.file = file;
        }

        /** Writes what is wanted of all packets to this frame. */
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
                if (slot.connection > 0 && selection.wants(frame, slot)) {
                    file.packet(waiting, selection.comments(frame), true);
                    written++;
                }
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
        return over && !failed && written == 0 ? List.of("no packets were written to " + options.name() + ": no exchange was chosen") : List.of();
    }

    @Override
    public void abandon() {
        if (over) return;
        over = true;
        try (draft; slots; details; index) {
            if (copy != null) copy.close();
        } catch (IOException e) {
            // they were temporary
        }
    }
}
