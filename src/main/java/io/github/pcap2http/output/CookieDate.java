package io.github.pcap2http.output;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.StringTokenizer;

/** Dates of cookies in whatever form servers send them, read as browsers do (RFC 6265, section 5.1.1): parts in any order. */
final class CookieDate {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String DELIMITERS = delimiters();

    private int hour = -1;
    private int minute;
    private int second;
    private int day;
    private int month;
    private int year = -1;

    private CookieDate() { }

    /** @return the date in ISO 8601, such as {@code 2031-06-09T10:18:14.000Z}; null when it is none */
    static String iso(String text) {
        CookieDate date = new CookieDate();
        StringTokenizer tokens = new StringTokenizer(text, DELIMITERS);
        while (tokens.hasMoreTokens()) date.take(tokens.nextToken());
        return date.iso();
    }

    private void take(String token) {
        if (hour < 0 && takeTime(token)) return;
        int digits = digits(token, 0);
        if (day == 0 && (digits == 1 || digits == 2)) {
            day = Integer.parseInt(token.substring(0, digits));
        } else if (month == 0 && isMonth(token)) {
            month = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT)) / 3 + 1;
        } else if (year < 0 && digits >= 2 && digits <= 4) {
            int number = Integer.parseInt(token.substring(0, digits));
            year = number >= 100 ? number : number >= 70 ? 1900 + number : 2000 + number;
        }
    }

    /** {@code 1*2DIGIT ":" 1*2DIGIT ":" 1*2DIGIT} and anything that is no digit behind it. */
    private boolean takeTime(String token) {
        int[] parts = new int[3];
        int at = 0;
        for (int i = 0; i < 3; i++) {
            int digits = digits(token, at);
            if (digits == 0 || digits > 2) return false;
            parts[i] = Integer.parseInt(token.substring(at, at + digits));
            at += digits;
            if (i < 2 && (at == token.length() || token.charAt(at++) != ':')) return false;
        }
        hour = parts[0];
        minute = parts[1];
        second = parts[2];
        return true;
    }

    private static int digits(String token, int from) {
        int at = from;
        while (at < token.length() && token.charAt(at) >= '0' && token.charAt(at) <= '9') at++;
        return at - from;
    }

    private static boolean isMonth(String token) {
        int found = token.length() < 3 ? -1 : MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
        return found >= 0 && found % 3 == 0;
    }

    private String iso() {
        if (hour < 0 || day == 0 || month == 0 || year < 1601) return null;
        try {
            LocalDateTime.of(year, month, day, hour, minute, second);
        } catch (DateTimeException e) {
            return null;   // 31 February
        }
        return String.format(Locale.ROOT, "%04d-%02d-%02dT%02d:%02d:%02d.000Z", year, month, day, hour, minute, second);
    }

    private static String delimiters() {
        StringBuilder all = new StringBuilder("\t");
        for (char c = 0x20; c < 0x7f; c++) {
            if (!Character.isLetterOrDigit(c) && c != ':') all.append(c);
        }
        return all.toString();
    }
}
