package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that call themselves pcap and are something else: the layouts are those of Wireshark's wiretap/libpcap.c. */
class PcapVariantTest {
    private static final long TIME = 1_700_000_000_123_456_000L;
    private static final int MODIFIED = 0xa1b2cd34;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static void reads(String format, PcapWriter writer) throws IOException {
        List<String> texts = List.of("the first packet", "a second", "x", "and the last of them");
        for (int i = 0; i < texts.size(); i++) writer.packet(TIME + i * 1_000_000L, bytes(texts.get(i)));
        try (Capture capture = Capture.open(new ByteArrayInputStream(writer.toBytes()), "test")) {
            for (int i = 0; i < texts.size(); i++) {
                Packet packet = capture.next();
                assertEquals(texts.get(i), packet.bytes().latin1(), format);
                assertEquals(TIME + i * 1_000_000L, packet.nanos());
                assertEquals(writer.linkType(), packet.linkType());
            }
            assertEquals(null, capture.next());
            assertEquals(List.of(), capture.remarks());
            assertEquals(format, capture.facts().get(0).format());
        }
    }

    @Test
    void redHat61HasTheUsualMagicNumber() throws IOException {
        reads("pcap (Red Hat 6.1)", new PcapWriter().recordFields(hex("02000000 0008 00 ff")));
        reads("pcap (Red Hat 6.1)", new PcapWriter().bigEndian().recordFields(hex("00000002 0800 04 00")));
    }

    @Test
    void nokiaHasTheUsualMagicNumber() throws IOException {
        reads("pcap (Nokia)", new PcapWriter().recordFields(hex("01b6bf9f")));
        reads("pcap (Nokia)", new PcapWriter().bigEndian().recordFields(hex("bfbfd902")));
        reads("pcap (Nokia)", new PcapWriter().recordFields(hex("00000000")));
    }

    @Test
    void kuznetzovAndSuse63ShareAMagicNumber() throws IOException {
        reads("pcap (modified)", new PcapWriter().magic(MODIFIED).recordFields(hex("01000000 0008 00 00")));
        reads("pcap (SuSE 6.3)", new PcapWriter().magic(MODIFIED).recordFields(hex("01000000 0008 00 00 00 000000")));
        reads("pcap (SuSE 6.3)", new PcapWriter().bigEndian().magic(MODIFIED).recordFields(hex("00000001 0800 00 00 00 000000")));
    }

    @Test
    void ixiaHasFourBytesMoreInItsHeader() throws IOException {
        reads("pcap (nanoseconds)", new PcapWriter().nanos(0x1c0001ac).headerFields(hex("00010000")));
        reads("pcap", new PcapWriter().bigEndian().magic(0x1c0001ab).headerFields(hex("00010000")));
    }

    @ParameterizedTest
    @CsvSource({"6,1", "9,6", "15,10", "24,0"})
    void aixHasInterfaceTypesAndNanoseconds(int interfaceType, int linkType) throws IOException {
        byte[] file = new PcapWriter().nanos(0xa1b2c3d4).version(2, 2).network(interfaceType).packet(TIME + 7, bytes("x")).toBytes();
        assertEquals(List.of(new Captured.Item(1, TIME + 7, linkType, "x", 1, null)), Captured.of(file).packets());
    }

    @ParameterizedTest
    @CsvSource({"2,2", "2,3", "543,0"})
    void oldVersionsHaveTheLengthsInOtherOrder(int major, int minor) throws IOException {
        byte[] file = new PcapWriter().version(major, minor).record(TIME, 100, 3).raw(bytes("abc")).record(TIME, 3, 3).raw(bytes("def")).toBytes();
        Captured captured = Captured.of(file);
        assertEquals(List.of("abc", "def"), captured.texts());
        assertEquals(100, captured.packets().get(0).originalLength());
        assertEquals(List.of(), captured.remarks());
    }

    /** A frame check sequence of 4 bytes is told in the upper bits. */
    @ParameterizedTest
    @CsvSource({"0x24000001,1", "0xF4000071,113", "0x0000000b,100"})
    void linkTypes(String network, int linkType) throws IOException {
        byte[] file = new PcapWriter().network(Long.decode(network).intValue()).packet(TIME, bytes("x")).toBytes();
        assertEquals(linkType, Captured.of(file).packets().get(0).linkType());
    }

    /** Packets whose first bytes could be Red Hat's fields: of the loopback device of Linux, and others with many zeros. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 101, 108, 113, 276})
    void anOrdinaryCaptureIsNotTakenForAnother(int linkType) throws IOException {
        for (boolean bigEndian : new boolean[] {true, false}) {
            for (int count = 1; count <= 5; count++) {
                PcapWriter writer = bigEndian ? new PcapWriter().bigEndian() : new PcapWriter();
                writer.network(linkType);
                for (int i = 0; i < count; i++) {
                    byte[] packet = new PacketWriter("127.0.0.1:5000", "127.0.0.1:80").payload("x".repeat(i * 100)).on(linkType);
                    if (linkType == 1) java.util.Arrays.fill(packet, 0, 12, (byte) 0);
                    writer.packet(TIME + i, packet);
                }
                Captured captured = Captured.of(writer.toBytes());
                assertEquals(count, captured.packets().size());
                assertEquals(List.of(), captured.remarks());
            }
        }
    }

    /** Damage in the second record is no sign of another kind. */
    @Test
    void aDamagedFileIsAnOrdinaryOne() throws IOException {
        byte[] packet = new PacketWriter("192.0.2.1:5000", "192.0.2.2:80").payload("x".repeat(50)).on(1);
        byte[] file = new PcapWriter().packet(TIME, packet).raw((byte) 7).packet(TIME, packet).packet(TIME, packet).packet(TIME, packet).toBytes();
        Captured captured = Captured.of(file);
        assertEquals(4, captured.packets().size());
        assertEquals(1, captured.remarks().size());
    }
}
