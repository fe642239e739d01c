package io.github.pcap2http.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapngWriter;
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
