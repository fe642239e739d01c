package io.github.pcap2http.correlate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Puts each of some items into a place of its own, where each fits into some places only; tells what has no choice. */
final class Matching {
    private final List<int[]> choices;
    private final int[] holder;   // by place: the item that has it; -1: free

    /** @param choices for each item, the places from 0 to before {@code places} into which it fits */
    Matching(List<int[]> choices, int places) {
        this.choices = choices;
        this.holder = new int[places];
        Arrays.fill(holder, -1);
    }

    /** @return for each item the one place that it must have if all are to have one, or -1 when it has a choice; null when not all can have one */
    int[] forced() {
        for (int item = 0; item < choices.size(); item++) {
            if (!place(item, -1, new BitSet())) return null;
        }
        int[] forced = new int[choices.size()];
        Arrays.fill(forced, -1);
        int[] kept = holder.clone();
        for (int place = 0; place < kept.length; place++) {
            int item = kept[place];
            if (item < 0) continue;
            System.arraycopy(kept, 0, holder, 0, kept.length);
            holder[place] = -1;
            if (!place(item, place, new BitSet())) forced[item] = place;
        }
        return forced;
    }

    /** Finds a place for {@code item}, moving others if need be. @param closed a place that it may not have; -1: none */
    private boolean place(int item, int closed, BitSet tried) {
        for (int place : choices.get(item)) {
            if (place == closed || tried.get(place)) continue;
            tried.set(place);
            if (holder[place] < 0 || place(holder[place], -1, tried)) {
                holder[place] = item;
                return true;
            }
        }
        return false;
    }
}
