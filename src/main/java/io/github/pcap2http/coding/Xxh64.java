package io.github.pcap2http.coding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** XXH64 with seed 0, the hash of Zstandard's content checksum (RFC 8878, section 3.1.1), of bytes that come in pieces. */
final class Xxh64 {
    private static final long P1 = 0x9e3779b185ebca87L;
    private static final long P2 = 0xc2b2ae3d27d4eb4fL;
    private static final long P3 = 0x165667b19e3779f9L;
    private static final long P4 = 0x85ebca77c2b2ae63L;
    private static final long P5 = 0x27d4eb2f165667c5L;
    private static final int STRIPE = 32;
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] stripe = new byte[STRIPE];
    private long v1 = P1 + P2;
    private long v2 = P2;
    private long v3;
    private long v4 = -P1;
    private long total;

    void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int held = (int) (total % STRIPE);
            int n = Math.min(STRIPE - held, end - at);
            if (n == STRIPE) {
                take(bytes, at);
            } else {
                System.arraycopy(bytes, at, stripe, held, n);
                if (held + n == STRIPE) take(stripe, 0);
            }
            at += n;
            total += n;
        }
    }

    private void take(byte[] bytes, int at) {
        v1 = round(v1, (long) INT64.get(bytes, at));
        v2 = round(v2, (long) INT64.get(bytes, at + 8));
        v3 = round(v3, (long) INT64.get(bytes, at + 16));
        v4 = round(v4, (long) INT64.get(bytes, at + 24));
    }

    long value() {
        long h = total < STRIPE ? P5 : merged();
        h += total;
        int held = (int) (total % STRIPE);
        int i = 0;
        for (; i + 8 <= held; i += 8) h = Long.rotateLeft(h ^ round(0, (long) INT64.get(stripe, i)), 27) * P1 + P4;
        for (; i + 4 <= held; i += 4) h = Long.rotateLeft(h ^ ((int) INT32.get(stripe, i) & 0xffff_ffffL) * P1, 23) * P2 + P3;
        for (; i < held; i++) h = Long.rotateLeft(h ^ (stripe[i] & 0xff) * P5, 11) * P1;
        h = (h ^ h >>> 33) * P2;
        h = (h ^ h >>> 29) * P3;
        return h ^ h >>> 32;
    }

    private long merged() {
        long h = Long.rotateLeft(v1, 1) + Long.rotateLeft(v2, 7) + Long.rotateLeft(v3, 12) + Long.rotateLeft(v4, 18);
        for (long v : new long[] {v1, v2, v3, v4}) h = (h ^ round(0, v)) * P1 + P4;
        return h;
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * P2, 31) * P1;
    }
}
