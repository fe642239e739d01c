package io.github.pcap2http.check;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of an assertion.
 *
 * @param expression as it was typed
 * @param broken whether what it speaks of was so
 * @param found what was found, for a person, such as {@code p95(ttfb) is 312.5 ms}
 * @param offenders exchanges that it is broken by, the first or the worst, at most {@value #MOST}; empty where it is not broken, or not by any
 * @param others how many more there are
 */
public record Verdict(String expression, boolean broken, String found, List<Offender> offenders, long others) {
    static final int MOST = 20;
    private static final int SHOWN = 5;

    /** @param id of the exchange. @param text what it is, in one line, not escaped */
    public record Offender(String id, String text) { }

    /** @return what to tell of a broken one, in one line */
    public String line() {
        String ids = offenders.stream().limit(SHOWN).map(Offender::id).collect(Collectors.joining(", "));
        long more = offenders.size() + others - Math.min(SHOWN, offenders.size());
        return "assertion failed: " + expression + ": " + found + (ids.isEmpty() ? "" : ": " + ids) + (more > 0 ? " and " + more + " more" : "");
    }
}
