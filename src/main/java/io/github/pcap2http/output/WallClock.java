package io.github.pcap2http.output;

import java.time.LocalDate;
import java.util.TimeZone;

/** Times for people, by the clock on a wall. The text of a second is kept for the times after it. */
public final class WallClock {
    private static final int SECONDS_PER_DAY = 86_400;

    private final TimeZone zone;
    private final boolean date;
    private long second;   // since 1970, that upToSecond tells
    private String upToSecond;   // null: none yet

    /** @param date whether to show it */
    public WallClock(TimeZone zone, boolean date) {
        this.zone = zone;
        this.date = date;
    }

    /** @param nanos since 1970 UTC. @return such as {@code 2024-01-01 00:00:00.000} */
    String time(long nanos) {
        tellSecond(nanos);
        long millis = Math.floorMod(nanos, 1_000_000_000L) / 1_000_000;
        return upToSecond + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis;
    }

    /** @return such as {@code 2024-01-01 00:00:00.000000} */
    public String exactTime(long nanos) {
        tellSecond(nanos);
        String micros = String.valueOf(1_000_000 + Math.floorMod(nanos, 1_000_000_000L) / 1000);
        return upToSecond + "." + micros.substring(1);
    }

    private void tellSecond(long nanos) {
        long inSeconds = Math.floorDiv(nanos, 1_000_000_000L);
        if (upToSecond != null && inSeconds == second) return;
        second = inSeconds;
        upToSecond = dateAndTime(inSeconds + zone.getOffset(inSeconds * 1000) / 1000);
    }

    /** @param seconds since 1970 by the clock on the wall */
    private String dateAndTime(long seconds) {
        int second = Math.floorMod(seconds, SECONDS_PER_DAY);
        String day = date ? LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY)) + " " : "";
        return day + twoDigits(second / 3600) + ":" + twoDigits(second / 60 % 60) + ":" + twoDigits(second % 60);
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
