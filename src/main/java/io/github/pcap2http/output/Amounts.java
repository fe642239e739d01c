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
        if (count < 9_950) return tenths((count + 50) / 100, " kB");
        if (count < 999_500) return (count + 500) / 1000 + " kB";
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
        if (nanos < 50_000) return "<0.1 ms";
        if (nanos < 9_950_000) return tenths((nanos + 50_000) / 100_000, " ms");
        if (nanos < 9_999_500_000L) return (nanos + 500_000) / NANOS_PER_MILLI + " ms";
        return String.format(Locale.ROOT, "%.1f s", (double) nanos / NANOS_PER_MILLI / 1000);
    }

    private static String tenths(long count, String unit) {
        return count / 10 + "." + count % 10 + unit;
    }
}
