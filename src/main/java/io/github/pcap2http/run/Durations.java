package io.github.pcap2http.run;

/** Counts durations, so that quantiles can be asked for whatever their number; what is told is within 2 % of the truth. */
final class Durations {
    private static final int BITS = 5;   // of a duration that tell its bucket, beside its magnitude
    private static final int STEPS = 1 << BITS;

    private final int[] buckets = new int[(64 - BITS) * STEPS];
    private long count;

    /** @param nanos less than 0 counts as 0 */
    void add(long nanos) {
        buckets[bucket(Math.max(0, nanos))]++;
        count++;
    }

    private static int bucket(long nanos) {
        int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(nanos | 1) - BITS);
        return shift * STEPS + (int) (nanos >>> shift);
    }

    /** @param share 0 to 1. @return the duration that so many are not longer than, in nanoseconds; -1 when none was counted */
    long quantile(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < buckets.length && count > 0; i++) {
            seen += buckets[i];
            if (seen >= Math.max(1, rank)) return middle(i);
        }
        return -1;
    }

    private static long middle(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        long first = (long) (bucket - shift * STEPS) << shift;
        return first + ((1L << shift) - 1) / 2;
    }
}
