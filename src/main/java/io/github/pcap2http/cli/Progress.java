package io.github.pcap2http.cli;

import io.github.pcap2http.typed.ByteSize;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line of a terminal that says how far the work is. It appears when the work proves to be long, and goes when it is done. May be
 * called by any thread.
 */
final class Progress {
    private static final long FIRST_NANOS = 2_000_000_000L;
    private static final long STEP_NANOS = 250_000_000L;
    private static final double NEWEST = 0.1;   // of the rate: what the last step counts. The start is slow, and says little about the rest
    private static final String CLEAR = "\r\033[K";
    private static final String CUT = "\033[?7l";    // what is too long for the terminal is not to go on in its next line
    private static final String WRAP = "\033[?7h";

    private final PrintStream terminal;
    private final long total;
    private final LongSupplier nanoTime;
    private final long began;
    private long next;
    private long lastNanos;
    private long lastBytes;
    private double rate;   // bytes a second; 0: not known
    private boolean shown;
    private boolean done;

    /** @param total bytes of the input; 0 when they are not known; @param nanoTime as {@link System#nanoTime} */
    Progress(PrintStream terminal, long total, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.total = total;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.next = began + FIRST_NANOS;
        this.lastNanos = began;
    }

    synchronized void at(long bytes, long exchanges) {
        long now = nanoTime.getAsLong();
        if (done || now - next < 0) return;
        next = now + STEP_NANOS;
        double newest = (bytes - lastBytes) * 1e9 / (now - lastNanos);
        rate = rate == 0 ? newest : rate + NEWEST * (newest - rate);
        lastNanos = now;
        lastBytes = bytes;
        show(line(bytes, exchanges));
    }

    /** All was read; what is still to do has no measure. Shown only where the reading was long. */
    synchronized void finishing(long bytes, long exchanges) {
        if (shown && !done) show(ByteSize.show(bytes) + " read, " + exchanges + " exchanges, writing");
    }

    private void show(String line) {
        shown = true;
        terminal.print(CLEAR + CUT + line + WRAP);
        terminal.flush();
    }

    private String line(long bytes, long exchanges) {
        String of = total > 0 ? " of " + ByteSize.show(total) : "";
        String left = total > bytes && rate >= 1 ? ", " + time((long) Math.ceil((total - bytes) / rate)) + " left" : "";
        return ByteSize.show(bytes) + of + ", " + ByteSize.show((long) rate) + "/s, " + exchanges + " exchanges" + left;
    }

    private static String time(long seconds) {
        return seconds < 90 ? seconds + " s" : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }

    /** Takes the line away for good, so that other text can be written. */
    synchronized void clear() {
        if (shown && !done) {
            terminal.print(CLEAR);
            terminal.flush();
        }
        done = true;
    }
}
