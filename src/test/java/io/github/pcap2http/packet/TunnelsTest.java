package io.github.pcap2http.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.PcapngWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnel headers as their RFCs draw them; packets as {@link Headers} writes them. */
class TunnelsTest {
    private static final int ETHERNET = 1;
    private static final int RAW = 101;

    private static String only(int linkType, String packet) {
        return Decoded.packet(linkType, Headers.packet(packet)).only();
    }

    private static void assertSegment(int linkType, String packet, String tunnels) {
        String segment = packet.endsWith("V6") ? Headers.SEGMENT_V6 : Headers.SEGMENT_V4;
        assertEquals(segment + (tunnels.startsWith("[") ? " " : " in ") + tunnels, only(linkType, packet), packet);
        Headers.assertCutAnywhere(linkType, packet);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mac 8100 2005 0800 V4 | [5]", "mac 9200 0005 9300 0006 86dd V6 | [5, 6]", "mac 88a8 0064 88e7 00001234 eth V4 | [100] in PBB 4660",
        "mac 8847 00010140 V4 | MPLS 16", "mac 8848 00010140 V6 | MPLS 16", "mac 8847 00010040 00011140 V4 | MPLS 16, MPLS 17",
        "mac 8847 00010140 eth V4 | MPLS 16", "mac 8847 00010140 00000000 eth V4 | MPLS 16", "mac 8847 00010140 00000000 mac 8100 0005 0800 V4 | [5] in MPLS 16",
        "mac 8847 00010140 452000000002 020000000001 0800 V4 | MPLS 16",   // an address that begins as IPv4 does
        "mac 8864 1100 0007 len2 0021 V4 | PPPoE 7", "mac 8100 0005 8864 1100 0007 len2 0057 V6 | [5] in PPPoE 7",
        "mac 894f 0fc6 0101 00002a ff z16 V4 | NSH 42", "mac 894f 0fc2 0203 00002a ff eth V4 | NSH 42", "mac 894f 0fc2 0202 00002a ff V6 | NSH 42",
    })
    void betweenLinkAndNetwork(String packet, String tunnels) {
        assertSegment(ETHERNET, packet, tunnels);
    }

    @ParameterizedTest
    @CsvSource({"mac 8863 1109 0000 0004 01010000, not IP {34915=1}", "mac 8847 00010140 10000007 V4, not IP", "mac 894f 0fc1 0101 00002a ff V4, malformed",
        "mac 8847 00010140, not IP", "mac 8847, malformed", "mac 894f 0fc2 0177 00002a ff V4, not IP"})
    void otherThingsBetweenLinkAndNetwork(String packet, String counted) {
        assertEquals(counted, only(ETHERNET, packet));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ip(4) V4 | IP", "ip(4) V6 | IP", "ip(41) V6 | IP", "ip6(4) V4 | IP", "ip6(41) V6 | IP", "ip(41) ip6(4) V4 | IP, IP", "ip(4) ip(4) ip(4) V4 | IP, IP, IP",
        "ip(97) 3000 eth V4 | EtherIP", "ip(137) 00010140 V4 | MPLS 16", "ip6(60) 2900000000000000 V6 | IP",
        "ip(51) 04040000 00000001 00000001 z12 V4 | IP", "ip6(135) 2900000000000000 V6 | IP",
    })
    void ipInIp(String packet, String tunnels) {
        assertSegment(RAW, packet, tunnels);
    }

    /** RFC 2784, 2890 and 1701, each with all flags that it has; 2637; mirrors; caches. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ip(47) 00000800 V4 | GRE", "ip(47) 000086dd V6 | GRE", "ip6(47) 00000800 V4 | GRE", "ip(47) 80000800 00000000 V4 | GRE",
        "ip(47) 20000800 0000002a V4 | GRE 42", "ip(47) 10000800 00000001 V4 | GRE", "ip(47) b0000800 00000000 ffffffff 00000001 V4 | GRE 4294967295",
        "ip(47) 40000800 00000000 0800 00 04 0a000001 00000000 V4 | GRE", "ip(47) f0000800 00000000 0000002a 00000001 00000000 V4 | GRE 42",
        "ip(47) 00006558 eth V4 | GRE", "ip(47) 20006558 00002a00 mac 8100 0005 0800 V4 | [5] in GRE 10752", "ip(47) 00008847 00010140 V4 | GRE, MPLS 16",
        "ip(47) 3001880b len2 0009 00000001 ff03 0021 V4 | GRE 9", "ip(47) 3081880b 0033 0009 00000001 00000001 ff03 0021 V4 | GRE 9",
        "ip(47) 3001880b len2 0009 00000001 21 V4 | GRE 9",
        "ip(47) 000088be eth V4 | GRE, ERSPAN", "ip(47) 100088be 00000001 1001002a 00000000 eth V4 | GRE, ERSPAN 42",
        "ip(47) 100022eb 00000001 2001002a 00000000 00000000 eth V4 | GRE, ERSPAN 42",
        "ip(47) 100022eb 00000001 2001002a 00000000 00000001 z8 eth V4 | GRE, ERSPAN 42",
        "ip(47) 100022eb 00000001 2001002a 00000000 00000800 V4 | GRE, ERSPAN 42",
        "ip(47) 0000883e V4 | GRE, WCCP", "ip(47) 0000883e 80010203 V4 | GRE, WCCP", "ip(47) 0000883e 40010203 V4 | GRE, WCCP",
        "ip(47) 0000894f 0fc2 0101 00002a ff V4 | GRE, NSH 42",
    })
    void genericRoutingEncapsulation(String packet, String tunnels) {
        assertSegment(RAW, packet, tunnels);
    }

    @ParameterizedTest
    @CsvSource({"ip(47) 00020800 V4, protocols {47=1}", "ip(47) 00780800 V4, protocols {47=1}", "ip(47) 00000000, protocols {47=1}",
        "ip(47) 2081880b 0000 0009 00000001, protocols {47=1}", "ip(47) 00002001 z20, not IP {8193=1}", "ip(47) 0000883e z30, not IP",
        "ip(47) 40000800 00000000 0800 00 ff V4, malformed", "ip(97) 0300 eth V4, protocols {97=1}", "ip(50) V4, protocols {50=1}",
        "ip(108) 04000001 z30, protocols {108=1}", "ip(4) 45, malformed", "ip(4) 50 z40, malformed"})
    void otherThingsInIp(String packet, String counted) {
        assertEquals(counted, only(RAW, packet));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "udp(49152,4789) 08000000 00002a00 eth V4 | VXLAN 42", "udp(49152,8472) 08000000 00002a00 mac 86dd V6 | VXLAN 42",
        "udp(49152,4789) 88000001 00002aff eth V4 | VXLAN 42", "udp(49152,58678) 08000000 00002a00 eth V4 | VXLAN 42",
        "udp(49152,4790) 0c000001 00002a00 V4 | VXLAN 42", "udp(49152,4790) 0c000002 00002a00 V6 | VXLAN 42",
        "udp(49152,4790) 0c000003 00002a00 eth V4 | VXLAN 42", "udp(49152,4790) 08000000 00002a00 eth V4 | VXLAN 42",
        "udp(49152,4790) 0c000004 00002a00 0fc2 0101 00002b ff V4 | VXLAN 42, NSH 43", "udp(49152,4790) 0c000005 00002a00 00010140 V4 | VXLAN 42, MPLS 16",
        "udp(49152,6081) 00006558 00002a00 eth V4 | Geneve 42", "udp(49152,6081) 02000800 00002a00 0102800100000000 V4 | Geneve 42",
        "udp(49152,6081) 000086dd 00002a00 V6 | Geneve 42",
        "udp(2152,2152) 30ff 002d 0000002a V4 | GTP 42", "udp(2152,2152) 32ff 0031 0000002a 0001 00 00 V4 | GTP 42",
        "udp(2152,2152) 34ff 0035 0000002a 0000 00 85 01 0001 00 V4 | GTP 42", "udp(2152,2152) 36ff 003d 0000002a 0001 00 85 01 0001 c0 02 000000000000 00 V4 | GTP 42",
        "udp(2152,2152) 30ff 0041 0000002a V6 | GTP 42", "udp(2123,3000) 30ff 002d 0000002a V4 | GTP 42",
        "udp(3544,50000) V6 | Teredo", "udp(50000,3544) 0000 1234 0a000001 V6 | Teredo", "udp(3544,50000) 0001 0000 0102030405060708 00 V6 | Teredo",
        "udp(3544,50000) 0001 0204 6162 01020304 0102030405060708 00 0000 1234 0a000001 V6 | Teredo",
        "udp(1701,1701) 0002 0001 0002 ff03 0021 V4 | L2TP 65538", "udp(1701,5000) 4802 0039 0001 0002 0001 0001 0021 V4 | L2TP 65538",
        "udp(1701,1701) 0202 0001 0002 0003 000000 ff03 0057 V6 | L2TP 65538", "udp(1701,1701) 0002 0001 0002 21 V4 | L2TP 65538",
        "udp(40000,37008) 0100 0001 01 eth V4 | TZSP", "udp(40000,31337) 0101 0001 00 0a01c3 01 eth V4 | TZSP",
        "udp(40000,37008) 0100 0012 01 0801 0000 z18 0000 aaaa03 000000 0800 V4 | TZSP",
        "udp(5072,5072) 4452 01 29 00000000 z16 z20 V6 | AYIYA", "udp(40000,4341) 08000000 00002a00 V4 | LISP 42", "udp(40000,4341) c0000001 00000001 V6 | LISP",
        "udp(40000,5247) 00100000 00000000 eth V4 | CAPWAP", "udp(40000,5247) 00100300 00000000 0108 0000 z18 0000 aaaa03 000000 0800 V4 | CAPWAP",
        "udp(40000,4754) 20000800 0000002a V4 | GRE 42", "udp(40000,4754) 00006558 eth V4 | GRE", "udp(40000,6635) 00010040 00011140 V4 | MPLS 16, MPLS 17",
    })
    void inUdp(String packet, String tunnels) {
        assertSegment(RAW, "ip(17) " + packet, tunnels);
        assertSegment(RAW, "ip6(17) " + packet, tunnels);
    }

    /** The ports of tunnels are used by others too, and tunnels carry other things. Nothing of that becomes a segment. */
    @ParameterizedTest
    @ValueSource(strings = {
        "udp(49152,4789) 00000000 00002a00 eth V4", "udp(49152,4789) 08000000 00002a00 V4", "udp(49152,4789) 08000000 00002a00 eth V6",
        "udp(49152,4789) 08000000 00002a00 mac 1234 V4", "udp(49152,5555) 08000001 00002a00 eth V4", "udp(49152,5555) 88000000 00002a00 eth V4",
        "udp(49152,5555) eth V4", "udp(49152,5555) V4", "udp(49152,5555) V6", "udp(2152,5555) V6",
        "udp(49152,6081) 40006558 00002a00 eth V4", "udp(49152,6081) 00000801 00002a00 eth V4", "udp(49152,6081) 3f006558 00002a00 eth V4",
        "udp(2152,2152) 30fe 002d 0000002a V4", "udp(2152,2152) 20ff 002d 0000002a V4", "udp(2152,2152) 34ff 0035 0000002a 0000 00 85 00 0001 00 V4",
        "udp(2123,3000) 30ff 002e 0000002a V4 00", "udp(2123,3000) 30ff 002c 0000002a V4",
        "udp(3544,50000) V4", "udp(3544,50000) 0001 ffff 0102030405060708 00 V6",
        "udp(1701,1701) c802 0012 0001 0002 0001 0001 0021 V4", "udp(1701,1701) 0003 0001 0002 ff03 0021 V4", "udp(1701,1701) 0002 0001 0002 ff03 c021 V4",
        "udp(1701,1701) 0202 0001 0002 ffff ff03 0021 V4", "udp(40000,37008) 0200 0001 01 eth V4", "udp(40000,37008) 0100 0001 0aff eth V4",
        "udp(40000,37008) 0100 0063 01 eth V4", "udp(5072,5072) 4452 00 29 00000000 z16 z20 V6", "udp(5072,5072) 4452 01 06 00000000 z16 z20 V6",
        "udp(40000,4341) 08000000 00002a00 00 V4", "udp(40000,5247) 01100000 00000000 eth V4", "udp(40000,5247) 00100080 00000000 eth V4",
        "udp(40000,4754) 20010800 0000002a V4", "udp(40000,6635) 00010040 00011040 V4", "udp(40000,4790) 0c000007 00002a00 V4",
        "z4", "udp(1,2)", "udp(1,2) 00", "udp(4789,4789) 0800",
    })
    void otherThingsInUdp(String packet) {
        assertEquals("udp", only(RAW, "ip(17) " + packet));
    }

    /** On ports of others a Teredo packet shows by its addresses: 2001::/32. */
    @Test
    void teredoOnAnyPort() {
        byte[] packet = Headers.packet("ip(17) udp(50000,50001) V6");
        packet[28 + 8 + 2] = 0;
        packet[28 + 8 + 3] = 0;
        assertEquals(Headers.SEGMENT_V6.replaceFirst("2001:db8:", "2001:") + " in Teredo", Decoded.packet(RAW, packet).only());
        packet[28 + 5]--;
        assertEquals("udp", Decoded.packet(RAW, packet).only());
    }

    /** A checksum that is wrong: so much doubt is enough where only the header speaks for a tunnel. */
    @Test
    void vxlanOnAnyPortNeedsTheRightChecksum() {
        byte[] packet = Headers.packet("ip(17) udp(49152,58678) 08000000 00002a00 eth V4");
        assertEquals(Headers.SEGMENT_V4 + " in VXLAN 42", Decoded.packet(RAW, packet).only());
        packet[28 + 8 + 14 + 10] ^= 1;
        assertEquals("udp", Decoded.packet(RAW, packet).only());
    }

    @Test
    void whatIsInsideIsCounted() {
        assertEquals("icmp", only(RAW, "ip(47) 00000800 ip(1) 0800"));
        assertEquals("udp", only(RAW, "ip(4) ip(17) udp(53,53) 00"));
        assertEquals("not IP {2054=1}", only(RAW, "ip(17) udp(1,4789) 08000000 00002a00 mac 0806 0001080006040001 z20"));
        PacketCounts counts = Decoded.packet(ETHERNET, Headers.packet("mac 8100 0005 8100 0006 0800 ip(47) 00000800 V4")).counts();
        assertEquals(Map.of(Encapsulation.VLAN, 1L, Encapsulation.GRE, 1L), counts.encapsulations());
        assertEquals(1, Decoded.packet(RAW, Headers.packet("ip(50) z20")).counts().esp());
    }

    @Test
    void tunnelsInTunnels() {
        String gre = "ip(47) 00000800 ";
        assertEquals(Headers.SEGMENT_V4 + " in GRE" + ", GRE".repeat(15), only(RAW, gre.repeat(16) + "V4"));
        assertEquals("too deep", only(RAW, gre.repeat(17) + "V4"));
        assertEquals("too deep", only(RAW, "ip(4) ".repeat(3000) + "V4"));
        assertEquals("too deep", only(ETHERNET, "mac 8847 " + "00010040".repeat(1000) + " 00010140 V4"));
    }

    private static final class Seen {
        int place;
        int kinds;
        int interfaceIndex;
        int id;
        int ttl;
    }

    private static Seen seen(byte[] file) throws IOException {
        PacketDecoder decoder = new PacketDecoder();
        try (Capture capture = Capture.open(new ByteArrayInputStream(file), "test")) {
            Packet packet = capture.next();
            Segment segment = decoder.decode(packet);
            Seen seen = new Seen();
            seen.place = segment.envelope().place();
            seen.kinds = segment.envelope().encapsulations();
            seen.interfaceIndex = segment.envelope().interfaceIndex();
            seen.id = segment.ipId();
            seen.ttl = segment.ttl();
            assertEquals(packet.array(), segment.array());
            int length = segment.payloadOffset() + segment.payloadLength() - segment.networkOffset();
            assertEquals(packet.array()[segment.networkOffset()] >> 4 == 4 ? Headers.V4.length : Headers.V6.length, length);
            return seen;
        }
    }

    private static Seen seen(int linkType, String packet) throws IOException {
        return seen(new PcapWriter().network(linkType).packet(0, Headers.packet(packet)).toBytes());
    }

    @Test
    void placesInTheNetwork() throws IOException {
        assertEquals(0, seen(ETHERNET, "eth V4").place);
        List<Integer> places = List.of(seen(ETHERNET, "mac 8100 0005 0800 V4").place, seen(ETHERNET, "mac 8100 0006 0800 V4").place,
            seen(ETHERNET, "mac 8847 00010140 V4").place, seen(RAW, "ip(47) 20000800 00000005 V4").place, seen(RAW, "ip(4) V4").place,
            seen(276, "0800 0000 00000005 0001 00 06 z8 V4").place, seen(276, "0800 0000 00000006 0001 00 06 z8 V4").place,
            seen(new PcapngWriter().addInterface(ETHERNET).packet(0, Headers.packet("eth V4")).toBytes()).place, 0);
        assertEquals(places.size(), places.stream().distinct().count(), places::toString);
        assertEquals(places.get(3), seen(RAW, "ip6(47) 200086dd 00000005 V6").place);   // the same tunnel, whatever carries it
        assertEquals(places.get(3), seen(RAW, "ip(47) 20000800 00000006 V4").place);   // the other direction may have another key
        assertNotEquals(0, seen(ETHERNET, "mac 8100 0000 0800 V4").place);
    }

    @Test
    void theInnermostHeader() throws IOException {
        Seen seen = seen(276, "0800 0000 00000007 0001 00 06 z8 ip(47) 20000800 00000005 V4");
        assertEquals(7, seen.interfaceIndex);
        assertEquals(Encapsulation.GRE.bit(), seen.kinds);
        assertEquals(1, seen.id);
        assertEquals(64, seen.ttl);
        Seen in6 = seen(RAW, "ip(41) V6");
        assertEquals(-1, in6.interfaceIndex);
        assertEquals(-1, in6.id);
        assertEquals(64, in6.ttl);
    }

    /** The outer datagram came in fragments, and the inner one too. */
    @Test
    void fragmentsInFragments() {
        byte[] inner = Headers.V4;
        PcapWriter writer = new PcapWriter().network(RAW);
        for (int from = 0; from < 24; from += 16) {
            byte[] piece = FragmentsTest.piece(inner, 3, from, from == 0 ? 16 : inner.length - 20);
            byte[] outer = Headers.packet("ip(47) 00000800 " + java.util.HexFormat.of().formatHex(piece));
            for (byte[] part : FragmentsTest.cut(outer, 4 + from, 16)) writer.packet(0, part);
        }
        Decoded decoded = Decoded.capture(writer.toBytes());
        assertEquals(List.of(Headers.SEGMENT_V4 + " in GRE"), decoded.segments());
        assertEquals(3, decoded.counts().datagramsCompleted());
    }
}
