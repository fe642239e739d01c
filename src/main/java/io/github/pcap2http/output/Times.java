package io.github.pcap2http.output;

import java.time.LocalDate;

/** Times and durations as HAR has them. All arguments are in nanoseconds. The day is mostly that of the time before, so it is kept. */
final class Times {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final byte[] MINUS_ONE = JsonBuffer.literal("-1");

    private static final long SECONDS_PER_DAY = 86_400;

    private long day = Long.MIN_VALUE;   // since 1970
    private byte[] upToHour;

    /** A string such as {@code "2024-05-06T07:08:09.123456Z"}: always six digits, which all readers take, the rest cut off. */
    void iso(long nanosSince1970, JsonBuffer json) {
        long seconds = Math.floorDiv(nanosSince1970, NANOS_PER_SECOND);
        long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
        if (days != day) {
            day = days;
            upToHour = JsonBuffer.literal("'" + LocalDate.ofEpochDay(days) + "T");
        }
        int second = (int) (seconds - days * SECONDS_PER_DAY);
        int micros = (int) ((nanosSince1970 - seconds * NANOS_PER_SECOND) / 1000);
        json.raw(upToHour).digits(second / 3600, 2).raw(':').digits(second / 60 % 60, 2).raw(':').digits(second % 60, 2);
        json.raw('.').digits(micros, 6).raw('Z').raw('"');
    }

    /** Milliseconds as an exact decimal number, such as {@code 0.3} or {@code 1204.000001}; -1 for what is negative. */
    static void millis(long nanos, JsonBuffer json) {
        if (nanos < 0) {
            json.raw(MINUS_ONE);
            return;
        }
        long whole = nanos / NANOS_PER_MILLI;
        long fraction = nanos - whole * NANOS_PER_MILLI;
        json.number(whole);
        if (fraction > 0) json.raw('.').digits(fraction, 6).withoutZeros();
    }
}
