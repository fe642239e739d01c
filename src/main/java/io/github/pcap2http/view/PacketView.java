package io.github.pcap2http.view;

import io.github.pcap2http.capture.LinkType;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.dissect.Dissector;
import io.github.pcap2http.dissect.Layer;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.output.LiveStream;
import io.github.pcap2http.output.Output;
import io.github.pcap2http.output.OutputOptions;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.slice.PacketTap;
import io.github.pcap2http.tcp.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All packets, one a line, in the order of the capture.
 *
 * <p>Which exchange a packet belongs to is mostly known with it, or soon after. Until then its line waits, and so do those behind it: for
 * {@link #PATIENCE_NANOS} of capture time, and no more than {@link Waiting#MOST} lines. So what comes out does not depend on when it is looked at.
 */
public final class PacketView implements Output, PacketTap {
    /** So long a line waits until it is known which exchange its data belong to, in capture time. */
    static final long PATIENCE_NANOS = 500_000_000;
    /** Connections of which it is remembered what was sent: the latest that were heard of. So the next, of all their segments. */
    static final int MOST_TALKS = 20_000;
    static final int MOST_SEGMENTS = 800_000;

    private final LiveStream stream;
    private final Layout layout;
    private final Dissector dissector = new Dissector();
    private final boolean blocks;
    private final Waiting waiting = new Waiting();
    private final Map<Long, Talk> talks = new LinkedHashMap<>(64, 0.75f, true);
    private final Kept kept;   // null: all packets are shown, as they come
    private Segment segment;   // of the packet at hand
    private Object datagram;
    private int segments;   // that all talks have room for
    private long clock;     // capture time since the first segment, in nanoseconds
    private Line current;   // of the packet at hand; null: none
    private boolean over;

    /** All packets are shown, as they come. @param options of which verbosity says whether there are blocks, and not lines alone */
    public PacketView(Target target, OutputOptions options) throws IOException {
        this(target, options, null);
    }

    /**
     * Only packets of the exchanges are shown that are {@link #finished}, and at the end.
     *
     * @param wholeConnections whether all packets of their connections are. @param maxSpool bytes of temporary files
     */
    public PacketView(Target target, OutputOptions options, boolean wholeConnections, long maxSpool) throws IOException {
        this(target, options, new Kept(wholeConnections, maxSpool));
    }

    private PacketView(Target target, OutputOptions options, Kept kept) throws IOException {
        this.kept = kept;
        stream = new LiveStream(target);
        layout = new Layout(options);
        blocks = options.verbosity() > 0;
    }

    // ---- packets

    @Override
    public void packet(Packet packet, Segment segment, Object datagram) throws IOException {
        done();
        this.segment = segment;
        this.datagram = datagram;
        dissector.look(packet);
        Line line = new Line(packet.frame());
        if (segment == null) {
            line.begin = layout.begin(packet.frame(), packet.nanos(), dissector.source(), dissector.destination(), dissector.words(), false);
        } else {
            line.begin = layout.begin(packet.frame(), packet.nanos(), segment.source().toString(), segment.destination().toString(), dissector.flags(), true);
            line.seq = segment.seq();
            line.ack = segment.ack();
            line.flags = segment.flags();
            line.window = segment.window();
            line.length = segment.payloadLength() + segment.missing();
            if (segment.missing() > 0) line.note(segment.missing() + " bytes not captured");
        }
        List<String> inside = dissector.inside();
        if (!inside.isEmpty()) line.place = "in " + String.join(", ", inside);
        if (blocks) line.block = block(packet);
        current = line;
        line.kept = segment == null && datagram != null;
        if (kept != null && line.kept) kept.piece(packet.frame(), datagram);
    }

    private String block(Packet packet) {
        List<String> fields = new ArrayList<>();
        fields.add(packet.originalLength() + " bytes on the wire");
        fields.add(packet.length() + " captured");
        fields.add("link type " + LinkType.name(packet.linkType()));
        if (packet.interfaceName() != null) fields.add("interface " + packet.interfaceName());
        if (packet.direction() != Packet.Direction.UNKNOWN) fields.add(packet.direction() == Packet.Direction.INBOUND ? "inbound" : "outbound");
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer("Frame " + packet.frame(), fields));
        layers.addAll(dissector.layers());
        return layout.block(layers);
    }

    @Override
    public void placed(long connection, Side from, Standing standing, boolean copy, boolean outside) {
        Talk talk = talk(connection);
        current.talk = talk;
        current.from = from;
        current.standing = standing;
        current.copy = copy;
        segments -= talk.room();
        talk.take(current);
        segments += talk.room();
        while (segments > MOST_SEGMENTS) forgetEldest();
        current.kept = true;
        try {
            if (kept != null) kept.placed(segment, datagram, connection, from, standing, outside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Talk talk(long connection) {
        Talk talk = talks.get(connection);
        if (talk != null) return talk;
        if (talks.size() == MOST_TALKS) forgetEldest();
        talk = new Talk(connection);
        segments += talk.room();
        talks.put(connection, talk);
        return talk;
    }

    private void forgetEldest() {
        Iterator<Talk> eldest = talks.values().iterator();
        segments -= eldest.next().room();
        eldest.remove();
    }

    @Override
    public void joined(long connection, long with, boolean sameRoles) {
        current.note("connection " + connection + " is a copy of connection " + with);
        Talk lost = talks.remove(connection);
        if (lost != null) {
            segments -= lost.room();
            lost.joins(talk(with), sameRoles);
        }
        if (kept != null) kept.joined(connection, with, sameRoles);
    }

    @Override
    public void began(String id, long connection, Moment at, long length) {
        Talk talk = talks.get(connection);
        if (talk != null) talk.began(id, at, length, ofTalk(talk));
    }

    @Override
    public void ended(Exchange exchange) {
        Talk talk = talks.get(exchange.connection().firstFrame());
        if (talk != null) talk.ended(exchange, ofTalk(talk));
    }

    private Line ofTalk(Talk talk) {
        return current != null && current.talk == talk ? current : null;
    }

    @Override
    public void timePassed(long nanos) throws IOException {
        clock = nanos;
        done();
        release();
    }

    // ---- lines

    /** All that is done with the packet at hand is done. */
    private void done() throws IOException {
        if (current == null) return;
        Line line = current;
        current = null;
        line.clock = clock;
        if (line.talk != null) line.talk.settle(line);
        waiting.add(line);
        release();
    }

    private void release() throws IOException {
        for (Line first = waiting.first(); first != null; first = waiting.first()) {
            boolean late = clock - first.clock >= PATIENCE_NANOS || waiting.tooMany();
            if (first.waits && !late) return;
            write(waiting.remove());
        }
    }

    private void write(Line line) throws IOException {
        if (line.talk != null) line.talk.leave(line);
        byte[] text = layout.of(line).getBytes(StandardCharsets.UTF_8);
        if (kept == null) stream.write(text);
        else if (line.kept) kept.add(line.frame, text);
    }

    @Override
    public void caughtUp() throws IOException {
        stream.show();
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        if (kept != null && !over) kept.choose(exchange);
    }

    @Override
    public void close() throws IOException {
        if (over) return;
        over = true;
        try (kept) {
            done();
            while (waiting.first() != null) write(waiting.remove());
            if (kept != null) kept.writeTo(stream);
        } finally {
            stream.close();
        }
    }

    @Override
    public void abandon() {
        over = true;
        stream.abandon();
        try {
            if (kept != null) kept.close();
        } catch (IOException e) {
            // it was temporary
        }
    }
}
