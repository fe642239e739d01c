package io.github.pcap2http.output;

import java.util.Locale;

/** Sizes and durations in few characters, for people. */
final class Amounts {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Amounts() { }

    /** @return such as {@code 512 B}, {@code 1.2 kB}, {@code 34 MB}; a kB is 1000 bytes */
    static String bytes(long count) {
        if (count < 1000) return count + " B";
        double amount = count / 1000.0;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 9.95 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    /** @return such as {@code 0.2 ms}, {@code 1204 ms}, {@code 75.3 s} */
    static String duration(long nanos) {
        double millis = (double) nanos / NANOS_PER_MILLI;
        if (millis < 0.05) return "<0.1 ms";
        if (millis < 9.95) return String.format(Locale.ROOT, "%.1f ms", millis);
        if (millis < 9_999.5) return String.format(Locale.ROOT, "%.0f ms", millis);
        return String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }
}
