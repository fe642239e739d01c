package io.github.pcap2http.bytes;

/**
 * Numbers in network byte order. By plain arithmetic: a view of the array as numbers (VarHandle) is as fast once it was compiled by the
 * thorough compiler, but takes five to twenty times as long before that, and so long a small capture is read.
 */
public final class BigEndian {
    private BigEndian() { }

    /** @return 0 to 65535 */
    public static int uint16(byte[] array, int at) {
        return (array[at] & 0xff) << 8 | array[at + 1] & 0xff;
    }

    public static int int32(byte[] array, int at) {
        return array[at] << 24 | (array[at + 1] & 0xff) << 16 | (array[at + 2] & 0xff) << 8 | array[at + 3] & 0xff;
    }

    public static long int64(byte[] array, int at) {
        return (long) int32(array, at) << 32 | int32(array, at + 4) & 0xffff_ffffL;
    }
}
