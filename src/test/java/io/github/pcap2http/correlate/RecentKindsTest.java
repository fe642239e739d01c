package io.github.pcap2http.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RecentKindsTest {
    private final RecentKinds kinds = new RecentKinds(8);   // one row

    @Test
    void remembersAndForgets() {
        assertFalse(kinds.contains(2));
        assertTrue(kinds.add(2));
        assertFalse(kinds.add(2));
        assertTrue(kinds.contains(2));
        kinds.remove(2);
        kinds.remove(4);
        assertFalse(kinds.contains(2));
        assertTrue(kinds.add(2));
    }

    @Test
    void theOneThatWasUsedLongestAgoIsForgotten() {
        for (long kind = 2; kind <= 16; kind += 2) assertTrue(kinds.add(kind));
        assertTrue(kinds.contains(2));
        assertFalse(kinds.add(4));
        assertTrue(kinds.add(100));
        assertFalse(kinds.contains(6), "nobody asked for it");
        for (long kind : new long[] {2, 4, 8, 10, 12, 14, 16, 100}) assertTrue(kinds.contains(kind), "" + kind);
    }

    @Test
    void whatIsRemovedLeavesRoomForOne() {
        for (long kind = 2; kind <= 16; kind += 2) kinds.add(kind);
        kinds.remove(8);
        kinds.add(100);
        int left = 0;
        for (long kind = 2; kind <= 16; kind += 2) left += kinds.contains(kind) ? 1 : 0;
        assertEquals(7, left);
    }
}
