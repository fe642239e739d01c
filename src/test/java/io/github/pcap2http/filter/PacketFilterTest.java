package io.github.pcap2http.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual page of the language, read sentence by sentence against packets that are laid out by hand. */
class PacketFilterTest {
    private static final int ETHERNET = 1;
    private static final int RAW = 101;
    private static final int LINUX_SLL = 113;
    private static final int LINUX_SLL2 = 276;
    private static final int WLAN_RADIOTAP = 127;

    private static final String MACS = "00005e005301 00005e005302";
    /** RFC 791, 9293: 10.0.0.1:49152 to 192.0.2.1:80, SYN. */
    private static final String TCP = "c000 0050 00000001 00000000 5002 ffff 0000 0000";
    private static final String IPV4_TCP = "45000028 12344000 40060000 0a000001 c0000201" + TCP;
    private static final String IPV4_UDP = "4500001c 12344000 40110000 0a000001 c0000201" + "c000 0035 0008 0000";
    /** RFC 8200: 2001:db8::1 to fe80::1. */
    private static final String IPV6_TCP = "60000000 0014 06 40 20010db8000000000000000000000001 fe800000000000000000000000000001" + TCP;
    private static final String IPV6_FRAGMENT = "60000000 001c 2c 40 20010db8000000000000000000000001 fe800000000000000000000000000001 06000001 00000001" + TCP;
    private static final String ARP = "0001 0800 0604 0001 00005e005302 0a000001 000000000000 c0000201";
    private static final String TCP_ON_ETHERNET = MACS + "0800" + IPV4_TCP;

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "ip", "tcp", "not udp", "host 10.0.0.1", "src 10.0.0.1", "dst host 192.0.2.1", "src or dst host 192.0.2.1", "net 10", "net 10.0/16",
        "src net 10.0.0.0/8", "net 192.0.2.0 mask 255.255.255.0", "dst net 192.0.2", "port 80", "tcp port 80", "dst port 80", "src port 49152", "port http", "tcp dst port http",
        "portrange 79-81", "dst portrange 80-443", "port 443 or 80", "tcp port (443 or 80)", "host 10.0.0.1 and not 10.0.0.2", "host 10.0.0.1 and (192.0.2.1 or 192.0.2.2)",
        "ip proto 6", "ip proto \\tcp", "proto 6", "ether proto \\ip", "ether proto 0x800", "ether host 00:00:5e:00:53:01", "ether src 0000.5e00.5302",
        "ether dst 00-00-5e-00-53-01", "ip[0] & 0xf == 5", "ip[6:2] & 0x1fff = 0", "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0", "tcp[2:2] = 80", "tcp[13] = 2",
        "len = 54", "less 54", "greater 54", "len >= 54 && len <= 54", "ether[12:2] = 0x800", "ether[0] & 1 = 0", "!(udp || icmp)", "ip protochain 6",
        "((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) = 0", "0x80000000 > 1", "-1 = 0xffffffff", "7 / 2 = 3", "7 % 4 = 3", "5 ^ 1 = 4", "1 << 4 = 16"})
    void matchesTcpOverIpv4(String filter) throws FilterException {
        assertTrue(matches(filter, ETHERNET, TCP_ON_ETHERNET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip6", "udp", "not tcp", "host 10.0.0.2", "src 192.0.2.1", "dst port 49152", "src and dst port 80", "net 11", "vlan", "mpls", "pppoes", "arp", "icmp",
        "udp port 80", "tcp port 443", "portrange 81-90", "port 80 and 443", "not port 80", "not (port 443 or 80)", "ether host 00:00:5e:00:53:03", "ether multicast", "broadcast",
        "ip multicast", "greater 55", "less 53", "tcp[0:2] / 0x10000 / ip[40] = 0", "ip[5000] = 0 or ip", "not ip[5000] = 0", "ip6 protochain 6", "1 << ip[2:2] = 1", "llc"})
    void doesNotMatchTcpOverIpv4(String filter) throws FilterException {
        assertFalse(matches(filter, ETHERNET, TCP_ON_ETHERNET));
    }

    @Test
    void portsAreThoseOfFirstFragmentsOnly() throws FilterException {
        String later = IPV4_TCP.replace("12344000", "12340001");
        assertFalse(matches("port 80", RAW, later));
        assertTrue(matches("tcp", RAW, later), "the protocol is known all the same");
        assertFalse(matches("tcp[2:2] = 80", RAW, later));
        assertTrue(matches("port 80", RAW, IPV4_TCP.replace("12344000", "12342000")), "the first fragment has them");
    }

    @Test
    void portsOfIpv6AreThoseDirectlyBehindItsHeader() throws FilterException {
        assertTrue(matches("tcp port 80", RAW, IPV6_TCP));
        assertTrue(matches("ip6 host fe80::1 and net 2001:db8::/32", RAW, IPV6_TCP));
        assertFalse(matches("tcp[2:2] = 80", RAW, IPV6_TCP), "the manual: upper-layer indexes apply to IPv4 only");
        assertFalse(matches("port 80", RAW, IPV6_FRAGMENT));
        assertTrue(matches("tcp", RAW, IPV6_FRAGMENT), "behind a fragment header the protocol is seen");
        assertTrue(matches("ip6 protochain \\tcp", RAW, IPV6_FRAGMENT));
        assertTrue(matches("ip6 protochain 44", RAW, IPV6_FRAGMENT));
        assertFalse(matches("ip6 protochain 17", RAW, IPV6_FRAGMENT));
    }

    @Test
    void aChainOfAuthenticationHeadersEnds() throws FilterException {
        // RFC 4302, 2.2: next header 51 again, 3 words of 4 bytes less 2: this header points to itself if its length is taken for a place
        String header = "33 03 0000 00000001 00000001 0000000000000000";
        assertFalse(matches("ip protochain 6", RAW, "45000040 00000000 40330000 0a000001 c0000201" + header + header));
        assertTrue(matches("ip protochain 6", RAW, "45000040 00000000 40330000 0a000001 c0000201" + "0601 0000 00000001 00000001" + TCP));
    }

    @Test
    void hostsAreThoseOfArpToo() throws FilterException {
        assertTrue(matches("host 10.0.0.1", ETHERNET, MACS + "0806" + ARP));
        assertTrue(matches("arp host 192.0.2.1", ETHERNET, MACS + "0806" + ARP));
        assertFalse(matches("ip host 10.0.0.1", ETHERNET, MACS + "0806" + ARP));
        assertTrue(matches("rarp src 10.0.0.1", ETHERNET, MACS + "8035" + ARP));
    }

    @Test
    void tagsAndLabelsMoveWhatFollows() throws FilterException {
        String vlan = MACS + "8100 0064 0800" + IPV4_TCP;
        assertTrue(matches("vlan 100 and tcp port 80", ETHERNET, vlan));
        assertTrue(matches("vlan and ip", ETHERNET, vlan));
        assertFalse(matches("tcp port 80", ETHERNET, vlan));
        assertFalse(matches("tcp port 80 or vlan 7", ETHERNET, vlan));
        assertTrue(matches("vlan 7 or tcp port 80", ETHERNET, vlan), "what follows is looked for behind a tag, also with 'or'");
        assertFalse(matches("vlan 101", ETHERNET, vlan));
        String twoTags = MACS + "88a8 0064 8100 00c8 0800" + IPV4_TCP;
        assertTrue(matches("vlan 100 && vlan 200 && host 192.0.2.1", ETHERNET, twoTags));
        assertFalse(matches("vlan 200 && vlan 100", ETHERNET, twoTags));
        String labels = MACS + "8847 186a0040 00400140" + IPV4_TCP;   // 100000 above 1024
        assertTrue(matches("mpls 100000 && mpls 1024 && host 192.0.2.1", ETHERNET, labels));
        assertFalse(matches("mpls 100000 && host 192.0.2.1", ETHERNET, labels), "the first label is not the last");
        String pppoe = MACS + "8864 1100 0027 002a 0021" + IPV4_TCP;
        assertTrue(matches("pppoes 0x27 and ip", ETHERNET, pppoe));
        assertTrue(matches("pppoes and tcp port 80", ETHERNET, pppoe));
        assertFalse(matches("pppoes 0x28", ETHERNET, pppoe));
        assertTrue(matches("pppoed", ETHERNET, pppoe.replace("8864", "8863")));
    }

    @Test
    void geneveHasEthernetInsideOrNot() throws FilterException {
        String udp = MACS + "0800 45000060 00004000 40110000 0a000001 c0000201 c000 17c1 004c 0000";
        String bare = udp + "0000 0800 00000b 00" + IPV4_TCP;
        String framed = udp + "0000 6558 00000b 00" + TCP_ON_ETHERNET;
        for (String packet : new String[] {bare, framed}) {
            assertTrue(matches("geneve 0xb && ip", ETHERNET, packet), packet);
            assertTrue(matches("geneve and tcp port 80", ETHERNET, packet), packet);
            assertFalse(matches("geneve 0xc", ETHERNET, packet), packet);
            assertFalse(matches("geneve and udp", ETHERNET, packet), packet);
        }
        assertTrue(matches("geneve and ether host 00:00:5e:00:53:01", ETHERNET, framed));
        assertFalse(matches("geneve and ether host 00:00:5e:00:53:01", ETHERNET, bare));
    }

    @Test
    void whatIsBeyondTheCaptureRejectsThePacket() throws FilterException {
        String cut = TCP_ON_ETHERNET.replace(" ", "").substring(0, 2 * 36);   // the destination port is missing
        assertTrue(matches("tcp", ETHERNET, cut));
        assertTrue(matches("src port 49152", ETHERNET, cut));
        assertFalse(matches("dst port 80", ETHERNET, cut));
        assertFalse(matches("not dst port 80", ETHERNET, cut), "what cannot be known is not the opposite");
        assertTrue(matches("tcp or dst port 80", ETHERNET, cut), "what needs not be known is not asked");
    }

    @Test
    void everyLinkTypeSaysInItsWayWhatItCarries() throws FilterException {
        assertCarries(0, "02000000" + IPV4_TCP, "1e000000" + IPV6_TCP);
        assertCarries(0, "00000002" + IPV4_TCP, "0000001c" + IPV6_TCP);   // written by a big-endian system
        assertCarries(108, "00000002" + IPV4_TCP, "00000018" + IPV6_TCP);
        assertCarries(9, "ff03 0021" + IPV4_TCP, "ff03 0057" + IPV6_TCP);
        assertCarries(104, "0f00 0800" + IPV4_TCP, "0f00 86dd" + IPV6_TCP);
        for (int raw : new int[] {RAW, 12, 14}) assertCarries(raw, IPV4_TCP, IPV6_TCP);
        assertTrue(matches("tcp port 80", 228, IPV4_TCP));
        assertTrue(matches("tcp port 80", 229, IPV6_TCP));
        assertCarries(LINUX_SLL, "0004 0001 0006 00005e0053010000 0800" + IPV4_TCP, "0000 0001 0006 00005e0053010000 86dd" + IPV6_TCP);
        assertCarries(LINUX_SLL2, "0800 0000 00000003 0001 04 06 00005e0053010000" + IPV4_TCP, "86dd 0000 00000003 0001 00 06 00005e0053010000" + IPV6_TCP);
        String wlan = "8801 0000 00005e005301 00005e005302 00005e005303 1000 0000 aaaa03000000";   // QoS data, to the distribution system
        assertCarries(105, wlan + "0800" + IPV4_TCP, wlan + "86dd" + IPV6_TCP);
        assertCarries(WLAN_RADIOTAP, "0000 0900 02000000 00" + wlan + "0800" + IPV4_TCP, "0000 0800 00000000" + wlan + "86dd" + IPV6_TCP);
        String padded = wlan.replace("1000 0000", "1000 0000 0000");
        assertCarries(WLAN_RADIOTAP, "0000 0c00 02000000 20000000" + padded + "0800" + IPV4_TCP, "0000 0c00 02000000 20000000" + padded + "86dd" + IPV6_TCP);
    }

    private static void assertCarries(int linkType, String ipv4, String ipv6) throws FilterException {
        for (String tcp : new String[] {"tcp port 80", "ip and tcp", "host 10.0.0.1", "len > 20 and ip[9] = 6"}) {
            assertTrue(matches(tcp, linkType, ipv4), linkType + ": " + tcp);
            assertFalse(matches(tcp + " and ip6", linkType, ipv4), linkType + ": " + tcp);
        }
        for (String tcp : new String[] {"tcp port 80", "ip6 and tcp", "host 2001:db8::1"}) {
            assertTrue(matches(tcp, linkType, ipv6), linkType + ": " + tcp);
            assertFalse(matches(tcp + " and ip", linkType, ipv6), linkType + ": " + tcp);
        }
    }

    @Test
    void cookedCapturesKnowTheDirection() throws FilterException {
        String out = "0004 0001 0006 00005e0053010000 0800" + IPV4_UDP;
        assertTrue(matches("outbound and udp", LINUX_SLL, out));
        assertFalse(matches("inbound", LINUX_SLL, out));
        assertTrue(matches("inbound", LINUX_SLL, out.replaceFirst("0004", "0000")));
        String second = "0800 0000 00000003 0001 04 06 00005e0053010000" + IPV4_UDP;
        assertTrue(matches("outbound and ifindex 3", LINUX_SLL2, second));
        assertFalse(matches("ifindex 4", LINUX_SLL2, second));
    }

    @Test
    void wirelessFramesHaveTypesAndUpToFourAddresses() throws FilterException {
        String beacon = "8000 0000 ffffffffffff 00005e005302 00005e005302 1000";
        assertTrue(matches("type mgt subtype beacon", 105, beacon));
        assertTrue(matches("wlan type mgt and subtype beacon and dir nods", 105, beacon));
        assertTrue(matches("broadcast and wlan src 00:00:5e:00:53:02 and wlan addr3 00:00:5e:00:53:02", 105, beacon));
        assertFalse(matches("type data", 105, beacon));
        String relayed = "0803 0000 00005e005301 00005e005302 00005e005303 1000 00005e005304";
        assertTrue(matches("wlan dst 00:00:5e:00:53:03 and wlan src 00:00:5e:00:53:04 and wlan ra 00:00:5e:00:53:01 and wlan ta 00:00:5e:00:53:02", 105, relayed));
    }

    @Test
    void whatALinkTypeCannotHaveMatchesNothing() throws FilterException {
        PacketFilter filter = PacketFilter.compile("ether host 00:00:5e:00:53:01 or tcp");
        assertNull(filter.impossible(ETHERNET));
        assertEquals("Ethernet addresses need Ethernet or 802.11", filter.impossible(RAW));
        assertFalse(matches("ether host 00:00:5e:00:53:01 or tcp", RAW, IPV4_TCP));
        assertFalse(matches("not inbound", ETHERNET, TCP_ON_ETHERNET));
        assertNotNull(PacketFilter.compile("inbound").impossible(ETHERNET));
        assertNull(PacketFilter.compile("inbound").impossible(LINUX_SLL));
    }

    @Test
    void ofUnknownLinkTypesBytesAndLengthAreKnown() throws FilterException {
        assertTrue(matches("len = 4 and link[1] = 2", 251, "01020304"));
        assertTrue(matches("less 4", 251, "01020304"));
        assertFalse(matches("tcp", 251, "01020304"));
        assertFalse(matches("not tcp", 251, "01020304"));
        assertNotNull(PacketFilter.compile("not tcp").impossible(251));
    }

    @Test
    void oneFilterServesSeveralLinkTypes() throws FilterException {
        PacketFilter filter = PacketFilter.compile("tcp port 80");
        for (int i = 0; i < 3; i++) {
            assertTrue(matches(filter, ETHERNET, TCP_ON_ETHERNET));
            assertTrue(matches(filter, RAW, IPV4_TCP));
            assertFalse(matches(filter, ETHERNET, IPV4_TCP));
        }
    }

    @Test
    void lengthIsThatOnTheWire() throws FilterException {
        PacketFilter filter = PacketFilter.compile("greater 1000");
        assertTrue(filter.matches(RAW, new byte[40], 0, 40, 1000));
        assertFalse(filter.matches(RAW, new byte[40], 0, 40, 999));
        assertTrue(filter.matches(RAW, new byte[0], 0, 0, 0xffffffffL));
    }

    @Test
    void aPacketInsideAnArrayEndsWhereItEnds() throws FilterException {
        byte[] packet = bytes(IPV4_TCP + "ff");
        byte[] shifted = new byte[packet.length + 3];
        System.arraycopy(packet, 0, shifted, 3, packet.length);
        assertTrue(PacketFilter.compile("dst port 80").matches(RAW, shifted, 3, 24, 40));
        assertFalse(PacketFilter.compile("dst port 80").matches(RAW, shifted, 3, 23, 40));
        assertFalse(PacketFilter.compile("ip[40] = 255").matches(RAW, shifted, 3, 40, 40));
        assertTrue(PacketFilter.compile("ip[40] = 255").matches(RAW, shifted, 3, 41, 41));
    }

    private static boolean matches(String filter, int linkType, String packet) throws FilterException {
        return matches(PacketFilter.compile(filter), linkType, packet);
    }

    private static boolean matches(PacketFilter filter, int linkType, String packet) {
        byte[] bytes = bytes(packet);
        return filter.matches(linkType, bytes, 0, bytes.length, bytes.length);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
