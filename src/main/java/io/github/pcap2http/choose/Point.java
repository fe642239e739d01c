package io.github.pcap2http.choose;

import io.github.pcap2http.typed.TimeSpan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** A point of time as people type it: {@code +30s} from the beginning, {@code 08:47:10}, {@code 2026-11-21T08:47:10.5}, with {@code Z} or {@code +01:00} behind it. */
final class Point {
    private static final long SECOND = 1_000_000_000L;
    private static final long HALF_DAY = 12 * 3600 * SECOND;

    private final Long offset;         // nanoseconds from the beginning; one of these four is not null
    private final Instant instant;
    private final LocalDateTime local;
    private final LocalTime ofDay;
    private final boolean end;         // of what is wanted
    private long nanos;                // since 1970 UTC, once known
    private boolean known;

    private Point(Long offset, Instant instant, LocalDateTime local, LocalTime ofDay, boolean end) {
        this.offset = offset;
        this.instant = instant;
        this.local = local;
        this.ofDay = ofDay;
        this.end = end;
    }

    static Point of(String text, boolean end) throws ChoiceException {
        if (text.startsWith("+")) {
            Long offset = TimeSpan.parse(text.substring(1));
            if (offset != null) return new Point(offset, null, null, null, end);
        }
        String iso = text.trim().replace(' ', 'T');
        try {
            if (iso.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)")) return new Point(null, zoned(iso), null, null, end);
            if (iso.indexOf('T') >= 0) return new Point(null, null, LocalDateTime.parse(iso), null, end);
            if (iso.matches("\\d{4}-.*")) return new Point(null, null, LocalDate.parse(iso).atStartOfDay(), null, end);
            return new Point(null, null, null, LocalTime.parse(iso), end);
        } catch (DateTimeException e) {
            throw new ChoiceException("is no time; write +30s from the beginning, 08:47, 08:47:10.5, 2026-11-21T08:47:10, or that with Z or +01:00 behind it");
        }
    }

    private static Instant zoned(String iso) {
        int zone = Math.max(iso.lastIndexOf('Z'), Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-')));
        String offset = iso.substring(zone);
        return OffsetDateTime.of(LocalDateTime.parse(iso.substring(0, zone)), ZoneOffset.of(offset)).toInstant();
    }

    /** @return nanoseconds since 1970 UTC */
    long nanos(Setting setting) {
        if (!known) nanos = resolve(setting);
        known = true;
        return nanos;
    }

    private long resolve(Setting setting) {
        long began = setting.beganNanos().getAsLong();
        if (offset != null) return began + offset;
        if (instant != null) return nanos(instant);
        if (local != null) return nanos(local.atZone(setting.zone()).toInstant());
        return ofDay(began, setting.zone());
    }

    /** On the day of the beginning; on the next one what else would not be meant, since it is over before, or was so long ago. */
    private long ofDay(long began, ZoneId zone) {
        ZonedDateTime first = Instant.ofEpochSecond(Math.floorDiv(began, SECOND), Math.floorMod(began, SECOND)).atZone(zone);
        long sameDay = nanos(first.toLocalDate().atTime(ofDay).atZone(zone).toInstant());
        boolean tooEarly = end ? sameDay < began : sameDay < began - HALF_DAY;
        return tooEarly ? nanos(first.toLocalDate().plusDays(1).atTime(ofDay).atZone(zone).toInstant()) : sameDay;
    }

    /** What is beyond the years that nanoseconds can tell is before or after all captures. */
    private static long nanos(Instant instant) {
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
        } catch (ArithmeticException e) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
