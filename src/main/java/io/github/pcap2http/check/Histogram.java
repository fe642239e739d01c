package io.github.pcap2http.check;

/** Counts values, so that percentiles can be asked for whatever their number; what is told is within 0.05 % of the truth. */
public final class Histogram {
    private static final int BITS = 10;   // of a value that tell its bucket, beside its magnitude
    private static final int STEPS = 1 << BITS;

    private final long[] buckets = new long[(64 - BITS) * STEPS];
    private long count;

    /** @param value 0 or more */
    public void add(long value, long times) {
        int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(value | 1) - BITS);
        buckets[shift * STEPS + (int) (value >>> shift)] += times;
        count += times;
    }

    /** @return the value that so many are not more than; of none, 0. @param rank from 1 */
    public double at(long rank) {
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank) return middle(i);
        }
        return 0;
    }

    private static double middle(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        long first = (long) (bucket - shift * STEPS) << shift;
        return first + ((1L << shift) - 1) / 2.0;
    }
}
