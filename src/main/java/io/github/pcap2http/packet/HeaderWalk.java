package io.github.pcap2http.packet;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.capture.Packet;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of packets, for those that show them: goes the way of {@link PacketDecoder}, and notes where it steps. It keeps pieces of datagrams of its own,
 * so it is to be asked about each packet. Never throws, whatever the packet contains. Belongs to one thread.
 */
public final class HeaderWalk {
    private final PacketDecoder decoder = new PacketDecoder();
    private final Walk walk = decoder.walk();
    private final Envelope envelope = walk.envelope;
    private final List<Header> headers = new ArrayList<>();
    private Header.End end;

    /**
     * @return headers in the order of the packet, outermost first; behind the piece that completes a datagram, those of the datagram as a whole.
     *     The list and the bytes in it are valid until the next call; empty for a packet that has not even a byte
     */
    public List<Header> of(Packet packet) {
        headers.clear();
        decoder.begin(packet);
        int here = Next.link(packet.linkType());
        for (int i = 0; i < PacketDecoder.MAX_HEADERS && here >= 0; i++) {
            int after = step(here);
            if (after == Next.NOTHING) {
                end = Next.isLink(here) && Link.of(Next.linkType(here)) == null ? Header.End.UNKNOWN_LINK : Header.End.OTHER;
                return headers;
            }
            here = after;
        }
        end = ending(here);
        return headers;
    }

    private int step(int here) {
        byte[] array = walk.array();
        int at = walk.place();
        int captured = walk.captured();
        int sent = walk.sent();
        int depth = envelope.depth();
        int after = decoder.step(here);
        boolean elsewhere = walk.array() != array || walk.place() < at;
        boolean over = after >= 0 || after == Next.SEGMENT;
        if (over && !elsewhere && walk.place() == at) return after;   // it only decided what is here
        boolean inside = envelope.depth() > depth;
        headers.add(new Header(kind(here), number(here), Bytes.of(array, at, Math.max(0, captured)), Math.max(0, sent), over && !elsewhere ? walk.place() - at : -1,
            inside ? envelope.kindAt(depth) : null, inside ? envelope.idAt(depth) : -1));
        return after;
    }

    private static Header.Kind kind(int here) {
        if (Next.isLink(here)) return Header.Kind.LINK;
        if (Next.isIpProtocol(here)) return Header.Kind.IP_PROTOCOL;
        return switch (here) {
            case Next.LLC -> Header.Kind.LLC;
            case Next.ERSPAN_1, Next.ERSPAN_2, Next.ERSPAN_3 -> Header.Kind.ERSPAN;
            case Next.WCCP -> Header.Kind.WCCP;
            default -> Header.Kind.ETHER_TYPE;
        };
    }

    private static int number(int here) {
        if (Next.isLink(here)) return Next.linkType(here);
        if (Next.isIpProtocol(here)) return Next.ipProtocol(here);
        return kind(here) == Header.Kind.ETHER_TYPE && here <= 0xffff ? here : 0;
    }

    private static Header.End ending(int end) {
        return switch (end) {
            case Next.SEGMENT -> Header.End.SEGMENT;
            case Next.MALFORMED -> Header.End.MALFORMED;
            case Next.SNAPPED -> Header.End.SNAPPED;
            case Next.FRAGMENT -> Header.End.FRAGMENT;
            case Next.UNKNOWN_LINK -> Header.End.UNKNOWN_LINK;
            case Next.ENCRYPTED -> Header.End.ENCRYPTED;
            case Next.NOT_IP -> Header.End.NOT_IP;
            default -> Header.End.TOO_DEEP;
        };
    }

    /** @return how the packet ended whose headers were asked for last */
    public Header.End end() {
        return end;
    }
}
