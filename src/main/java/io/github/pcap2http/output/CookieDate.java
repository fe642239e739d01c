package io.github.pcap2http.output;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;

/** Dates of cookies in whatever form servers send them, read as browsers do (RFC 6265, section 5.1.1): parts in any order. */
final class CookieDate {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final int MONTH_LETTERS = 3;
    private static final byte[] ISO = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);

    private final String text;
    private int hour = -1;
    private int minute;
    private int second;
    private int day;
    private int month;
    private int year = -1;

    private CookieDate(String text) {
        this.text = text;
    }

    /** @return the date in ISO 8601, such as {@code 2031-06-09T10:18:14.000Z}; null when it is none */
    static String iso(String text) {
        CookieDate date = new CookieDate(text);
        for (int end = 0; end < text.length(); end++) {
            int from = end;
            while (end < text.length() && !isDelimiter(text.charAt(end))) end++;
            if (end > from) date.take(from, end);
        }
        return date.iso();
    }

    private static boolean isDelimiter(char c) {
        return c == '\t' || c >= ' ' && c < 0x7f && c != ':' && !Character.isLetterOrDigit(c);
    }

    private void take(int from, int end) {
        if (hour < 0 && takeTime(from, end)) return;
        int digits = digits(from, end);
        if (day == 0 && (digits == 1 || digits == 2)) {
            day = number(from, digits);
        } else if (month == 0 && month(from, end) > 0) {
            month = month(from, end);
        } else if (year < 0 && digits >= 2 && digits <= 4) {
            int number = number(from, digits);
            year = number >= 100 ? number : number >= 70 ? 1900 + number : 2000 + number;
        }
    }

    /** {@code 1*2DIGIT ":" 1*2DIGIT ":" 1*2DIGIT} and anything that is no digit behind it. */
    private boolean takeTime(int from, int end) {
        int hours = digits(from, end);
        int minutes = from + hours + 1;
        if (!isPart(hours) || !isColon(minutes - 1, end)) return false;
        int digits = digits(minutes, end);
        int seconds = minutes + digits + 1;
        if (!isPart(digits) || !isColon(seconds - 1, end) || !isPart(digits(seconds, end))) return false;
        hour = number(from, hours);
        minute = number(minutes, digits);
        second = number(seconds, digits(seconds, end));
        return true;
    }

    private static boolean isPart(int digits) {
        return digits == 1 || digits == 2;
    }

    private boolean isColon(int at, int end) {
        return at < end && text.charAt(at) == ':';
    }

    /** @return how many there are */
    private int digits(int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        return at - from;
    }

    private int number(int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) number = number * 10 + text.charAt(i) - '0';
        return number;
    }

    /** @return 1 to 12; 0 when it begins as none */
    private int month(int from, int end) {
        if (end - from < MONTH_LETTERS) return 0;
        char first = lower(text.charAt(from));
        char second = lower(text.charAt(from + 1));
        char third = lower(text.charAt(from + 2));
        for (int i = 0; i < MONTHS.length(); i += MONTH_LETTERS) {
            if (third == MONTHS.charAt(i + 2) && second == MONTHS.charAt(i + 1) && first == MONTHS.charAt(i)) return i / MONTH_LETTERS + 1;
        }
        return 0;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }

    private String iso() {
        boolean date = day > 0 && month > 0 && year >= 1601 && day <= YearMonth.of(year, month).lengthOfMonth();   // not so 31 February
        if (!date || hour < 0 || hour > 23 || minute > 59 || second > 59) return null;
        byte[] iso = ISO.clone();
        two(year / 100, iso, 0);
        two(year % 100, iso, 2);
        two(month, iso, 5);
        two(day, iso, 8);
        two(hour, iso, 11);
        two(minute, iso, 14);
        two(second, iso, 17);
        return new String(iso, StandardCharsets.ISO_8859_1);
    }

    private static void two(int number, byte[] iso, int at) {
        iso[at] += number / 10;
        iso[at + 1] += number % 10;
    }
}
