package io.github.pcap2http.blot;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Side;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The bytes of the messages of some exchanges, and which of them may stay.
 *
 * <p><b>Operations</b>: first messages are expected and packets gathered, in the order of frames; a message is looked for when all its packets have come.
 * Then, the packets come again in the same order, and are asked for. <b>Plan</b>: the bytes go to a file as they come, into the room that was allotted for
 * the message. In memory is only what is on its way.
 */
public final class Originals implements Closeable {
    /** So many frames after the last one of a message some of its packets may come. */
    private static final long LINGER = 10_000;
    /** So many frames before the first one of a message. */
    private static final long REORDER = 1_000;
    /** What begins and ends farther apart is not looked for, in bytes: it is mostly missing, then. */
    private static final long LONGEST = 1L << 33;
    private static final long MOST = 1L << 42;   // of all together, what is missing included

    /** What takes the place of bytes: valid in a URL, a field, a form and a string of JSON. */
    public static final byte FILLER = 'x';

    /** Gives what is remembered of an exchange. */
    public interface Memory {
        Facts facts() throws IOException;
    }

    /**
     * Where the bytes of a message are.
     *
     * @param sender as its packets have it
     * @param role of the sender in the exchange
     * @param from position of the first packet that has some; {@code packetEnd} that behind this packet
     * @param to position behind the last
     * @param begin frame of the first packet, in the order of the capture; {@code end} of the last, of the exchange
     */
    public record Whereabouts(long connection, Side sender, Side role, long from, long packetEnd, long to, long begin, long end) { }

    private record Expected(long number, Whereabouts where, Memory memory) { }

    private record Name(long connection, boolean fromServer) { }

    /** @param end as it was, when it was said last */
    private record Open(long end, Lane lane, Lane.Region region) { }

    private final Stretches files = new Stretches();
    private final Register register = new Register();
    private final Map<Name, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Expected> expected = new PriorityQueue<>((a, b) -> a.where.end != b.where.end
        ? Long.compare(a.where.end, b.where.end) : Long.compare(a.number, b.number));
    private final PriorityQueue<Open> open = new PriorityQueue<>((a, b) -> Long.compare(a.end, b.end));
    private long count;      // of messages that were expected
    private long regions;
    private long returned;   // regions that came again; -1: packets come for the first time

    public Originals() {
        returned = -1;
    }

    // ---- packets come for the first time

    /** A message comes. @param where of which {@code begin} is not before that of those that were told before */
    public void expect(Whereabouts where, Memory memory) throws IOException {
        if (where.to - where.from > LONGEST || files.allotted() > MOST) return;
        Lane lane = lane(where.connection, where.sender == Side.SERVER);
        for (long at = where.from - 2; at < where.to;) {   // the line end before it counts
            Lane.Region region = lane.at(at);
            if (region == null) {
                long to = lane.nextFrom(at, where.to);
                region = new Lane.Region(regions++, at, to, files.allot(to - at), where.begin, where.end);
                open(lane, region);
                register.put(lane, region);
            }
            region.end = Math.max(region.end, where.end);
            at = region.to;
        }
        expected.add(new Expected(count++, where, memory));
    }

    private Lane lane(long connection, boolean fromServer) {
        return lanes.computeIfAbsent(new Name(connection, fromServer), name -> new Lane(connection, fromServer, files));
    }

    private void open(Lane lane, Lane.Region region) {
        lane.add(region);
        open.add(new Open(region.end, lane, region));
    }

    /** What is sent at a position. */
    public void gather(long connection, Side from, long position, Bytes payload) throws IOException {
        Lane lane = lanes.get(new Name(connection, from == Side.SERVER));
        if (lane != null) lane.gather(position, payload);
    }

    /** Only packets from this frame on come now. */
    public void reached(long frame) throws IOException {
        while (!expected.isEmpty() && expected.peek().where.end < frame - LINGER) search(expected.poll());
        while (!open.isEmpty() && open.peek().end < frame - LINGER) {
            Open past = open.poll();
            if (past.region.end > past.end) open.add(new Open(past.region.end, past.lane, past.region));
            else close(past.lane, past.region);
        }
        if (returned >= 0) recall(frame);
    }

    private void close(Lane lane, Lane.Region region) throws IOException {
        lane.remove(region);
        if (lane.isEmpty()) lanes.remove(new Name(lane.connection, lane.fromServer));
        if (returned < 0) register.put(lane, region);
    }

    private void search(Expected one) throws IOException {
        Whereabouts where = one.where;
        Lane lane = lanes.get(new Name(where.connection, where.sender == Side.SERVER));
        new MessageSearch(lane, one.memory.facts(), where.role).run(where.from, where.packetEnd, where.to);
    }

    /** @return bytes of temporary files, about */
    public long bytes() {
        return files.size() + register.size();
    }

    // ---- and again

    /** All packets have come, and come again. */
    public void again() throws IOException {
        reached(Long.MAX_VALUE);
        returned = 0;
    }

    private void recall(long frame) throws IOException {
        while (returned < regions) {
            Register.Entry entry = register.get(returned);
            if (entry.region().begin - REORDER > frame) return;
            open(lane(entry.connection(), entry.fromServer()), entry.region());
            returned++;
        }
    }

    /**
     * Overwrites what is not to stay.
     *
     * @param position of the first byte
     * @param payload of a packet: bytes from {@code from} to before {@code to} are
     */
    public void clean(long connection, Side sender, long position, byte[] payload, int from, int to) throws IOException {
        Lane lane = lanes.get(new Name(connection, sender == Side.SERVER));
        if (lane == null) Arrays.fill(payload, from, to, FILLER);
        else lane.clean(position, payload, from, to, FILLER);
    }

    @Override
    public void close() throws IOException {
        try (files; register) {
            lanes.clear();
        }
    }
}
