package io.github.pcap2http.slice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Which packets belong to the chosen exchanges. Asked in the order of frames, while the exchanges are told a little before their packets
 * come; so it holds only those that are on their way.
 *
 * <p>Wanted are all packets that carry bytes of a request or its response, as often as they were sent and captured; what acknowledges
 * them, or stands between the first and the last of them; and what begins and ends their connection.
 */
final class Selection {
    /** So many frames later a packet of an exchange may be sent or captured again. */
    private static final long LINGER = 10_000;

    private final Slots.Reader slots;
    private final Connections connections;
    private final boolean whole;
    private final Map<Long, List<Active>> active = new HashMap<>();
    private final PriorityQueue<Active> ends = new PriorityQueue<>((a, b) -> Long.compare(a.end, b.end));
    private final Map<Long, List<String>> comments = new HashMap<>();

    /** Bytes of one side, from position to position. */
    record Range(boolean fromServer, long start, long end) {
        boolean has(Slots.Slot slot) {
            return slot.fromServer() == fromServer && slot.start < end && slot.end() > start;
        }

        boolean acknowledgedBy(Slots.Slot slot) {
            boolean withFin = slot.acknowledged - 1 == end;
            return slot.fromServer() != fromServer && slot.acknowledged > start && (slot.acknowledged <= end || withFin);
        }
    }

    /** What frames are, as it turned out. */
    interface Places {
        /** @return valid until the next call */
        Slots.Slot at(long frame) throws IOException;
    }

    private record Active(long connection, long begin, long end, List<Range> ranges) { }

    /** @param whole whether all packets of a connection are wanted of which one exchange is */
    Selection(Slots.Reader slots, Connections connections, boolean whole) {
        this.slots = slots;
        this.connections = connections;
        this.whole = whole;
    }

    /** An exchange, before any of its packets is asked for. */
    void load(Chosen chosen) throws IOException {
        comment(chosen.request(), chosen.askedWith());
        comment(chosen.response(), chosen.answeredWith());
        if (whole || !chosen.request().any() && !chosen.response().any()) return;
        Active one = new Active(chosen.connection(), chosen.begin(), chosen.end(), new ArrayList<>(2));
        range(one, chosen.request(), chosen.onward());
        range(one, chosen.response(), chosen.onward());
        active.computeIfAbsent(one.connection, connection -> new ArrayList<>(1)).add(one);
        ends.add(one);
    }

    private void comment(Chosen.Frames frames, String text) {
        if (frames.any()) comments.computeIfAbsent(frames.first(), frame -> new ArrayList<>(1)).add(text);
    }

    private void range(Active to, Chosen.Frames frames, boolean onward) throws IOException {
        if (!frames.any()) return;
        Slots.Slot first = at(frames.first());
        boolean fromServer = first.fromServer();
        long start = first.start;
        long end = onward ? Long.MAX_VALUE : Math.max(first.end(), at(frames.last()).end());
        to.ranges.add(new Range(fromServer, start, end));
    }

    private Slots.Slot at(long frame) throws IOException {
        Slots.Slot slot = slots.at(frame);
        connections.settle(slot);
        return slot;
    }

    /** @param slot of the frame, which is greater than any asked for before */
    boolean wants(long frame, Slots.Slot slot) {
        connections.settle(slot);
        if (!connections.has(slot.connection)) return false;
        if (whole || (slot.flags & Slots.FRAME) != 0) return true;
        retire(frame);
        for (Active one : active.getOrDefault(slot.connection, List.of())) {
            if (slot.length == 0 && frame >= one.begin && frame <= one.end) return true;
            for (Range range : one.ranges) {
                if (slot.length == 0 ? range.acknowledgedBy(slot) : range.has(slot)) return true;
            }
        }
        return false;
    }

    private void retire(long frame) {
        while (!ends.isEmpty() && ends.peek().end < frame - LINGER) {
            Active old = ends.poll();
            List<Active> others = active.get(old.connection);
            others.remove(old);
            if (others.isEmpty()) active.remove(old.connection);
        }
    }

    /** @return what is to be said of the packet; told once */
    List<String> comments(long frame) {
        List<String> of = comments.remove(frame);
        return of == null ? List.of() : of;
    }
}
