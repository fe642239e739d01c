package io.github.pcap2http.typed;

import java.util.Collection;

/** Finds what somebody may have meant. */
public final class Nearest {
    private Nearest() { }

    /** @return the name that takes the fewest edits, at most a third of its length, to be made of {@code typed}; else null */
    public static String of(String typed, Collection<String> names) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int edits = name.startsWith(typed) && typed.length() > 1 ? 1 : edits(typed, name);
            if (edits < least && edits <= Math.max(1, name.length() / 3)) {
                best = name;
                least = edits;
            }
        }
        return best;
    }

    /** Levenshtein's distance, two rows at a time. */
    private static int edits(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) above[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
