package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.samples.PcapngWriter.Option;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pcapng files hold beside packets: options, counts, names, secrets (draft-ietf-opsawg-pcapng, section 4). */
class PcapngExtrasTest {
    private static final long TIME = 1_700_000_000_000_000_000L;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private interface Check {
        void of(Capture capture) throws IOException;
    }

    /** Reads to the end, then checks. */
    private static void read(PcapngWriter writer, Check check) throws IOException {
        try (Capture capture = Capture.open(new ByteArrayInputStream(writer.toBytes()), "test")) {
            while (capture.next() != null) { }
            check.of(capture);
        }
    }

    private static ByteOrder order(boolean big) {
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void directionsOfPackets(boolean big) throws IOException {
        ByteOrder order = order(big);
        PcapngWriter writer = new PcapngWriter().section(order).addInterface(1);
        for (int flags : new int[] {1, 2, 0, 3, 0xf000_0006}) {
            writer.packet(TIME, bytes("abcde"), 5, Option.of(1, "a comment"), Option.of(2, flags, order));
        }
        writer.packet(TIME, bytes("x"));
        List<Packet.Direction> directions = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(writer.toBytes()), "test")) {
            for (Packet p = capture.next(); p != null; p = capture.next()) directions.add(p.direction());
        }
        assertEquals(List.of(Packet.Direction.INBOUND, Packet.Direction.OUTBOUND, Packet.Direction.UNKNOWN, Packet.Direction.UNKNOWN,
            Packet.Direction.OUTBOUND, Packet.Direction.UNKNOWN), directions);
    }

    @Test
    void whatIsSaidOfInterfaces() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        read(new PcapngWriter().addInterface(1, 96, 9, 0, Option.of(2, "eth0"), Option.of(3, "Ethernet card"), Option.of(11, "\0tcp port 80"),
                Option.of(12, "Linux 6.1"))
            .packet(TIME + 5, bytes("a")).packet(TIME, bytes("b")).packet(TIME + 9, bytes("c"))
            .statistics(Option.of(4, 100L, order), Option.of(5, 7L, order)).statistics(Option.of(4, 200L, order), Option.of(5, 8L, order),
                Option.of(7, 3L, order))
            .addInterface(113, Option.of(2, "any")).packet(TIME + 1_000, bytes("d"))
            .section(ByteOrder.BIG_ENDIAN).addInterface(1), capture -> {
                CaptureFacts facts = capture.facts().get(0);
                assertEquals(new CaptureFacts("test", "pcapng", 4, TIME, TIME + 1_000, facts.linkTypes(), facts.interfaces()), facts);
                assertEquals(Map.of(1, 3L, 113, 1L), facts.linkTypes());
                assertEquals(List.of(new CaptureFacts.Interface("eth0", "Ethernet card", 1, 96, "tcp port 80", "Linux 6.1", 3, 200, 11),
                    new CaptureFacts.Interface("any", null, 113, 0, null, null, 1, -1, -1),
                    new CaptureFacts.Interface(null, null, 1, 0, null, null, 0, -1, -1)), facts.interfaces());
                assertEquals(List.of(), capture.remarks());
            });
    }

    @Test
    void dropsThatPacketsTellOf() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        read(new PcapngWriter().addInterface(1).packet(TIME, bytes("a"), 1, Option.of(4, 2L, order)).oldPacket(TIME, bytes("b"), 1, 5)
            .oldPacket(TIME, bytes("c"), 1, 0xffff), capture -> assertEquals(7, capture.facts().get(0).interfaces().get(0).dropped()));
    }

    @Test
    void interfacesAreNumberedOverAllSections() throws IOException {
        byte[] file = new PcapngWriter().addInterface(1).addInterface(1).packet(TIME, bytes("a")).section(ByteOrder.BIG_ENDIAN)
            .addInterface(1).packet(TIME, bytes("b")).toBytes();
        try (Capture capture = Capture.open(new ByteArrayInputStream(file), "test")) {
            assertEquals(1, capture.next().interfaceId());
            assertEquals(2, capture.next().interfaceId());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hostNames(boolean big) throws IOException {
        read(new PcapngWriter().section(order(big)).addInterface(1).names(
            new Option(1, bytes("\300\000\002\001www.example.com\000www\000")),
            new Option(2, HexFormat.of().parseHex("20010db8000000000000000000000001" + "7369780000")),
            new Option(3, bytes("\002\000\000\000\000\001mac\000")),
            new Option(1, bytes("\300\000\002\002")),
            new Option(1, bytes("\300\000\002\001other\000")),
            new Option(1, bytes("\300\000\002\003unended"))), capture -> {
                assertEquals(Map.of("192.0.2.1", "www.example.com", "2001:db8::1", "six", "192.0.2.3", "unended"), capture.hostNames());
                assertEquals(List.of(), capture.remarks());
            });
    }

    @Test
    void namesAreBounded() throws IOException {
        PcapngWriter writer = new PcapngWriter();
        for (int i = 0; i < 60; i++) {
            Option[] some = new Option[2000];
            for (int j = 0; j < some.length; j++) some[j] = new Option(1, new byte[] {10, (byte) i, (byte) (j >> 8), (byte) j, 'a', 0});
            writer.names(some);
        }
        read(writer, capture -> {
            assertEquals(100_000, capture.hostNames().size());
            assertEquals(List.of("test: has names for more than 100000 hosts; the others are not used"), capture.remarks());
            assertFalse(capture.damaged());
        });
    }

    @Test
    void secretsInTheirOrder() throws IOException {
        read(new PcapngWriter().secrets(Secrets.TLS_KEY_LOG, bytes("CLIENT_RANDOM 00 11\n")).packet(TIME, bytes("a"))
            .section(ByteOrder.BIG_ENDIAN).secrets(0x57474b4c, bytes("wg")), capture -> {
                assertEquals(2, capture.secrets().size());
                assertEquals(Secrets.TLS_KEY_LOG, capture.secrets().get(0).type());
                assertArrayEquals(bytes("CLIENT_RANDOM 00 11\n"), capture.secrets().get(0).bytes());
                assertArrayEquals(bytes("wg"), capture.secrets().get(1).bytes());
            });
    }

    @Test
    void secretsAreBounded() throws IOException {
        PcapngWriter writer = new PcapngWriter();
        for (int i = 0; i < 9; i++) writer.secrets(Secrets.TLS_KEY_LOG, new byte[8 << 20]);
        read(writer, capture -> {
            assertEquals(8, capture.secrets().size());
            assertEquals(List.of("test: has more than 64 MiB of secrets; the others are not used"), capture.remarks());
        });
    }

    @Test
    void brokenExtrasCostNoPacket() throws IOException {
        read(new PcapngWriter().addInterface(1).block(10, bytes("\0\0\0\0\377\377\377\377")).block(5, bytes("\7\0\0\0\0\0\0\0\0\0\0\0"))
            .block(4, bytes("\1\0\377\377")).packet(TIME, bytes("a")), capture -> {
                assertEquals(1, capture.facts().get(0).packets());
                assertEquals(2, capture.remarks().size());
                assertFalse(capture.damaged());
            });
    }

    @Test
    void interfacesOfManySectionsAreCountedAndNotAllListed() throws IOException {
        PcapngWriter writer = new PcapngWriter();
        for (int i = 0; i < 3000; i++) writer.section(ByteOrder.LITTLE_ENDIAN).addInterface(1).packet(TIME, bytes("a"));
        read(writer, capture -> {
            CaptureFacts facts = capture.facts().get(0);
            assertEquals(Interfaces.LISTED, facts.interfaces().size());
            assertEquals(Map.of(1, 3000L), facts.linkTypes());
            assertTrue(capture.remarks().isEmpty());
        });
    }
}
