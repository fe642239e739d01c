package io.github.pcap2http.typed;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type and read them. A number alone is seconds. */
public final class TimeSpan {
    private static final Pattern SPAN = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([a-z]*)");
    private static final long SECOND = 1_000_000_000L;
    private static final Map<String, Long> UNITS = Map.of("", SECOND, "s", SECOND, "us", 1_000L, "ms", 1_000_000L,
        "m", 60 * SECOND, "min", 60 * SECOND, "h", 3600 * SECOND);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(10_000L * 24 * 3600 * SECOND);

    private TimeSpan() { }

    /** @return nanoseconds; null when {@code text} is not a length of time, or one beyond all captures */
    public static Long parse(String text) {
        Matcher span = SPAN.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = span.matches() ? UNITS.get(span.group(2)) : null;
        if (unit == null) return null;
        BigDecimal nanos = new BigDecimal(span.group(1)).multiply(BigDecimal.valueOf(unit));
        return nanos.compareTo(LONGEST) > 0 ? null : Long.valueOf(nanos.longValue());
    }

    /** @return such as {@code 0.052 ms}, {@code 0.2 ms}, {@code 312.5 ms}, {@code 75.3 s} */
    public static String show(long nanos) {
        double millis = nanos / 1e6;
        if (nanos > 0 && nanos < 100_000) return String.format(Locale.ROOT, "%.3f ms", millis);
        return millis < 10_000 ? String.format(Locale.ROOT, "%.1f ms", millis) : String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }
}
