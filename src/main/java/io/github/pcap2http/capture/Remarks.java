package io.github.pcap2http.capture;

import java.util.ArrayList;
import java.util.List;

/** What is to be said about an input, one line each. A file that is damaged all over gets so many lines and a sum. */
final class Remarks {
    private static final int LIMIT = 20;

    private final String input;
    private final List<String> lines = new ArrayList<>();
    private long more;
    private boolean damaged;

    /** @param input name of the input, which every line starts with */
    Remarks(String input) {
        this.input = input;
    }

    void add(String text) {
        if (lines.size() < LIMIT) lines.add(input + ": " + text);
        else more++;
    }

    void damage(String text) {
        damaged = true;
        add(text);
    }

    boolean damaged() {
        return damaged;
    }

    List<String> lines() {
        if (more == 0) return List.copyOf(lines);
        List<String> all = new ArrayList<>(lines);
        all.add(input + ": and " + more + " remarks more like these");
        return all;
    }
}
