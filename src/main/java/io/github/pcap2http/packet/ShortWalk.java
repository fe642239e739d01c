package io.github.pcap2http.packet;

import io.github.pcap2http.bytes.BigEndian;
import io.github.pcap2http.capture.Packet;

/**
 * The short way over the headers that most packets have, all of which was captured: Ethernet, IPv4 without options, TCP. It finds what
 * {@link Lan#ethernet}, {@link Ipv4} and {@link Tcp} find one after the other, at a third of the cost. What is not just so goes that way, and
 * whatever those come to tell the {@link Segment} has to be told here, too.
 */
final class ShortWalk {
    private static final int NETWORK = 14;              // bytes of Ethernet before it
    private static final int TRANSPORT = NETWORK + 20;
    private static final int WITHOUT_OPTIONS = 0x45;    // version 4, five words
    private static final int TCP = 6;
    private static final int FRAGMENT = 0x3fff;         // an offset, or more of them follow

    private ShortWalk() { }

    /** @param segment is begun. @return false when the packet has something else; then nothing was done */
    static boolean read(Packet packet, Segment segment) {
        if (packet.length() < TRANSPORT + Tcp.LEAST_HEADER) return false;
        byte[] array = packet.array();
        int at = packet.offset();
        int network = at + NETWORK;
        boolean ipv4 = array[at + 12] == Next.IPV4 >> 8 && array[at + 13] == (byte) Next.IPV4;
        boolean plain = ipv4 && array[network] == WITHOUT_OPTIONS && array[network + 9] == TCP
            && (BigEndian.uint16(array, network + 6) & FRAGMENT) == 0;
        int end = NETWORK + BigEndian.uint16(array, network + 2);
        int payload = TRANSPORT + (array[at + TRANSPORT + 12] >> 4 & 0xf) * 4;
        if (!plain || end > packet.length() || payload < TRANSPORT + Tcp.LEAST_HEADER || payload > end) return false;
        segment.setNetwork(network);
        segment.setAddresses(false, 0, BigEndian.int32(array, network + 12) & 0xffff_ffffL, 0, BigEndian.int32(array, network + 16) & 0xffff_ffffL);
        segment.setTcp(array, at + TRANSPORT);
        segment.setPayload(array, at + payload, end - payload, 0);
        return true;
    }
}
