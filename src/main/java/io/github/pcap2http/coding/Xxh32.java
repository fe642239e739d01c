package io.github.pcap2http.coding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** XXH32 with seed 0, the hash of LZ4 frames, of bytes that come in pieces. */
final class Xxh32 {
    private static final int P1 = 0x9e3779b1;
    private static final int P2 = 0x85ebca77;
    private static final int P3 = 0xc2b2ae3d;
    private static final int P4 = 0x27d4eb2f;
    private static final int P5 = 0x165667b1;
    private static final int STRIPE = 16;
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] stripe = new byte[STRIPE];
    private int v1 = P1 + P2;
    private int v2 = P2;
    private int v3;
    private int v4 = -P1;
    private long total;

    static int of(byte[] bytes, int offset, int length) {
        Xxh32 hash = new Xxh32();
        hash.update(bytes, offset, length);
        return hash.value();
    }

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
        v1 = round(v1, (int) INT32.get(bytes, at));
        v2 = round(v2, (int) INT32.get(bytes, at + 4));
        v3 = round(v3, (int) INT32.get(bytes, at + 8));
        v4 = round(v4, (int) INT32.get(bytes, at + 12));
    }

    int value() {
        int h = total < STRIPE ? P5
            : Integer.rotateLeft(v1, 1) + Integer.rotateLeft(v2, 7) + Integer.rotateLeft(v3, 12) + Integer.rotateLeft(v4, 18);
        h += (int) total;
        int held = (int) (total % STRIPE);
        int i = 0;
        for (; i + 4 <= held; i += 4) h = Integer.rotateLeft(h + (int) INT32.get(stripe, i) * P3, 17) * P4;
        for (; i < held; i++) h = Integer.rotateLeft(h + (stripe[i] & 0xff) * P5, 11) * P1;
        h = (h ^ h >>> 15) * P2;
        h = (h ^ h >>> 13) * P3;
        return h ^ h >>> 16;
    }

    private static int round(int accumulator, int input) {
        return Integer.rotateLeft(accumulator + input * P2, 13) * P1;
    }
}
