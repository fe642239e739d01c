package io.github.pcap2http.slice;

import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** The connections of which something is wanted: a bit for each frame, which is their name, and a few that turned out to be others. */
final class Connections {
    /** Connections that turned out to be copies of others, of which that is remembered: the latest. */
    private static final int MOST_COPIES = 100_000;

    private final BitSet chosen = new BitSet();
    private final Map<Long, Same> same = new LinkedHashMap<>();

    /** @param roles whether the client of the one is that of the other */
    record Same(long connection, boolean roles) { }

    void choose(long connection) throws IOException {
        if (connection > Integer.MAX_VALUE) throw new IOException("the capture has more packets than can be chosen from");
        chosen.set((int) connection);
    }

    boolean has(long connection) {
        return connection <= Integer.MAX_VALUE && chosen.get((int) connection);
    }

    void join(long connection, long with, boolean sameRoles) {
        if (same.size() == MOST_COPIES) same.remove(same.keySet().iterator().next());
        same.put(connection, new Same(with, sameRoles));
    }

    /** Names the connection that the packet belongs to, and its sender there, as it turned out. */
    void settle(Slots.Slot slot) {
        if (same.isEmpty()) return;
        Same other = same.get(slot.connection);
        for (int i = 0; other != null && i < 16; i++) {
            slot.connection = other.connection();
            if (!other.roles()) slot.flags ^= Slots.SERVER;
            other = same.get(slot.connection);
        }
    }
}
