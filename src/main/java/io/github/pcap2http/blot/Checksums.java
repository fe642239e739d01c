package io.github.pcap2http.blot;

import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.packet.Envelope;
import io.github.pcap2http.packet.Segment;
import java.util.Arrays;

/**
 * Makes the checksums of a packet fit its new bytes, by what has changed (RFC 1624): what was right stays right, what was wrong, or sums up bytes that were
 * not captured, stays so.
 */
final class Checksums {
    private static final int TCP = 6;
    private static final int TCP_CHECKSUM = 16;   // bytes behind the header's first
    private static final int UDP_CHECKSUM = 6;    // so

    private final byte[] before;
    private final int offset;   // of the packet in that
    private final byte[] after;

    /** @param after the bytes of the packet alone, changed here */
    Checksums(Packet packet, byte[] after) {
        this.before = packet.array();
        this.offset = packet.offset();
        this.after = after;
    }

    /** @param segment of the packet as it was */
    void repair(Segment segment) {
        int header = segment.headerOffset();
        if (!isLeftToHardware(segment)) repair(header + TCP_CHECKSUM, header, segment.payloadOffset() + segment.payloadLength());
        Envelope around = segment.envelope();
        for (int i = around.checksums() - 1; i >= 0; i--) {
            int field = around.checksumField(i);
            boolean udp = field - around.checksumFrom(i) == UDP_CHECKSUM;
            boolean none = udp && before[field] == 0 && before[field + 1] == 0;   // RFC 768
            if (!none) repair(field, around.checksumFrom(i), around.checksumTo(i));
            boolean zero = after[field - offset] == 0 && after[field + 1 - offset] == 0;
            if (udp && !none && zero) Arrays.fill(after, field - offset, field + 2 - offset, (byte) 0xff);
        }
    }

    /** The sender's system has put only the sum of the pseudo header there, and left the rest to the network card: unless that happens to be right. */
    private boolean isLeftToHardware(Segment segment) {
        int at = segment.networkOffset();
        boolean ipv6 = before[at] >> 4 == 6;
        long sum = TCP + segment.payloadOffset() + segment.payloadLength() + segment.missing() - segment.headerOffset();
        int addresses = at + (ipv6 ? 8 : 12);
        for (int i = 0; i < (ipv6 ? 32 : 8); i += 2) sum += uint16(addresses + i);
        if (folded(sum) != uint16(segment.headerOffset() + TCP_CHECKSUM)) return false;
        if (segment.missing() > 0) return true;
        int from = segment.headerOffset();
        int to = segment.payloadOffset() + segment.payloadLength();
        for (int i = from; i < to; i++) sum += (before[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
        return folded(sum) != 0xffff;
    }

    private int uint16(int at) {
        return (before[at] & 0xff) << 8 | before[at + 1] & 0xff;
    }

    /** @param field index, as the others in the array of the packet as it was, of what sums up the bytes from {@code from} to before {@code to} */
    private void repair(int field, int from, int to) {
        long sum = ~uint16(field) & 0xffff;
        boolean same = true;
        for (int at = from; at < to; at++) {
            int old = before[at] & 0xff;
            int now = after[at - offset] & 0xff;
            if (old == now || at == field || at == field + 1) continue;
            int shift = (at - from) % 2 == 0 ? 8 : 0;
            sum += (~(old << shift) & 0xffff) + (now << shift);
            same = false;
        }
        if (same) return;
        int checksum = ~folded(sum) & 0xffff;
        after[field - offset] = (byte) (checksum >> 8);
        after[field + 1 - offset] = (byte) checksum;
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded > 0xffff) folded = (folded & 0xffff) + (folded >> 16);
        return (int) folded;
    }
}
