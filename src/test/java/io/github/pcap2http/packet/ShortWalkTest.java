package io.github.pcap2http.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.PacketWriter;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the short way finds is what the walk from header to header finds, which a packet goes whose Ethernet header stands behind a switch's tag. */
class ShortWalkTest {
    private static final int ETHERNET = 1;
    private static final int TAGGED = 282;   // four bytes, and then Ethernet
    private static final int PACKETS = 4000;

    @Test
    void bothWaysFindTheSame() {
        Random random = new Random(1);
        int segments = 0;
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = packet(random);
            int original = packet.length + (random.nextInt(8) == 0 ? random.nextInt(40) - 20 : 0);
            byte[] tagged = new byte[packet.length + 4];
            System.arraycopy(packet, 0, tagged, 4, packet.length);
            String expected = Decoded.packet(TAGGED, tagged, original + 4).only();
            assertEquals(expected, Decoded.packet(ETHERNET, packet, original).only(), () -> Arrays.toString(packet));
            if (expected.contains(" > ")) segments++;
        }
        assertTrue(segments > PACKETS / 4 && segments < PACKETS, segments + " segments");
    }

    /** Mostly a good one; of some a header byte is another one, or the end is cut, or there is padding. */
    private static byte[] packet(Random random) {
        PacketWriter writer = new PacketWriter("192.0.2.1:1", "192.0.2.2:2").seq(random.nextInt()).ack(random.nextInt());
        if (random.nextInt(4) == 0) writer.options(1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2);
        if (random.nextInt(8) == 0) writer.vlan(3);
        byte[] whole = writer.payload("0123456789".substring(random.nextInt(11))).on(ETHERNET);
        int length = random.nextInt(3) == 0 ? whole.length + random.nextInt(20) - 10 : whole.length;
        byte[] packet = Arrays.copyOf(whole, length);
        if (random.nextBoolean()) packet[random.nextInt(Math.min(length, 54))] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(80));
        return packet;
    }
}
