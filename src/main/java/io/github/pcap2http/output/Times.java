package io.github.pcap2http.output;

import java.time.LocalDate;

/** Times and durations as HAR has them. All arguments are in nanoseconds. The second is mostly that of the time before, so its text is kept. */
final class Times {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int MINUS_ONE = Literal.of("-1");
    private static final int ZONE = Literal.of("Z'");
    private static final int SECONDS_PER_DAY = 86_400;

    private final String before;
    private final int behind;   // a literal
    private long day = Long.MIN_VALUE;   // since 1970
    private long second = Long.MIN_VALUE;   // since 1970
    private byte[] upToSecond;   // with what is before

    Times() {
        this("", ZONE);
    }

    /** @param before what stands in front of each time; @param behind what stands behind it: a literal that begins with the end of the string */
    Times(String before, int behind) {
        this.before = before;
        this.behind = behind;
    }

    /** A string such as {@code "2024-05-06T07:08:09.123456Z"}: always six digits, which all readers take, the rest cut off. */
    void iso(long nanosSince1970, JsonBuffer json) {
        long seconds = Math.floorDiv(nanosSince1970, NANOS_PER_SECOND);
        if (seconds != second) turn(seconds);
        json.raw(upToSecond).sixDigits((int) (nanosSince1970 - seconds * NANOS_PER_SECOND) / 1000).put(behind);
    }

    private void turn(long seconds) {
        long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
        if (days != day) upToSecond = Literal.bytes(before + "'" + LocalDate.ofEpochDay(days) + "T00:00:00.");
        day = days;
        second = seconds;
        int ofDay = (int) (seconds - days * SECONDS_PER_DAY);
        int at = upToSecond.length - "00:00:00.".length();
        twoDigits(ofDay / 3600, at);
        twoDigits(ofDay / 60 % 60, at + 3);
        twoDigits(ofDay % 60, at + 6);
    }

    private void twoDigits(int number, int at) {
        upToSecond[at] = (byte) ('0' + number / 10);
        upToSecond[at + 1] = (byte) ('0' + number % 10);
    }

    /** Milliseconds as an exact decimal number, such as {@code 0.3} or {@code 1204.000001}; -1 for what is negative. */
    static void millis(long nanos, JsonBuffer json) {
        if (nanos < 0) {
            json.put(MINUS_ONE);
            return;
        }
        long whole = nanos / NANOS_PER_MILLI;
        int fraction = (int) (nanos - whole * NANOS_PER_MILLI);
        json.number(whole);
        if (fraction == 0) return;
        json.raw('.');
        int micros = fraction / 1000;   // captures mostly have no nanoseconds
        if (micros * 1000 == fraction) json.threeDigits(micros);
        else json.sixDigits(fraction);
        json.withoutZeros();
    }
}
