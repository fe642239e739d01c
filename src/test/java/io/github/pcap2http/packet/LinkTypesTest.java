package io.github.pcap2http.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Link headers as the registry of link types, and the standards that it names, describe them; packets as {@link Headers} writes them. */
class LinkTypesTest {
    private static final String LLC = "aaaa03 000000 0800 ";

    private static String only(int linkType, String packet) {
        return Decoded.packet(linkType, Headers.packet(packet)).only();
    }

    private static void assertSegment(int linkType, String packet, String more) {
        String segment = packet.endsWith("V6") ? Headers.SEGMENT_V6 : Headers.SEGMENT_V4;
        assertEquals(segment + (more.isEmpty() ? "" : " " + more), only(linkType, packet), packet);
        Headers.assertCutAnywhere(linkType, packet);
    }

    @ParameterizedTest
    @CsvSource({
        "9, ff03 0021 V4", "9, 0021 V4", "9, 21 V4", "9, ff03 21 V4", "9, 0057 V6", "9, 0f00 0800 V4", "9, ff03 0281 00010140 V4",
        "50, ff03 0021 V4", "50, 8f00 86dd V6",
        "104, 0f00 0800 V4", "104, 8f00 86dd V6", "104, 0f00 8847 00010140 V4",
        "51, 1100 0007 len2 0021 V4", "51, 1100 0007 len2 0057 V6",
    })
    void serialLines(int linkType, String packet) {
        String more = linkType == 51 ? "in PPPoE 7" : packet.contains("00010140") ? "in MPLS 16" : "";
        assertSegment(linkType, packet, more);
    }

    @ParameterizedTest
    @CsvSource({
        "204, 00 ff03 0021 V4, RECEIVED", "204, 01 ff03 0021 V4, SENT", "205, 00 0f00 0800 V4, RECEIVED", "205, 01 0f00 0800 V4, SENT",
        "166, 00 0021 V4, RECEIVED", "166, 01 ff03 0021 V4, SENT", "166, 0103 0021 V4, SENT", "166, 0100 0021 V4, SENT",
        "166, 0000 0057 V6, RECEIVED",
    })
    void serialLinesWithDirection(int linkType, String packet, String direction) {
        assertSegment(linkType, packet, direction);
    }

    @ParameterizedTest
    @CsvSource({"9, ff03 c021 V4, not IP", "9, 00fd V4, not IP", "104, 8f00 8035 V4, not IP {32821=1}", "104, 0f00 0002 V4, not IP",
        "51, 1109 0000 0000 V4, not IP"})
    void otherThingsOnSerialLines(int linkType, String packet, String counted) {
        assertEquals(counted, only(linkType, packet));
    }

    /** RFC 2427, sections 3 and 4; addresses of Q.922; and the encapsulation of Cisco. */
    @ParameterizedTest
    @CsvSource({"107, 1841 03 cc V4", "107, 1841 03 8e V6", "107, 1841 0300 80 000000 0800 V4", "107, 1841 0800 V4", "107, 184003 03 cc V4",
        "107, 18404003 03 cc V4", "206, 00 1841 03 cc V4", "107, 1841 0300 80 0080c2 0007 eth V4", "107, 1841 0300 80 0080c2 0001 eth V4"})
    void frameRelay(int linkType, String packet) {
        assertSegment(linkType, packet, "");
    }

    @ParameterizedTest
    @CsvSource({"107, 1000000000000000000000000000000000, malformed", "107, 1841 0308 4d5001c0a80101, not IP", "107, 0001 0308 7500, not IP"})
    void otherThingsInFrameRelay(int linkType, String packet, String counted) {
        assertEquals(counted, only(linkType, packet));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0800 0000 z18 0000", "0801 0000 z18 1000", "0802 0000 z18 0000", "0803 0000 z18 0000 z6", "8801 0000 z18 0000 0000",
        "8881 0000 z18 0000 0000 z4", "8803 0000 z18 0000 z6 0000", "0881 0000 z18 0000",
        "8802 0000 z18 0000 0000 0000",   // padded to a multiple of four
        "0841 0000 z18 0000", "0841 0000 z18 0000 11223300", "8841 0000 z18 0000 0000 1122002033445566",   // decrypted, and the flag stayed
        "8801 0000 z18 0000 8000 z12 0040",   // the first of an aggregate
    })
    void dataFramesOfWirelessLans(String header) {
        assertSegment(105, header + " " + LLC + "V4", "");
        assertSegment(127, "0000 0c00 04800000 0200 1800 " + header + " " + LLC + "V4", "");
        assertSegment(192, "0000 0800 69000000 " + header + " " + LLC + "V4", "");
        assertSegment(119, "44000000 90000000 z136 " + header + " " + LLC + "V4", "");
        assertSegment(119, "00000044 00000090 z136 " + header + " " + LLC + "V4", "");
        assertSegment(119, "80211001 00000040 z56 " + header + " " + LLC + "V4", "");
        assertSegment(163, "80211002 00000040 z56 " + header + " " + LLC + "V4", "");
        assertSegment(1, "mac 2452 " + header + " " + LLC + "V4", "");
    }

    @ParameterizedTest
    @CsvSource({
        "0841 0000 z18 0000 0102030405060708 V4, encrypted", "8000 0000 z18 0000 V4, not IP", "b400 z14 V4, not IP",
        "4801 0000 z18 0000, not IP", "0801 0000 z18 0100 aaaa03 000000 0800 V4, not IP", "0801 0000 z18 0000 424203 V4, not IP",
    })
    void otherFramesOfWirelessLans(String packet, String counted) {
        assertEquals(counted, only(105, packet));
    }

    @ParameterizedTest
    @CsvSource({"127, 0000 0700 00000000 0801 0000 z18 0000", "192, 0000 0700 69000000", "119, 44000000 00000000 z136", "163, 80211001 00000004"})
    void radioHeadersThatAreTooShort(int linkType, String packet) {
        assertEquals("malformed", only(linkType, packet));
    }

    @ParameterizedTest
    @CsvSource({
        "6, 1040 z12", "6, 1040 z6 800000000000 0630 0102 0304", "7, 0102 d4 00 0001", "7, 0102 f0", "129, 0102 0000 d4 00 0001",
        "129, 0102 0000 f0", "10, 50 z12", "10, 57 z12", "100, aaaa03 000000 0800", "100, aaaa03 0000f8 0800", "100, 060603",
        "100, fefe03 cc", "100, aaaa03 0080c2 0007 0000 eth", "122, z16 aaaa03 000000 0800", "242, z40 0800 0000",
        "281, mac 00000000 0800", "282, 00000000 eth", "284, mac 00000000 0800", "285, mac dada000000000000 0800",
        "1, mac 0030 060603", "1, mac 0030 aaaa03 000000 8100 0005 0800",
        "109, 02000000 00001234 00000002", "117, 3d02 z62",
    })
    void otherNetworks(int linkType, String header) {
        boolean needsLlc = linkType == 6 || linkType == 10;
        assertSegment(linkType, header + (needsLlc ? " " + LLC : " ") + "V4", header.contains("8100 0005") ? "[5]" : "");
    }

    @ParameterizedTest
    @CsvSource({"109, 18000000 00001234 00000002", "109, 0000001e 00001234 00000002", "117, 3d18 z62", "7, 0102 c4 00 0001", "242, z40 86dd 0000",
        "226, 011a 0000 00000051 00000003 z12", "239, 0a00 0000"})
    void otherNetworksWithIpv6(int linkType, String header) {
        assertSegment(linkType, header + (linkType == 239 ? " 4500 0900 V6" : " V6"), "");
    }

    @ParameterizedTest
    @CsvSource({"6, 1000 z30", "10, 41 z30", "7, 0102 d4 01 0001 V4", "7, 0102 d5 00 0001 V4", "123, 05 00 0021 V4", "226, 0163 z22 V4",
        "258, 30000000 02000000 01000000 z36 eth V4", "239, 0200 0000 0800 0a00 61620000"})
    void otherContents(int linkType, String packet) {
        assertEquals("not IP", only(linkType, packet));
    }

    @ParameterizedTest
    @CsvSource({"123, 82 00 0021 aaaa03 000000 0800 V4, SENT", "123, 01 00 0021 0000 eth V4, RECEIVED",
        "258, 30000000 01000000 01000000 656e3000 z20 01000000 z8 eth V4, RECEIVED", "258, 30000000 01000000 0c000000 z24 02000000 z8 V4, SENT",
        "149, 30000000 01000000 01000000 656e3000 z20 01000000 z8 eth V4, RECEIVED"})
    void directions(int linkType, String packet, String direction) {
        assertSegment(linkType, packet, direction);
    }

    /** Attributes in the byte order of the host; the payload is one of them, of any length. */
    @ParameterizedTest
    @ValueSource(strings = {"0200 0000 3100 0900 V4", "0200 0000 0800 0100 08000001 0500 0a00 00000000 3100 0900 V4 000000",
        "0200 0000 0008 0001 08000001 0031 0009 V4"})
    void netfilterLog(String packet) {
        assertEquals(Headers.SEGMENT_V4, only(239, packet));
    }

    @ParameterizedTest
    @CsvSource({"0200 0000 0000 0900 V4, malformed", "0200 0000 0300 0900 V4, malformed", "1100 0000 3100 0900 V4, not IP"})
    void brokenNetfilterLog(String packet, String counted) {
        assertEquals(counted, only(239, packet));
    }

    /** Kinds of devices of cooked captures whose protocol field is no EtherType. */
    @ParameterizedTest
    @CsvSource({"0004 0338 0000 z8 0010 V4, not IP", "0003 0302 0000 z8 0000 1841 03 cc V4, ''",
        "0003 030a 0000 z8 6558 eth V4, ''", "0003 030a 0000 z8 0800 V4, ''", "0003 030a 0000 z8 0001 V4, not IP",
        "0003 0323 0000 z8 0019 0000 0800 00000000 0801 0000 z18 0000 aaaa03 000000 0800 V4, ''", "0003 0001 0006 z8 0004 aaaa03 000000 0800 V4, ''",
        "0003 0001 0006 z8 000c V4, not IP {12=1}"})
    void devicesOfCookedCaptures(String packet, String counted) {
        assertEquals(counted.isEmpty() ? Headers.SEGMENT_V4 : counted, only(113, packet));
        String second = packet.substring(packet.indexOf("z8 ") + 3);
        String cooked2 = second.substring(0, 4) + " 0000 00000003 " + packet.substring(5, 9) + " 03 00 z8 " + second.substring(5);
        assertEquals(counted.isEmpty() ? Headers.SEGMENT_V4 : counted, only(276, cooked2));
    }

    /** A link type inside of another is counted by its own number. */
    @ParameterizedTest
    @CsvSource({"192, 0000 0800 fa000000 V4, links {250=1}", "149, V4, links {149=1}", "192, 0000 0800 00000100 V4, links {192=1}"})
    void unknownLinkTypesInside(int linkType, String packet, String counted) {
        assertEquals(counted, only(linkType, packet));
    }

    /** A radio header in a radio header, and so on. */
    @ParameterizedTest
    @ValueSource(ints = {10, 60_000})
    void linkTypesInEachOther(int bytes) {
        String header = "0000 0800 c0000000 ";
        assertEquals(bytes == 10 ? Headers.SEGMENT_V4 : "too deep", only(192, header.repeat(bytes / 8) + "0000 0800 65000000 V4"));
    }
}
