package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import java.util.zip.CRC32C;

/**
 * Fingerprints of the last four runs of bytes that one side had delivered, to tell whether bytes that are sent again are the same. Runs that
 * start at the same place are compared: over their beginnings when one is shorter, so that a forged answer is noticed as well.
 *
 * <p>They are fields and no array, and how many there were the owner knows: so remembering only writes, and waits for nothing when this
 * object is not in the processor's cache, as nothing is of a connection when hundreds of others had a packet since.
 */
final class DeliveredRuns {
    private static final int BEGINNING = 16;   // bytes

    private int seq0;      // where a run began
    private int length0;   // 0: there is none
    private int begins0;   // fingerprint of its beginning
    private int print0;    // and of all of it
    private int seq1;
    private int length1;
    private int begins1;
    private int print1;
    private int seq2;
    private int length2;
    private int begins2;
    private int print2;
    private int seq3;
    private int length3;
    private int begins3;
    private int print3;

    /**
     * Static, since a call of an object's method would look at the object first.
     *
     * @param before how many runs were remembered; the fourth last gives its place away
     */
    static void remember(DeliveredRuns in, int before, int seq, Bytes bytes) {
        CRC32C crc = new CRC32C();
        int begins = beginning(crc, bytes);
        int print = rest(crc, bytes);
        switch (before & 3) {
            case 0 -> {
                in.seq0 = seq;
                in.length0 = bytes.length();
                in.begins0 = begins;
                in.print0 = print;
            }
            case 1 -> {
                in.seq1 = seq;
                in.length1 = bytes.length();
                in.begins1 = begins;
                in.print1 = print;
            }
            case 2 -> {
                in.seq2 = seq;
                in.length2 = bytes.length();
                in.begins2 = begins;
                in.print2 = print;
            }
            default -> {
                in.seq3 = seq;
                in.length3 = bytes.length();
                in.begins3 = begins;
                in.print3 = print;
            }
        }
    }

    /** @return whether other bytes were delivered at the same place */
    boolean differs(int seq, Bytes again) {
        if (length0 > 0 && seq0 == seq) return differ(length0, begins0, print0, again);
        if (length1 > 0 && seq1 == seq) return differ(length1, begins1, print1, again);
        if (length2 > 0 && seq2 == seq) return differ(length2, begins2, print2, again);
        return length3 > 0 && seq3 == seq && differ(length3, begins3, print3, again);
    }

    private static boolean differ(int length, int begins, int print, Bytes again) {
        CRC32C crc = new CRC32C();
        int beginsAgain = beginning(crc, again);
        if (length == again.length()) return print != rest(crc, again);
        return length >= BEGINNING && again.length() >= BEGINNING && begins != beginsAgain;
    }

    private static int beginning(CRC32C crc, Bytes bytes) {
        crc.update(bytes.array(), bytes.offset(), Math.min(bytes.length(), BEGINNING));
        return (int) crc.getValue();
    }

    private static int rest(CRC32C crc, Bytes bytes) {
        if (bytes.length() > BEGINNING) crc.update(bytes.array(), bytes.offset() + BEGINNING, bytes.length() - BEGINNING);
        return (int) crc.getValue();
    }
}
