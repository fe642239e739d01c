package io.github.pcap2http.cli;

import java.io.PrintStream;
import java.util.Locale;

/** One line of a terminal that says how far the work is. It appears when the work proves to be long, and goes when it is done. */
final class Progress {
    private static final long FIRST_NANOS = 2_000_000_000L;
    private static final long STEP_NANOS = 250_000_000L;
    private static final String CLEAR = "\r\033[K";

    private final PrintStream terminal;
    private final long total;
    private final long began = System.nanoTime();
    private long next = began + FIRST_NANOS;
    private boolean shown;

    /** @param total bytes of the input; 0 when they are not known */
    Progress(PrintStream terminal, long total) {
        this.terminal = terminal;
        this.total = total;
    }

    void at(long bytes, long exchanges) {
        long now = System.nanoTime();
        if (now - next < 0) return;
        next = now + STEP_NANOS;
        shown = true;
        terminal.print(CLEAR + line(bytes, exchanges, now - began));
        terminal.flush();
    }

    private String line(long bytes, long exchanges, long nanos) {
        double seconds = nanos / 1e9;
        long rate = (long) (bytes / seconds);
        String of = total > 0 ? " of " + ByteSize.show(total) : "";
        String left = total > bytes && rate > 0 ? ", " + time((total - bytes) / rate) + " left" : "";
        return ByteSize.show(bytes) + of + ", " + ByteSize.show(rate) + "/s, " + exchanges + " exchanges" + left;
    }

    private static String time(long seconds) {
        return seconds < 90 ? seconds + " s" : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }

    /** Takes the line away, so that other text can be written. */
    void clear() {
        if (shown) {
            terminal.print(CLEAR);
            terminal.flush();
        }
        shown = false;
    }
}
