package io.github.pcap2http.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of an array at a time, for walks over many. It pays where a walk is long: the first use costs some milliseconds, and each one
 * costs five to twenty times a plain array's until the thorough compiler has been there.
 */
public final class Eights {
    /** Bytes of a walk for which one at a time is as good. */
    public static final int WORTH = 512;

    private static final VarHandle LITTLE_ENDIAN = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Eights() { }

    /** @return the bytes from {@code at}, the first of them the lowest of the number */
    public static long get(byte[] array, int at) {
        return (long) LITTLE_ENDIAN.get(array, at);
    }

    public static void set(byte[] array, int at, long eight) {
        LITTLE_ENDIAN.set(array, at, eight);
    }
}
