package io.github.pcap2http.slice;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.capture.Secrets;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.output.Output;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.tcp.Standing;
import java.io.BufferedOutputStream;
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
 * <p>Which packets are wanted is known at the end ({@link Wanted}). Then they are read a second time: from the files, or, where those are a pipe
 * or still grow, from a copy in a temporary file.
 *
 * <p>Packets and what they are to connections are told by the thread that reads; exchanges may be told by another one.
 */
public final class SliceWriter implements Output, PacketTap {
    private static final int BUFFER = 1 << 16;

    private final Capture capture;
    private final SliceOptions options;
    private final Target.Draft draft;
    private final Wanted wanted;
    private final Keys keys = new Keys();
    private final PacketCopy copy;   // null: the input can be read again
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
        wanted = new Wanted(draft.directory(), options.wholeConnections());
        copy = options.again().isEmpty() ? new PacketCopy() : null;
    }

    // ---- packets, while they are read

    @Override
    public void packet(Packet packet, Segment segment, Object datagram) throws IOException {
        this.packet = packet;
        this.segment = segment;
        this.datagram = datagram;
        if (segment == null && datagram != null) keep(() -> wanted.piece(packet.frame(), datagram));
    }

    @Override
    public void placed(long connection, Side from, Standing standing, boolean repeated, boolean outside) {
        try {
            keep(() -> wanted.placed(segment, datagram, connection, from, standing, outside));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys.look(segment, connection);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void keep(Step step) throws IOException {
        try {
            step.run();
            if (copy != null) copy.add(packet);
            checkSpool();
        } catch (IOException e) {
            throw new IOException("cannot keep packets in a temporary file in " + System.getProperty("java.io.tmpdir")
                + ": " + e.getMessage() + "; make room there, or look at fewer of them (--filter)", e);
        }
    }

    private void checkSpool() throws IOException {
        long bytes = wanted.bytes() + (copy == null ? 0 : copy.bytes());
        if (bytes > options.maxSpool()) throw new IOException("it may have " + options.maxSpool() + " bytes (--limit spool), which are used up");
    }

    @Override
    public void joined(long connection, long with, boolean sameRoles) {
        wanted.joined(connection, with, sameRoles);
    }

    // ---- exchanges that are chosen

    @Override
    public void finished(Exchange exchange) throws IOException {
        wanted.choose(exchange);
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
        try (wanted) {
            layOut();
            failed = false;
        } finally {
            if (copy != null) copy.close();
            if (failed) draft.discard();
        }
        draft.publish();
    }

    private void layOut() throws IOException {
        failed = true;
        OutputStream out = new BufferedOutputStream(draft.out(), BUFFER);
        PcapngFile file = new PcapngFile(out, options.program());
        byte[] secrets = keys.needed(keyLogs(), wanted.connections());
        if (secrets.length > 0) file.secrets(Secrets.TLS_KEY_LOG, secrets);
        if (!names.isEmpty()) file.names(names);
        try (Capture again = copy == null ? Capture.open(options.again()) : copy.read()) {
            SecondReading reading = new SecondReading(again);
            wanted.inOrder((frame, isWanted, comments) -> {
                Packet one = reading.at(frame);
                if (one == null || !isWanted) return;
                file.packet(one, comments, true);
                written++;
            });
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

    /** Finds the packets again that were told of. */
    private final class SecondReading {
        private final Capture again;
        private Packet latest;   // null: none
        private boolean ended;

        SecondReading(Capture again) {
            this.again = again;
        }

        /** @param frame greater than the last one. @return null when it is not there, as the files have changed */
        Packet at(long frame) throws IOException {
            if (copy != null) return again.next();   // it has only those
            while (!ended && (latest == null || latest.frame() < frame)) {
                latest = again.next();
                ended = latest == null;
            }
            return ended || latest.frame() > frame ? null : latest;
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
        draft.discard();
        try (wanted) {
            if (copy != null) copy.close();
        } catch (IOException e) {
            // they were temporary
        }
    }
}
