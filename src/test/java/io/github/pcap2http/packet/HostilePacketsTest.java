package io.github.pcap2http.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.view.Viewed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a packet contains: nothing is thrown, nothing beyond its bytes is read, and it is counted once. */
class HostilePacketsTest {
    private static final int PACKETS = 3000;

    private static void decode(int linkType, Random random, byte[][] packets) {
        PcapngWriter writer = new PcapngWriter().addInterface(linkType);
        for (byte[] packet : packets) writer.packet(1000, packet, random.nextInt(4) == 0 ? random.nextInt() : packet.length);
        Decoded decoded = Decoded.capture(writer.toBytes());
        PacketCounts counts = decoded.counts();
        long all = counts.tcp() + counts.udp() + counts.icmp() + counts.otherIp() + counts.fragments() + counts.notIp()
            + counts.encrypted() + counts.tooDeep() + counts.malformed() + counts.snapped() + counts.unknownLinks().values().stream().mapToLong(Long::longValue).sum();
        assertEquals(packets.length, counts.packets());
        assertEquals(packets.length, all);
        assertEquals(counts.tcp(), decoded.segments().size());
        show(new PcapngWriter().addInterface(linkType), packets);
    }

    /** Who shows packets has a block for each; for some of them here, as that takes longer. */
    private static void show(PcapngWriter writer, byte[]... packets) {
        int some = Math.min(200, packets.length);
        for (int i = 0; i < some; i++) writer.packet(1000, packets[i], packets[i].length + i % 3);
        try {
            assertEquals(some, Viewed.blocks(writer.toBytes()).lines().filter(line -> line.startsWith("        Frame ")).count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 101, 108, 113, 228, 229, 276, 9999})
    void randomBytes(int linkType) {
        Random random = new Random(linkType);
        byte[][] packets = new byte[PACKETS][];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = new byte[random.nextInt(120)];
            random.nextBytes(packets[i]);
        }
        decode(linkType, random, packets);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 101, 108, 113, 276})
    void goodPacketsWithSomeBytesChangedAndTheEndCut(int linkType) {
        Random random = new Random(linkType);
        byte[][] packets = new byte[PACKETS][];
        for (int i = 0; i < packets.length; i++) {
            PacketWriter writer = random.nextBoolean() ? new PacketWriter("192.0.2.1:1", "192.0.2.2:2")
                : new PacketWriter("[2001:db8::1]:1", "[2001:db8::2]:2").extensions(0, 43, 0, 5, 2, 0, 0, 1, 0, 6, 0, 4, 0, 0, 0, 0, 0);
            byte[] packet = (random.nextBoolean() ? writer.vlan(3) : writer).payload("0123456789").on(linkType);
            packets[i] = Arrays.copyOf(packet, random.nextInt(3) == 0 ? random.nextInt(packet.length) : packet.length);
            for (int n = random.nextInt(4); n > 0 && packets[i].length > 0; n--) {
                packets[i][random.nextInt(packets[i].length)] = (byte) random.nextInt();
            }
        }
        decode(linkType, random, packets);
    }

    /** Headers that {@link Headers} understands, in any order, with some bytes changed and the end cut. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void headersInAnyOrder(int seed) {
        String[] headers = {"mac 8100 0005", "mac 0030 aaaa03 000000", "eth", "mac 8847 00010140", "mac 8864 1100 0007 len2", "ff03 0021", "ip(4)",
            "ip(41)", "ip6(4)", "ip6(41)", "ip(47) 00000800", "ip(47) 20006558 0000002a", "ip(47) 3001880b len2 0009 00000001",
            "ip(47) 100088be 00000001 1001002a 00000000", "ip(17) udp(1,4789) 08000000 00002a00 eth", "ip(17) udp(2152,2152) 30ff len2 0000002a",
            "ip6(17) udp(3544,1)", "ip(17) udp(1,6081) 02000800 00002a00 0102800100000000", "ip(17) udp(1701,1) 0002 0001 0002 0021", "ip6(44) 0600000100000007",
            "ip6(44) 0600002000000007", "0801 0000 z18 0000 aaaa03 000000 0800", "0000 0800 69000000", "0200 0000 len2 0900", "0800 0000 00000003 0001 00 06 z8",
            "0003 0001 0006 z8 0800", "1841 03 cc", "ip(17) udp(1,37008) 0100 0001 01 eth", "894f 0fc2 0101 00002a ff"};
        int[] links = {1, 6, 7, 9, 10, 50, 51, 100, 101, 104, 105, 107, 109, 113, 117, 119, 122, 123, 127, 129, 149, 163, 166, 192, 204, 205, 206, 226, 239,
            242, 258, 276, 281, 282, 284, 285};
        Random random = new Random(seed);
        for (int linkType : links) {
            byte[][] packets = new byte[500][];
            for (int i = 0; i < packets.length; i++) {
                StringBuilder text = new StringBuilder();
                for (int n = random.nextInt(6); n > 0; n--) text.append(headers[random.nextInt(headers.length)]).append(' ');
                byte[] packet = Headers.packet(text + (random.nextBoolean() ? "V4" : "V6"));
                for (int n = random.nextInt(5); n > 0; n--) packet[random.nextInt(Math.min(packet.length, 80))] = (byte) random.nextInt();
                packets[i] = Arrays.copyOf(packet, random.nextInt(3) == 0 ? random.nextInt(packet.length) : packet.length);
            }
            decode(linkType, random, packets);
        }
    }

    /** The bytes around a packet belong to others. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 101, 113, 276})
    void lengthsThatReachIntoTheNextPacket(int linkType) {
        byte[] packet = new PacketWriter("192.0.2.1:1", "192.0.2.2:2").payload("secret").on(linkType);
        byte[] greedy = packet.clone();
        int ip = packet.length - 46;
        greedy[ip + 2] = 0x10;   // total length 4096 + 46
        String segment = Decoded.capture(new PcapngWriter().addInterface(linkType).packet(0, greedy).packet(0, packet).toBytes())
            .segments().get(0);
        assertTrue(segment.contains("'secret'+4096"), segment);
    }
}
