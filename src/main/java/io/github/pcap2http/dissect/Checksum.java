package io.github.pcap2http.dissect;

import io.github.pcap2http.bytes.Bytes;

/** The Internet checksum (RFC 1071). */
final class Checksum {
    private Checksum() { }

    /** @return the sum of all 16-bit words, folded, not inverted: 0xffff where a checksum in it is right */
    static int sum(Bytes bytes, int from, int to, long begin) {
        long sum = begin;
        int at = from;
        for (; at + 1 < to; at += 2) sum += bytes.uint16(at);
        if (at < to) sum += (long) bytes.uint8(at) << 8;
        while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
        return (int) sum;
    }
}
