package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.samples.PcapngWriter.Option;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Good pcapng files, as draft-ietf-opsawg-pcapng describes them. */
class PcapngTest {
    private static final long TIME = 1_700_000_000_123_456_000L;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void sectionsOfBothByteOrdersInOneFile() throws IOException {
        byte[] file = new PcapngWriter()
            .section(ByteOrder.LITTLE_ENDIAN).addInterface(1, Option.of(2, "eth0")).packet(TIME, bytes("little"))
            .section(ByteOrder.BIG_ENDIAN).addInterface(276, Option.of(3, "Any device")).packet(TIME + 1000, bytes("big"), 1500)
            .toBytes();
        Captured captured = Captured.of(file);
        assertEquals(List.of(new Captured.Item(1, TIME, 1, "little", 6, "eth0"),
            new Captured.Item(2, TIME + 1000, 276, "big", 1500, "Any device")), captured.packets());
        assertEquals(List.of(), captured.remarks());
        assertEquals(file.length, captured.bytesRead());
    }

    @Test
    void interfacesOfDifferentLinkTypesInTurn() throws IOException {
        byte[] file = new PcapngWriter()
            .addInterface(1, Option.of(2, "eth0"), Option.of(3, "the first")).addInterface(101, 0, 9, 0, Option.of(2, "tun0"))
            .packet(TIME, bytes("a")).on(0).packet(TIME, bytes("b")).on(1).packet(TIME + 1, bytes("c")).toBytes();
        assertEquals(List.of(new Captured.Item(1, TIME, 101, "a", 1, "tun0"), new Captured.Item(2, TIME, 1, "b", 1, "eth0"),
            new Captured.Item(3, TIME + 1, 101, "c", 1, "tun0")), Captured.of(file).packets());
    }

    /** The option's value: a power of ten, or with the upper bit a power of two. */
    @ParameterizedTest
    @ValueSource(ints = {6, 7, 9, 0x80 | 30, 0x80 | 33})
    void resolutions(int resolution) throws IOException {
        byte[] file = new PcapngWriter().addInterface(1, 0, resolution, 0).packet(TIME, bytes("x")).toBytes();
        assertEquals(List.of(TIME), Captured.of(file).nanos());
    }

    @Test
    void coarseResolutions() throws IOException {
        byte[] file = new PcapngWriter().addInterface(1, 0, 0, 0).packet(TIME, bytes("x"))
            .addInterface(1, 0, 3, 0).packet(TIME, bytes("x")).toBytes();
        assertEquals(List.of(1_700_000_000_000_000_000L, 1_700_000_000_123_000_000L), Captured.of(file).nanos());
    }

    @Test
    void timestampOffset() throws IOException {
        byte[] file = new PcapngWriter().addInterface(1, 0, 6, 1_600_000_000).packet(TIME, bytes("x")).toBytes();
        assertEquals(List.of(TIME), Captured.of(file).nanos());
    }

    @Test
    void simplePacketsAreCutByTheSnaplenAndTakeTheTimeOfThePacketBefore() throws IOException {
        byte[] file = new PcapngWriter().addInterface(1, 3, 6, 0)
            .simplePacket(bytes("abc"), 9).packet(TIME, bytes("e")).simplePacket(bytes("fgh"), 3).toBytes();
        Captured captured = Captured.of(file);
        assertEquals(List.of("abc", "e", "fgh"), captured.texts());
        assertEquals(List.of(0L, TIME, TIME), captured.nanos());
        assertEquals(9, captured.packets().get(0).originalLength());
    }

    @Test
    void theObsoletePacketBlock() throws IOException {
        byte[] file = new PcapngWriter().oldPacket(TIME, bytes("abc"), 5, 0xffff).toBytes();
        assertEquals(List.of(new Captured.Item(1, TIME, 1, "abc", 5, null)), Captured.of(file).packets());
    }

    /** Wireshark 4 numbers custom blocks; so do we, or else frame numbers would differ. */
    @Test
    void otherBlocksAreSkippedAndCustomBlocksCount() throws IOException {
        byte[] file = new PcapngWriter().addInterface(1).block(5, new byte[12]).block(0x0bad, new byte[8]).packet(TIME, bytes("a"))
            .block(0x40000bad, new byte[8]).block(0x7777, new byte[100_000]).secrets(7, bytes("secrets")).packet(TIME, bytes("b")).toBytes();
        Captured captured = Captured.of(file);
        assertEquals(List.of(2L, 4L), captured.packets().stream().map(Captured.Item::frame).toList());
        assertEquals(List.of(), captured.remarks());
    }

    /** Some writers leave padding out of the block's length. */
    @Test
    void lengthsThatAreNoMultipleOfFour() throws IOException {
        byte[] file = new PcapngWriter().packet(TIME, bytes("abcde")).packet(TIME, bytes("f")).toBytes();
        PcapngWriter before = new PcapngWriter().addInterface(1);
        int first = before.length();
        file[first + 4] -= 3;
        file[first + 36] -= 3;   // 28 bytes before the packet, 5 of it, 3 of padding
        assertEquals(List.of("abcde", "f"), Captured.of(file).texts());
    }

    @Test
    void aPacketOfAnUnknownInterfaceIsLeftOut() throws IOException {
        byte[] file = new PcapngWriter().addInterface(1)
            .packet(TIME, bytes("a")).packet(TIME, bytes("b")).packet(TIME, bytes("c")).toBytes();
        int block = new PcapngWriter().addInterface(1).packet(TIME, bytes("a")).length();
        file[block + 8 + 2] = 1;
        Captured captured = Captured.of(file);
        assertEquals(List.of("a", "c"), captured.texts());
        assertTrue(captured.damaged());
        assertEquals(List.of("test: damaged after packet 1 (offset " + block
            + "): a packet of the unknown interface 65536; it was left out"), captured.remarks());
    }

    @Test
    void aPacketLongerThanItsBlockIsLeftOut() throws IOException {
        byte[] file = new PcapngWriter().addInterface(1).packet(TIME, bytes("a")).packet(TIME, bytes("b")).toBytes();
        int block = new PcapngWriter().addInterface(1).length();
        file[block + 20 + 3] = 0x7f;   // captured length: about two gigabytes
        Captured captured = Captured.of(file);
        assertEquals(List.of("b"), captured.texts());
        assertTrue(captured.damaged());
    }

    @Test
    void brokenOptionsHideNoPacket() throws IOException {
        byte[] file = new PcapngWriter().addInterface(1, new Option(2, bytes("eth0"))).packet(TIME, bytes("a")).toBytes();
        int options = new PcapngWriter().section(ByteOrder.LITTLE_ENDIAN).length() + 16;
        file[options + 2] = (byte) 0xff;   // length of the name
        Captured captured = Captured.of(file);
        assertEquals(List.of(new Captured.Item(1, TIME, 1, "a", 1, null)), captured.packets());
        assertFalse(captured.damaged());
    }
}
