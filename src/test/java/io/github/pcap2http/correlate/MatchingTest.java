package io.github.pcap2http.correlate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private static int[] forced(int places, int[]... choices) {
        return new Matching(List.of(choices), places).forced();
    }

    @Test
    void whoHasAChoiceKeepsIt() {
        assertArrayEquals(new int[] {-1, -1}, forced(2, new int[] {0, 1}, new int[] {0, 1}));
    }

    @Test
    void whatIsTakenIsNoChoice() {
        assertArrayEquals(new int[] {0, 1, 2}, forced(3, new int[] {0}, new int[] {0, 1}, new int[] {1, 2, 0}));
    }

    @Test
    void notAllHaveAPlace() {
        assertEquals(null, forced(1, new int[] {0}, new int[] {0}));
    }

    @Test
    void itIsWhatAllAssignmentsHaveInCommon() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int places = 1 + random.nextInt(5);
            int[][] choices = new int[1 + random.nextInt(5)][];
            for (int i = 0; i < choices.length; i++) choices[i] = random.ints(0, places).limit(1 + random.nextInt(places)).distinct().toArray();
            assertArrayEquals(common(choices), forced(places, choices), () -> Arrays.deepToString(choices));
        }
    }

    /** @return what is the same in each assignment, tried one by one; null when there is none */
    private static int[] common(int[][] choices) {
        List<int[]> all = new ArrayList<>();
        assign(choices, new int[choices.length], 0, all);
        if (all.isEmpty()) return null;
        int[] common = all.get(0).clone();
        for (int[] one : all) {
            for (int i = 0; i < common.length; i++) if (one[i] != common[i]) common[i] = -1;
        }
        return common;
    }

    private static void assign(int[][] choices, int[] taken, int item, List<int[]> all) {
        if (item == choices.length) {
            all.add(taken.clone());
            return;
        }
        for (int place : choices[item]) {
            if (Arrays.stream(taken, 0, item).anyMatch(other -> other == place)) continue;
            taken[item] = place;
            assign(choices, taken, item + 1, all);
        }
    }
}
