package io.github.pcap2http.capture;

import java.util.ArrayList;
import java.util.List;

/** What is to be said about the inputs, one line each. A file that is damaged all over gets so many lines and a sum. */
final class Remarks {
    private static final int LIMIT = 20;

    private final String input;
    private final Lines lines;

    /** The lines of all inputs of a run. */
    private static final class Lines {
        final String run;
        final List<String> first = new ArrayList<>();
        long more;
        boolean damaged;

        Lines(String run) {
            this.run = run;
        }
    }

    /** @param run name of the input, or of several */
    Remarks(String run) {
        this(run, new Lines(run));
    }

    private Remarks(String input, Lines lines) {
        this.input = input;
        this.lines = lines;
    }

    /** @return where to put what is said about {@code input}, whose name its lines start with */
    Remarks on(String input) {
        return new Remarks(input, lines);
    }

    void add(String text) {
        line(input + ": " + text);
    }

    /** @param line names its input itself */
    void line(String line) {
        if (lines.first.size() < LIMIT) lines.first.add(line);
        else lines.more++;
    }

    void damage(String text) {
        add(text);
        setDamaged();
    }

    void setDamaged() {
        lines.damaged = true;
    }

    boolean damaged() {
        return lines.damaged;
    }

    List<String> lines() {
        if (lines.more == 0) return List.copyOf(lines.first);
        List<String> all = new ArrayList<>(lines.first);
        all.add(lines.run + ": and " + lines.more + " remarks more like these");
        return all;
    }
}
