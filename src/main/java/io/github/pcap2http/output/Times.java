package io.github.pcap2http.output;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times and durations as HAR has them. All arguments are in nanoseconds. */
final class Times {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Times() { }

    /** @return such as {@code 2024-05-06T07:08:09.123456Z}: always six digits, which all readers take, the rest cut off */
    static String iso(long nanosSince1970) {
        long second = Math.floorDiv(nanosSince1970, NANOS_PER_SECOND);
        int micros = (int) (Math.floorMod(nanosSince1970, NANOS_PER_SECOND) / 1000);
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(27);
        padded(time.getYear(), 4, text).append('-');
        padded(time.getMonthValue(), 2, text).append('-');
        padded(time.getDayOfMonth(), 2, text).append('T');
        padded(time.getHour(), 2, text).append(':');
        padded(time.getMinute(), 2, text).append(':');
        padded(time.getSecond(), 2, text).append('.');
        return padded(micros, 6, text).append('Z').toString();
    }

    /** @param nanos not negative; @return milliseconds as an exact decimal number, such as {@code 0.3} or {@code 1204.000001} */
    static String millis(long nanos) {
        long whole = nanos / NANOS_PER_MILLI;
        int fraction = (int) (nanos % NANOS_PER_MILLI);
        if (fraction == 0) return Long.toString(whole);
        StringBuilder text = new StringBuilder(20).append(whole).append('.');
        padded(fraction, 6, text);
        int end = text.length();
        while (text.charAt(end - 1) == '0') end--;
        text.setLength(end);
        return text.toString();
    }

    private static StringBuilder padded(int number, int digits, StringBuilder text) {
        String plain = Integer.toString(number);
        for (int i = plain.length(); i < digits; i++) text.append('0');
        return text.append(plain);
    }
}
