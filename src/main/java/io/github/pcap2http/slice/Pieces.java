package io.github.pcap2http.slice;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Packets that are pieces of datagrams. A segment that came in pieces counts as part of the packet that completed it; the others share its
 * facts, as copies of pieces do that come later.
 */
final class Pieces {
    private static final int MOST = 1000;          // datagrams that are remembered, the latest
    private static final int MOST_FRAMES = 2000;   // of a datagram

    private final Map<Object, Datagram> datagrams = new LinkedHashMap<>(64, 0.75f, true);

    private static final class Datagram {
        long[] frames = new long[4];
        int count;
        Slots.Slot slot;
    }

    /** @return the facts of a piece, as far as they are known */
    Slots.Slot slotOf(Object name, long frame) {
        Datagram datagram = datagrams.computeIfAbsent(name, n -> unknown());
        if (datagrams.size() > MOST) datagrams.remove(datagrams.keySet().iterator().next());
        if (datagram.count < MOST_FRAMES) {
            if (datagram.count == datagram.frames.length) datagram.frames = Arrays.copyOf(datagram.frames, 2 * datagram.count);
            datagram.frames[datagram.count++] = frame;
        }
        return datagram.slot;
    }

    private static Datagram unknown() {
        Datagram datagram = new Datagram();
        datagram.slot = new Slots.Slot();
        datagram.slot.connection = Slots.Slot.UNKNOWN;
        return datagram;
    }

    /** The datagram is whole: its pieces have the facts of its segment. */
    void whole(Object name, Slots.Slot slot, Slots slots) throws IOException {
        Datagram datagram = datagrams.get(name);
        if (datagram == null) return;
        for (int i = 0; i < datagram.count; i++) slots.change(datagram.frames[i], slot);
        datagram.count = 0;
        datagram.slot = slot;
    }
}
