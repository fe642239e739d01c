package io.github.pcap2http.packet;

/** UDP (RFC 768), of interest here as the carrier of tunnels. What does not look like one inside as well is plain UDP. */
final class Udp {
    private static final int HEADER = 8;   // bytes

    private Udp() { }

    /*  0 source port   2 destination port   4 length   6 checksum  */
    static int read(Walk walk) {
        if (!walk.has(HEADER)) return Next.NOTHING;
        int source = walk.uint16(0);
        int destination = walk.uint16(2);
        int length = walk.uint16(4);
        if (length > walk.sent() || length < HEADER && length != 0) return Next.NOTHING;
        if (length != 0) walk.limit(length);   // 0: the network card is to fill it in
        walk.envelope.addChecksum(walk.place() + 6, walk.place(), walk.place() + walk.captured());
        walk.skip(HEADER);
        int next = onPort(walk, destination);
        if (next == Next.NOTHING) next = onPort(walk, source);
        return next == Next.NOTHING ? onAnyPort(walk) : next;
    }

    /** The ports that tunnels use. */
    private static int onPort(Walk walk, int port) {
        return switch (port) {
            case 1701 -> UdpTunnel.l2tp(walk);
            case 2152 -> UdpTunnel.gtp(walk);
            case 3544 -> UdpTunnel.teredo(walk);
            case 4341 -> UdpTunnel.lisp(walk);
            case 4754 -> UdpTunnel.gre(walk);
            case 4789, 8472 -> UdpTunnel.vxlan(walk);   // 8472: Linux by default
            case 4790 -> UdpTunnel.vxlanGpe(walk);
            case 5072 -> UdpTunnel.ayiya(walk);
            case 5247 -> UdpTunnel.capwap(walk);
            case 6081 -> UdpTunnel.geneve(walk);
            case 6635 -> UdpTunnel.mpls(walk);
            case 31337, 37008 -> UdpTunnel.tzsp(walk);
            default -> Next.NOTHING;
        };
    }

    /** The tunnels whose header and content leave no doubt. */
    private static int onAnyPort(Walk walk) {
        if (!walk.has(HEADER)) return Next.NOTHING;
        int first = walk.uint8(0);
        if (first == 0x08) return UdpTunnel.exactVxlan(walk);
        if (first >> 4 == 3) return UdpTunnel.exactGtp(walk);
        return first >> 4 == 6 || first == 0 ? UdpTunnel.exactTeredo(walk) : Next.NOTHING;
    }
}
