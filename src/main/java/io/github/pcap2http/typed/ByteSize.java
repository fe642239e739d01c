package io.github.pcap2http.typed;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** Sizes as people type and read them. A lone letter is a power of 1024, as tools for files have it; kB, MB, GB are powers of 1000. */
public final class ByteSize {
    private static final Map<String, Long> UNITS = Map.ofEntries(
        Map.entry("", 1L), Map.entry("b", 1L),
        Map.entry("k", 1L << 10), Map.entry("kib", 1L << 10), Map.entry("kb", 1_000L),
        Map.entry("m", 1L << 20), Map.entry("mib", 1L << 20), Map.entry("mb", 1_000_000L),
        Map.entry("g", 1L << 30), Map.entry("gib", 1L << 30), Map.entry("gb", 1_000_000_000L));

    private ByteSize() { }

    /** @return bytes; null when {@code text} is not a size, or one beyond all files */
    public static Long parse(String text) {
        String size = text.strip().toLowerCase(Locale.ROOT);
        int number = digits(size, 0);   // by hand: the first regular expression of a run costs it ten milliseconds
        if (number > 0 && size.startsWith(".", number) && digits(size, number + 1) > number + 1) number = digits(size, number + 1);
        Long unit = number == 0 ? null : UNITS.get(size.substring(size.startsWith(" ", number) ? number + 1 : number));
        if (unit == null) return null;
        BigDecimal bytes = new BigDecimal(size.substring(0, number)).multiply(BigDecimal.valueOf(unit));
        return bytes.compareTo(BigDecimal.valueOf(1L << 50)) > 0 ? null : Long.valueOf(bytes.longValue());
    }

    /** @return the place behind the digits at {@code from} */
    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') i++;
        return i;
    }

    /** @return such as {@code 12 B}, {@code 3.4 MB}; powers of 1000 */
    public static String show(long bytes) {
        if (bytes < 1000) return bytes + " B";
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < 4) {
            value /= 1000;
            unit++;
        }
        String digits = value < 9.95 ? String.format(Locale.ROOT, "%.1f", value) : String.valueOf(Math.round(value));
        return digits + " " + " kMGT".charAt(unit) + "B";
    }
}
