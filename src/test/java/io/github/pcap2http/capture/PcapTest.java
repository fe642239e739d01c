package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.pcap2http.samples.PcapWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Good pcap files, as draft-ietf-opsawg-pcap describes them. */
class PcapTest {
    private static final long TIME = 1_700_000_000_123_456_789L;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void reads(PcapWriter writer, long time) throws IOException {
        Captured captured = Captured.of(writer.packet(TIME, bytes("first")).packet(TIME + 1_000_000, bytes("cut"), 1500).toBytes());
        assertEquals(List.of(new Captured.Item(1, time, 1, "first", 5, null),
            new Captured.Item(2, time + 1_000_000, 1, "cut", 1500, null)),
            captured.packets());
        assertEquals(List.of(), captured.remarks());
        assertEquals(writer.length(), captured.bytesRead());
        assertFalse(captured.damaged());
    }

    @Test
    void microsecondsOfBothByteOrders() throws IOException {
        reads(new PcapWriter(), TIME - 789);
        reads(new PcapWriter().bigEndian(), TIME - 789);
    }

    @Test
    void nanosecondsOfBothByteOrders() throws IOException {
        reads(new PcapWriter().nanos(), TIME);
        reads(new PcapWriter().nanos().bigEndian(), TIME);
    }

    @Test
    void theLinkTypeIsInTheLower16Bits() throws IOException {
        // P bit and 4 bytes of frame check sequence, in units of 16 bits
        byte[] file = new PcapWriter().network(0x24000000 | 276).packet(TIME, bytes("x")).toBytes();
        assertEquals(276, Captured.of(file).packets().get(0).linkType());
    }

    @Test
    void emptyPacketsCount() throws IOException {
        byte[] file = new PcapWriter().packet(TIME, bytes(""), 60).packet(TIME, bytes("x")).toBytes();
        assertEquals(List.of("", "x"), Captured.of(file).texts());
    }

    @Test
    void moreCapturedThanSentIsTolerated() throws IOException {
        byte[] file = new PcapWriter().packet(TIME, bytes("abcdef"), 2).packet(TIME, bytes("x")).toBytes();
        assertEquals(List.of("abcdef", "x"), Captured.of(file).texts());
    }

    @Test
    void packetsBeyondTheSnaplenAreTolerated() throws IOException {
        byte[] file = new PcapWriter().snaplen(10).packet(TIME, new byte[70_000]).packet(TIME, bytes("x")).toBytes();
        Captured captured = Captured.of(file);
        assertEquals(70_000, captured.packets().get(0).text().length());
        assertEquals("x", captured.packets().get(1).text());
        assertFalse(captured.damaged());
    }

    @Test
    void timesBeyond2038() throws IOException {
        byte[] file = new PcapWriter().packet(4_294_967_295_000_000_000L, bytes("x")).toBytes();
        assertEquals(List.of(4_294_967_295_000_000_000L), Captured.of(file).nanos());
    }

    @Test
    void manyPacketsMoreThanTheWindowHolds() throws IOException {
        PcapWriter writer = new PcapWriter();
        for (int i = 0; i < 100; i++) writer.packet(TIME + i * 1000L, bytes(("" + (char) ('a' + i % 26)).repeat(1 + i * 577 % 9000)));
        Captured captured = Captured.of(writer.toBytes());
        assertEquals(100, captured.packets().size());
        for (int i = 0; i < 100; i++) {
            Captured.Item packet = captured.packets().get(i);
            assertEquals(i + 1, packet.frame());
            assertEquals(("" + (char) ('a' + i % 26)).repeat(1 + i * 577 % 9000), packet.text());
        }
    }

    /** Kuznetzov's patch of 1999: a magic number of its own, and eight bytes more before each packet; a later one had twelve. */
    @ParameterizedTest
    @ValueSource(strings = {"01000000 0008 00 00", "01000000 0008 00 00 00 000000"})
    void modifiedRecords(String more) throws IOException {
        String header = "34cdb2a1 0200 0400 00000000 00000000 ffff0000 01000000";
        String first = "79726c4b 822b0700 02000000 02000000" + more + "6162";
        String second = "79726c4b 832b0700 03000000 03000000" + more + "636465";
        Captured captured = Captured.of(HexFormat.of().parseHex((header + first + second).replace(" ", "")));
        assertEquals(List.of("ab", "cde"), captured.texts());
        assertEquals(List.of(1_265_398_393_469_890_000L, 1_265_398_393_469_891_000L), captured.nanos());
    }
}
