package io.github.pcap2http.harfile;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates of HARs: ISO 8601 as HAR has it, and what other writers make of it. */
final class Dates {
    /** No date, in nanoseconds. */
    static final long NONE = Long.MIN_VALUE;

    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?\\s*"
        + "(Z|z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{9,13}(\\.\\d+)?");
    private static final double LEAST_MILLIS = 1e11;   // smaller numbers are seconds
    private static final int FIRST_YEAR = 1700;   // what nanoseconds of a long reach back and forth to
    private static final int LAST_YEAR = 2261;

    private Dates() { }

    /** @return whether {@code text} says in which zone it is meant */
    static boolean hasZone(String text) {
        Matcher iso = ISO.matcher(text.strip());
        return !iso.matches() || iso.group(8) != null;
    }

    /** @param text with or without a zone, which then is UTC; or seconds or milliseconds since 1970. @return nanoseconds since 1970; {@link #NONE} */
    static long nanos(String text) {
        String date = text.strip();
        try {
            Matcher iso = ISO.matcher(date);
            if (iso.matches()) return of(iso);
            if (NUMBER.matcher(date).matches()) {
                double number = Double.parseDouble(date);
                return Math.round(number * (number < LEAST_MILLIS ? 1e6 : 1e3)) * 1000;   // a double has no more than microseconds
            }
            ZonedDateTime mail = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
            return inRange(mail.getYear()) ? mail.toEpochSecond() * 1_000_000_000L : NONE;
        } catch (DateTimeException | NumberFormatException e) {
            return NONE;
        }
    }

    private static long of(Matcher iso) {
        int year = number(iso, 1);
        if (!inRange(year)) return NONE;
        LocalDateTime local = LocalDateTime.of(year, number(iso, 2), number(iso, 3), number(iso, 4), number(iso, 5), Math.min(number(iso, 6), 59));
        String fraction = iso.group(7) == null ? "" : iso.group(7);
        long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
        return local.toEpochSecond(zone(iso.group(8))) * 1_000_000_000L + nanos;
    }

    private static boolean inRange(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private static ZoneOffset zone(String zone) {
        return zone == null || Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }

    private static int number(Matcher iso, int group) {
        return iso.group(group) == null ? 0 : Integer.parseInt(iso.group(group));
    }
}
