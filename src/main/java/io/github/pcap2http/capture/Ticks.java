package io.github.pcap2http.capture;

/** Unit of the timestamps of a pcapng interface (option if_tsresol). */
final class Ticks {
    private static final long SECOND = 1_000_000_000L;   // nanoseconds

    static final Ticks MICROS = new Ticks(6);

    private final int resolution;
    private final long nanosPerTick;   // 0: less than one, or not a whole number
    private final long most;   // ticks that are not too many nanoseconds

    /** @param resolution 0 to 255: with the upper bit, a second has 2 to the power of the lower seven ticks, without it 10 to that power */
    Ticks(int resolution) {
        this.resolution = resolution;
        nanosPerTick = resolution <= 9 ? power(9 - resolution) : 0;
        most = nanosPerTick == 0 ? -1 : Long.MAX_VALUE / nanosPerTick;
    }

    /** @param count unsigned. @return as nanoseconds, rounded down; {@link Long#MAX_VALUE} when there are more */
    long nanos(long count) {
        return count >= 0 && count <= most ? count * nanosPerTick : rarerNanos(count);
    }

    private long rarerNanos(long count) {
        int exponent = resolution & 0x7f;
        if ((resolution & 0x80) != 0) return binary(count, exponent);
        if (exponent <= 9) return multiplied(count, power(9 - exponent));
        return exponent > 28 ? 0 : Long.divideUnsigned(count, power(exponent - 9));
    }

    /** @return so many seconds as nanoseconds, or the greatest or smallest number there is */
    static long saturatedNanos(long seconds) {
        long most = Long.MAX_VALUE / SECOND;
        if (seconds > most) return Long.MAX_VALUE;
        return seconds < -most ? Long.MIN_VALUE : seconds * SECOND;
    }

    private static long binary(long count, int exponent) {
        if (exponent == 0) return multiplied(count, SECOND);
        if (exponent > 63) return binary(exponent > 126 ? 0 : count >>> exponent - 63, 63);
        long seconds = count >>> exponent;
        long fraction = count & (1L << exponent) - 1;
        long nanos = Math.multiplyHigh(fraction, SECOND) << 64 - exponent | fraction * SECOND >>> exponent;
        return seconds >= Long.MAX_VALUE / SECOND ? Long.MAX_VALUE : seconds * SECOND + nanos;
    }

    private static long multiplied(long count, long by) {
        return Long.compareUnsigned(count, Long.MAX_VALUE / by) > 0 ? Long.MAX_VALUE : count * by;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
