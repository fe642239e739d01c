package io.github.pcap2http.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapngWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
    private static final int ETHERNET = 1;
    private static final int RAW = 101;
    private static final int SLL = 113;
    private static final int SLL2 = 276;

    private static PacketWriter v4() {
        return new PacketWriter("192.0.2.1:40000", "192.0.2.2:80").seq(1000).ack(2000).flags("PA").window(512).payload("GET /");
    }

    private static PacketWriter v6() {
        return new PacketWriter("[2001:db8::1]:40000", "[2001:db8::2]:80").seq(-1).ack(0x80000000).flags("SA").window(0xffff);
    }

    private static final String V4 = "192.0.2.1:40000 > 192.0.2.2:80 PA 1000:2000 w512 'GET /'";
    private static final String V6 = "[2001:db8::1]:40000 > [2001:db8::2]:80 SA -1:-2147483648 w65535 ''";

    private static String only(int linkType, byte[] packet) {
        return Decoded.packet(linkType, packet).only();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, ETHERNET, 12, 14, RAW, 108})
    void linkTypes(int linkType) {
        assertEquals(V4, only(linkType, v4().on(linkType)));
        assertEquals(V6, only(linkType, v6().on(linkType)));
    }

    @Test
    void linkTypesOfOneVersionOfIp() {
        assertEquals(V4, only(228, v4().on(228)));
        assertEquals(V6, only(229, v6().on(229)));
    }

    /** The version in the header wins over the type before it, as some tools write the wrong one. */
    @Test
    void theOtherVersionOfIp() {
        assertEquals(V6, only(228, v6().on(229)));
        assertEquals(V4, only(229, v4().on(228)));
        byte[] neither = v4().on(228);
        neither[0] = 0x55;
        assertEquals("malformed", only(228, neither));
        assertEquals("malformed", only(229, neither));
    }

    @ParameterizedTest
    @ValueSource(ints = {SLL, SLL2})
    void cookedCapturesTellTheDirection(int linkType) {
        assertEquals(V4 + " RECEIVED", only(linkType, v4().cookedType(0).on(linkType)));
        assertEquals(V4, only(linkType, v4().cookedType(3).on(linkType)));
        assertEquals(V4 + " SENT", only(linkType, v4().cookedType(4).on(linkType)));
        assertEquals(V6 + " [7] SENT", only(linkType, v6().vlan(7).cookedType(4).on(linkType)));
    }

    /** The number for IPv6 is the capturing host's own: Linux, Windows, BSDs, macOS. */
    @ParameterizedTest
    @ValueSource(strings = {"0a000000", "17000000", "18000000", "1c000000", "1e000000", "00000018", "0000001e"})
    void familiesOfTheNullLinkType(String family) {
        byte[] packet = v6().on(0);
        System.arraycopy(HexFormat.of().parseHex(family), 0, packet, 0, 4);
        assertEquals(V6, only(0, packet));
        packet[0] = packet[3] = 99;
        assertEquals("not IP", only(0, packet));
    }

    @Test
    void vlanTags() {
        assertEquals(V4 + " [5]", only(ETHERNET, v4().vlan(5).on(ETHERNET)));
        assertEquals(V4 + " [4095, 1]", only(ETHERNET, v4().vlan(4095).vlan(1).on(ETHERNET)));
        assertEquals(V4 + " [5]", only(ETHERNET, v4().vlan(0xe005).on(ETHERNET)));   // with priority
        PacketWriter deep = v4();
        for (int i = 1; i <= 16; i++) deep.vlan(i);
        assertEquals(V4 + " [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]", only(ETHERNET, deep.on(ETHERNET)));
        assertEquals("too deep", only(ETHERNET, deep.vlan(17).on(ETHERNET)));
    }

    @Test
    void theOldTagOfServiceProviders() {
        byte[] packet = v4().vlan(5).vlan(6).on(ETHERNET);
        packet[12] = (byte) 0x91;
        packet[13] = 0;
        assertEquals(V4 + " [5, 6]", only(ETHERNET, packet));
    }

    @Test
    void tagsWithoutEnd() {
        byte[] packet = new byte[1514];
        for (int i = 12; i + 1 < packet.length; i += 4) {
            packet[i] = (byte) 0x81;
            packet[i + 1] = 0;
        }
        assertEquals("too deep", only(ETHERNET, packet));
    }

    @Test
    void snapOverEthernet() {
        byte[] ip = v4().datagram();
        byte[] packet = new byte[22 + ip.length];
        System.arraycopy(HexFormat.of().parseHex("ffffffffffff 020000000001 0030 aaaa03 000000 0800".replace(" ", "")), 0, packet, 0, 22);
        System.arraycopy(ip, 0, packet, 22, ip.length);
        assertEquals(V4, only(ETHERNET, packet));
        packet[14] = packet[15] = 0x42;   // spanning tree
        assertEquals("not IP", only(ETHERNET, packet));
    }

    @Test
    void nothingIsLeftOfThePacketBefore() {
        byte[] file = new PcapngWriter().addInterface(SLL).packet(0, v4().vlan(7).cookedType(4).on(SLL))
            .addInterface(RAW).packet(0, v4().on(RAW)).toBytes();
        assertEquals(List.of(V4 + " [7] SENT", V4), Decoded.capture(file).segments());
    }

    @Test
    void otherEtherTypesAreCounted() {
        byte[] arp = new byte[42];
        arp[12] = 8;
        arp[13] = 6;
        assertEquals("not IP {2054=1}", only(ETHERNET, arp));
    }

    @Test
    void unknownLinkTypesAreCounted() {
        assertEquals("links {147=1}", only(147, v4().on(RAW)));
    }

    @Test
    void ipv4Options() {
        assertEquals(V4, only(RAW, v4().ipOptions(7, 7, 4, 0, 0, 0, 0, 0).on(RAW)));
    }

    @Test
    void tcpOptions() {
        assertEquals(V4, only(RAW, v4().options(1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2).on(RAW)));
    }

    @Test
    void paddingIsNoPayload() {
        byte[] packet = v4().on(ETHERNET);
        assertEquals(V4, only(ETHERNET, Arrays.copyOf(packet, packet.length + 20)));
    }

    @Test
    void aLengthOfZeroMeansTheRest() {
        assertEquals(V4, only(ETHERNET, v4().lengthIsZero().on(ETHERNET)));
        byte[] large = v4().payload(new byte[100_000]).lengthIsZero().on(ETHERNET);
        assertEquals(V4.replace("GET /", "\0".repeat(100_000)), only(ETHERNET, large));
        byte[] cut = Arrays.copyOf(large, 14 + 40 + 10);
        assertEquals(V4.replace("'GET /'", "'" + "\0".repeat(10) + "'+99990"), Decoded.packet(ETHERNET, cut, large.length).only());
        assertEquals(V6, only(ETHERNET, v6().lengthIsZero().on(ETHERNET)));
    }

    /** What only a capture's header claims is believed up to a megabyte. */
    @Test
    void anAbsurdOriginalLength() {
        byte[] packet = v4().lengthIsZero().on(RAW);
        assertEquals(V4 + "+1048576", Decoded.packet(RAW, packet, Integer.MAX_VALUE).only());
    }

    @Test
    void moreCapturedThanSent() {
        assertEquals(V4, Decoded.packet(ETHERNET, v4().on(ETHERNET), 10).only());
    }

    @Test
    void extensionHeadersOfIpv6() {
        int[] hopByHop = {43, 0, 5, 2, 0, 0, 1, 0};
        int[] routing = {60, 0, 4, 0, 0, 0, 0, 0};
        int[] destination = {44, 1, 1, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        int[] atomicFragment = {51, 0, 0, 0, 0, 0, 0, 9};
        int[] authentication = {6, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        int[] all = Stream.of(hopByHop, routing, destination, atomicFragment, authentication).flatMapToInt(IntStream::of).toArray();
        assertEquals(V6, only(RAW, v6().extensions(0, all).on(RAW)));
    }

    @Test
    void extensionHeadersWithoutEnd() {
        int[] many = new int[8 * 100];   // hop-by-hop options of 8 bytes, each followed by the same
        assertEquals("too deep", only(RAW, v6().extensions(0, many).on(RAW)));
    }

    @Test
    void fragmentsThatWaitForOthersAreCounted() {
        assertEquals("fragment", only(RAW, v4().fragment(0x2000).on(RAW)));
        assertEquals("fragment", only(RAW, v4().fragment(0x0010).on(RAW)));
        assertEquals(V4, only(RAW, v4().fragment(0x4000).on(RAW)));   // "don't fragment"
        assertEquals("fragment", only(RAW, v6().extensions(44, 6, 0, 0, 1, 0, 0, 0, 9).on(RAW)));
        assertEquals("fragment", only(RAW, v6().extensions(44, 6, 0, 1, 0, 0, 0, 0, 9).on(RAW)));
    }

    @Test
    void otherProtocolsAreCounted() {
        byte[] packet = v4().on(RAW);
        packet[9] = 17;
        assertEquals("udp", only(RAW, packet));
        packet[9] = 1;
        assertEquals("icmp", only(RAW, packet));
        packet[9] = 47;
        assertEquals("protocols {47=1}", only(RAW, packet));
        byte[] packet6 = v6().on(RAW);
        packet6[6] = 58;
        assertEquals("icmp", only(RAW, packet6));
    }

    @Test
    void headersThatContradictThemselves() {
        byte[] shortIp = v4().on(228);
        shortIp[0] = 0x44;
        assertEquals("malformed", only(228, shortIp));
        byte[] shortDatagram = v4().on(RAW);
        shortDatagram[3] = 19;
        assertEquals("malformed", only(RAW, shortDatagram));
        byte[] shortTcp = v4().on(RAW);
        shortTcp[20 + 12] = 0x40;
        assertEquals("malformed", only(RAW, shortTcp));
        byte[] longTcp = v4().on(RAW);
        longTcp[20 + 12] = (byte) 0xf0;
        assertEquals("malformed", only(RAW, longTcp));
    }

    /** Cut anywhere: the headers up to 20 bytes of TCP must be there; what is cut from the payload is told. */
    @ParameterizedTest
    @ValueSource(ints = {ETHERNET, RAW, SLL, SLL2, 0})
    void snappedAtEveryLength(int linkType) {
        PacketWriter writer = v4().options(1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2).payload("0123456789");
        if (linkType == ETHERNET) writer.vlan(3);
        byte[] whole = writer.on(linkType);
        int tcp = whole.length - 10 - 32;
        for (int length = 0; length < whole.length; length++) {
            Decoded decoded = Decoded.packet(linkType, Arrays.copyOf(whole, length), whole.length);
            if (length < tcp + 20) {
                assertEquals("snapped", decoded.only(), "cut to " + length);
            } else {
                int payload = Math.max(0, length - tcp - 32);
                String expected = "'" + "0123456789".substring(0, payload) + "'+" + (10 - payload);
                assertTrue(decoded.only().contains(expected), "cut to " + length + ": " + decoded.only());
                assertEquals(1, decoded.counts().cutPayloads());
            }
        }
    }

    @Test
    void shortPacketsThatWereSentSoAreMalformed() {
        byte[] whole = v4().on(ETHERNET);
        for (int length = 0; length < 14 + 20; length++) {
            assertEquals("malformed", only(ETHERNET, Arrays.copyOf(whole, length)), "of " + length + " bytes");
        }
    }
}
