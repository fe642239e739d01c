package io.github.pcap2http.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Span;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.Samples;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketViewTest {
    private static final String CLIENT = "192.0.2.1:40000";
    private static final String SERVER = "192.0.2.2:80";

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";   // 26 bytes and the path
    }

    private static String ok(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length);   // 38 bytes and the body, of 1 to 9
    }

    private static TcpConversation talk() {
        return TcpConversation.between(CLIENT, SERVER);
    }

    /** @return what each line says behind its numbers, blanks put together */
    private static List<String> belongs(byte[] capture) throws IOException {
        return Viewed.lines(capture).stream().map(line -> line.substring(line.indexOf(" len ") + 5).strip().replaceFirst("\\d+ +", "").replaceAll(" {2,}", "; ")).toList();
    }

    static Stream<Map.Entry<String, byte[]>> samples() throws IOException {
        return Samples.all().entrySet().stream();
    }

    /** {@code -Dgolden.update=true} writes the expected files anew; the difference is to be looked at. */
    @ParameterizedTest
    @MethodSource("samples")
    void samplesAsTheyWereFoundRight(Map.Entry<String, byte[]> sample) throws IOException {
        golden(sample.getKey() + ".packets", Viewed.of(Capture.open(new ByteArrayInputStream(sample.getValue()), "test"), 0, Options.DEFAULT).text());
    }

    @Test
    void blocksAsTheyWereFoundRight() throws IOException {
        PcapWriter out = new PcapWriter();
        byte[] syn = new PacketWriter(CLIENT, SERVER).flags("S").seq(7).options(2, 4, 5, 0xb4, 1, 3, 3, 7, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0).vlan(5).vlan(6).on(1);
        out.packet(Tape.START, syn, syn.length);
        byte[] six = new PacketWriter("[2001:db8::1]:1", "[2001:db8::2]:2").seq(1).ack(2).flags("PA").options(5, 10, 0, 0, 0, 3, 0, 0, 0, 4)
            .extensions(0, 6, 0, 1, 4, 0, 0, 0, 0).payload("secret").on(1);
        out.packet(Tape.START + 1, six, six.length);
        byte[] gre = new PacketWriter(CLIENT, SERVER).flags("RA").seq(8).gre(42).on(1);
        out.packet(Tape.START + 2, gre, gre.length);
        byte[] wrong = new PacketWriter(CLIENT, SERVER).payload("0123456789").on(1);
        wrong[wrong.length - 1]++;
        out.packet(Tape.START + 3, wrong, wrong.length);
        out.packet(Tape.START + 4, java.util.Arrays.copyOf(syn, 50), syn.length);
        out.packet(Tape.START + 5, new byte[] {-1, -1, -1, -1, -1, -1, 2, 0, 0, 0, 0, 1, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 10, 0, 0, 1,
            0, 0, 0, 0, 0, 0, 10, 0, 0, 2}, 42);
        String text = Viewed.blocks(out.toBytes());
        assertFalse(text.contains("secret") || text.contains("0123456789"), text);
        golden("headers.blocks", text);
    }

    private static void golden(String name, String text) throws IOException {
        Path file = Path.of("src/test/resources/golden").resolve(name);
        if (Boolean.getBoolean("golden.update")) Files.writeString(file, text);
        assertEquals(Files.readString(file), text, name);
    }

    @Test
    void requestsAndResponses() throws IOException {
        assertEquals(List.of("connection 1", "connection 1", "connection 1", "1-1 request 0-27", "1-1 response 0-42", "1-2 request 0-27", "1-2 response 0-42"),
            belongs(talk().handshake().client(get("/1")).server(ok(5)).client(get("/2")).server(ok(5)).pcap()));
    }

    @Test
    void messagesOfSeveralPackets() throws IOException {
        byte[] capture = talk().segmentSize(20).client("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123456789").server(ok(5)).pcap();
        assertEquals(List.of("1-1 request 0-19", "1-1 request 20-39", "1-1 request 40-55", "1-1 response 0-19", "1-1 response 20-39", "1-1 response 40-42"),
            belongs(capture));
    }

    /** The packets that have the first and the last byte of a message, as every output tells them. */
    @ParameterizedTest
    @MethodSource("samples")
    void exchangesAreNamedWhereTheyAre(Map.Entry<String, byte[]> sample) throws IOException {
        Viewed viewed = Viewed.of(Capture.open(new ByteArrayInputStream(sample.getValue()), "test"), 0, Options.DEFAULT);
        List<String> lines = viewed.text().lines().toList();
        assertFalse(viewed.exchanges().isEmpty());
        for (Exchange exchange : viewed.exchanges()) {
            named(exchange.id() + " request", exchange.requestSpan(), lines);
            named(exchange.id() + " response", exchange.responseSpan(), lines);
        }
    }

    private static void named(String words, Span span, List<String> lines) {
        if (span == null) return;
        for (Moment at : List.of(span.first(), span.last())) {
            String line = lines.get((int) at.frame() - 1);
            assertTrue(line.contains("   " + words) || line.contains(", " + words), () -> words + ": " + line);
        }
    }

    @Test
    void aPacketOfTwoRequestsOfWhichOneGoesOn() throws IOException {
        byte[] capture = talk().handshake().client(get("/1") + "GET /2").serverAck().client(" HTTP/1.1\r\nHost: a\r\n\r\n").server(ok(5) + ok(5)).pcap();
        assertEquals(List.of("1-1 request 0-27, 1-2 request 0-5", "connection 1", "1-2 request 6-27"), belongs(capture).subList(3, 6));
    }

    @Test
    void aRequestInChunksEndsWhereTheNextBegins() throws IOException {
        String head = "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";   // 57 bytes
        byte[] capture = talk().handshake().client(head + "1\r\n").client("x\r\n0\r\n\r\n" + get("/2")).server(ok(5) + ok(5)).pcap();
        List<String> lines = belongs(capture);
        assertEquals(List.of("1-1 request 0-59", "1-2 request, 1-1 request 60-", "1-1 response 0-42, 1-2 response 0-42"), lines.subList(3, 6));
    }

    @Test
    void pipelinedInOnePacket() throws IOException {
        assertEquals(List.of("1-1 request 0-27, 1-2 request 0-27", "1-1 response 0-42, 1-2 response 0-42"), belongs(talk().client(get("/1") + get("/2")).server(ok(5) + ok(5)).pcap()));
    }

    @Test
    void responsesWithoutRequestsInOnePacket() throws IOException {
        assertEquals(List.of("1-1 response 0-38, 1-2 response 0-38, 1-3 response 0-38"), belongs(talk().server(ok(1) + ok(1) + ok(1)).pcap()));
    }

    @Test
    void aPacketOfTwoResponsesOfWhichOneGoesOn() throws IOException {
        String two = ok(5) + ok(9);
        byte[] capture = talk().handshake().client(get("/1") + get("/2")).segmentSize(30).server(two).pcap();
        assertEquals(List.of("1-1 response 0-29", "1-1 response 30-42, 1-2 response 0-16", "1-2 response 17-46"), belongs(capture).subList(4, 7));
    }

    /** Where one in chunks ends is told only with the packet in which it does. */
    @Test
    void responsesInChunks() throws IOException {
        String chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n";   // 58 bytes
        assertEquals(List.of("1-1 response 0-57"), belongs(talk().client(get("/1")).server(chunks).pcap()).subList(1, 2));
        assertEquals(List.of("1-1 response 0-, 1-2 response"), belongs(talk().client(get("/1") + get("/2")).server(chunks + ok(5)).pcap()).subList(1, 2));
    }

    @Test
    void whatFollowsAnUpgradeInItsPacket() throws IOException {
        String ask = "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";
        byte[] capture = talk().client(ask).server("HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n" + "hello").pcap();
        assertEquals(List.of("1-1 response 0-58, 1-1 upgraded"), belongs(capture).subList(1, 2));
    }

    @Test
    void sentAgain() throws IOException {
        TcpConversation talk = talk().handshake().client(get("/1"));
        talk.pauseMicros(300_000).again().server(ok(5)).pauseMicros(300_000).again();
        assertEquals(List.of("1-1 request 0-27", "1-1 request 0-27; retransmission of #4", "1-1 response 0-42", "1-1 response 0-42; retransmission of #6"),
            belongs(talk.pcap()).subList(3, 7));
    }

    @Test
    void synAndFinSentAgain() throws IOException {
        TcpConversation talk = talk().syn();
        talk.pauseMicros(1_000_000).again();
        assertEquals(List.of("connection 1", "connection 1; retransmission of #1"), belongs(talk.pcap()));
        TcpConversation end = talk().handshake().clientFin();
        end.pauseMicros(300_000).again();
        assertEquals(List.of("connection 1", "connection 1; retransmission of #4"), belongs(end.pcap()).subList(3, 5));
    }

    @Test
    void outOfOrderAndMissing() throws IOException {
        byte[] swapped = talk().handshake().client(get("/1")).segmentSize(30).server(ok(7)).swap().clientAck().pcap();
        assertEquals(List.of("1-1 response 30-44; gap of 30 bytes before", "1-1 response 0-29; out of order"), belongs(swapped).subList(4, 6));
        byte[] lost = talk().handshake().client(get("/1")).server("HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n").unseen().server("x".repeat(200)).server("y".repeat(100))
            .clientAck().pcap();
        assertEquals(List.of("1-1 response 0-39", "1-1 response 240-339; gap of 200 bytes before", "connection 1"), belongs(lost).subList(4, 7));
    }

    @Test
    void sentAgainInPart() throws IOException {
        Tape tape = new Tape();
        tape.conversation(CLIENT, SERVER).handshake();
        String head = get("/1");
        tape.add(new PacketWriter(CLIENT, SERVER).seq(1_000_001).ack(2_000_001).payload(head.substring(0, 20)));
        tape.add(new PacketWriter(CLIENT, SERVER).seq(1_000_001 + 12).ack(2_000_001).window(0).payload(head.substring(12)));
        assertEquals(List.of("1-1 request 0-19", "1-1 request 12-27; repeats 8 bytes, zero window"), belongs(tape.pcap()).subList(3, 5));
    }

    @Test
    void aSegmentOfAnotherTime() throws IOException {
        Tape tape = new Tape();
        TcpConversation talk = tape.conversation(CLIENT, SERVER).handshake().client(get("/1"));
        tape.add(new PacketWriter(SERVER, CLIENT).seq(2_000_001 + (1 << 30) + 5).ack(1_000_001 + 28).payload("old"));
        talk.server(ok(5)).clientAck();
        assertEquals(List.of("connection 1; far outside the window", "1-1 response 0-42", "connection 1"), belongs(tape.pcap()).subList(4, 7));
    }

    private static byte[] pieces() {
        byte[] whole = new PacketWriter(CLIENT, SERVER).seq(1).ack(1).payload(get("/1")).on(1);
        PcapWriter out = new PcapWriter();
        for (int cut = 0; cut < 2; cut++) {
            byte[] header = java.util.Arrays.copyOf(whole, 34);
            byte[] content = cut == 0 ? java.util.Arrays.copyOfRange(whole, 34, 58) : java.util.Arrays.copyOfRange(whole, 58, whole.length);
            header[17] = (byte) (20 + content.length);
            header[20] = (byte) (cut == 0 ? 0x20 : 0);
            header[21] = (byte) (cut == 0 ? 0 : 3);
            byte[] piece = java.util.Arrays.copyOf(header, 34 + content.length);
            System.arraycopy(content, 0, piece, 34, content.length);
            out.packet(Tape.START, piece, piece.length);
        }
        return out.toBytes();
    }

    /** The header of the datagram as a whole was in no packet. */
    @Test
    void headersOfPiecesAreThoseOfThePackets() throws IOException {
        String blocks = Viewed.blocks(pieces());
        assertTrue(blocks.contains("Flags MF") && blocks.contains("Fragment Offset 24"), blocks);
        assertTrue(blocks.contains("IPv4            put together of pieces, of which this packet has the last to come, 68 bytes"), blocks);
        assertEquals(2, blocks.split("Header Checksum").length - 1, blocks);
        assertTrue(blocks.contains("(correct), Urgent"), blocks);
    }

    @Test
    void piecesOfDatagrams() throws IOException {
        List<String> lines = Viewed.lines(pieces());
        assertTrue(lines.get(0).endsWith("192.0.2.1 > 192.0.2.2               IPv4 fragment of 6 (TCP), offset 0, identification 0x0001"), lines.get(0));
        assertTrue(lines.get(1).contains("192.0.2.1:40000 > 192.0.2.2:80") && lines.get(1).contains("2-1 request 0-27"), lines.get(1));
    }

    @Test
    void acknowledgedButNotSeen() throws IOException {
        byte[] capture = talk().handshake().client(get("/1")).unseen().server(ok(5)).clientAck().pcap();
        assertEquals("connection 1; acknowledges 43 bytes that were not seen", belongs(capture).get(4));
    }

    @Test
    void copiesAndKeepAlives() throws IOException {
        Tape tape = new Tape().stepMicros(10);
        TcpConversation talk = tape.conversation(CLIENT, SERVER).handshake().client(get("/1"));
        tape.repeat();
        talk.server(ok(5));
        tape.stepMicros(1000).pauseMicros(2_000_000).add(new PacketWriter(CLIENT, SERVER).seq(1_000_000 + 28).ack(2_000_001 + 43).payload("x"));
        assertEquals(List.of("1-1 request 0-27", "1-1 request 0-27; copy of #4", "1-1 response 0-42", "connection 1; keep-alive"), belongs(tape.pcap()).subList(3, 7));
    }

    /** A hole tells nothing for a while: what is behind it must not be taken for the response before. */
    @Test
    void nothingIsGuessedBehindAHole() throws IOException {
        byte[] capture = talk().handshake().client(get("/1")).server("HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n").unseen().server("x".repeat(300)).clientAck()
            .client(get("/2")).server(ok(5)).pcap();
        List<String> lines = belongs(capture);
        assertEquals(List.of("1-2 request 0-27", "1-2 response 0-42"), lines.subList(lines.size() - 2, lines.size()));
    }

    @Test
    void whatIsNoHttpShowsItsConnection() throws IOException {
        assertEquals(List.of("connection 1", "connection 1"), belongs(talk().client("\u0016\u0003\u0001\u0000\u0005hello").server("\u0016\u0003\u0003").pcap()));
    }

    @Test
    void tunnels() throws IOException {
        byte[] capture = talk().handshake().client("CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n").server("HTTP/1.1 200 OK\r\n\r\n").client("\u0016\u0003\u0001\u0000\u0005hello").pcap();
        assertEquals(List.of("1-1 request 0-34", "1-1 response 0-18", "1-1 tunnel"), belongs(capture).subList(3, 6));
    }

    @Test
    void aLineWaitsNoLongerThanThat() throws IOException {
        Tape tape = new Tape();
        TcpConversation talk = tape.conversation(CLIENT, SERVER).handshake().client(get("/1").substring(0, 10));
        tape.pauseMicros(PacketView.PATIENCE_NANOS / 1000 + 1);
        talk.clientAck().client(get("/1").substring(10));
        List<String> lines = belongs(tape.pcap());
        assertEquals("connection 1", lines.get(3), "it was given up before the header section was whole");
        assertEquals("1-1 request 10-27", lines.get(5));
    }

    /** More lines than may wait. */
    @Test
    void manySmallPacketsWhileOtherLinesWait() throws IOException {
        Tape tape = new Tape().stepMicros(1);
        TcpConversation talk = tape.conversation(CLIENT, SERVER).handshake().client(get("/1"));
        talk.server("HTTP/1.1 200 OK\r\nContent-Length: 12000\r\n\r\n").segmentSize(1);
        for (int part = 0; part < 6; part++) {
            tape.conversation("192.0.2.3:" + (1000 + part), SERVER).client("\u0001\u0002");
            talk.server("x".repeat(2_000));
        }
        List<String> lines = belongs(tape.pcap());
        assertEquals("1-1 response 12041-12041", lines.get(lines.size() - 1));
    }

    @Test
    void ofManyRequestsInOnePacketSomeAreNamed() throws IOException {
        String line = belongs(talk().handshake().client(get("/1").repeat(40)).pcap()).get(3);
        assertTrue(line.startsWith("1-1 request 0-27, 1-2 request 0-27, ") && line.endsWith(", 1-16 request 0-27 and more"), line);
    }

    private static String line(String hex, int sent) throws IOException {
        byte[] packet = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
        return Viewed.lines(new PcapWriter().packet(Tape.START, packet, sent).toBytes()).get(0);
    }

    @Test
    void acknowledgedAgain() throws IOException {
        Tape tape = new Tape();
        TcpConversation talk = tape.conversation(CLIENT, SERVER).handshake().client(get("/1"));
        talk.server("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n").clientAck();   // in frame 6
        int ack = 2_000_001 + 38;
        tape.add(new PacketWriter(SERVER, CLIENT).seq(ack + 3).ack(1_000_001 + 28).payload("456789"));
        for (int i = 0; i < 2; i++) tape.add(new PacketWriter(CLIENT, SERVER).seq(1_000_001 + 28).ack(ack).ip(70 + i, 64));
        tape.add(new PacketWriter(CLIENT, SERVER).seq(1_000_001 + 28).ack(ack).window(77).ip(75, 64));
        tape.add(new PacketWriter(SERVER, CLIENT).seq(ack).ack(1_000_001 + 28).payload("123"));
        for (int i = 0; i < 2; i++) tape.add(new PacketWriter(CLIENT, SERVER).seq(1_000_001 + 28).ack(ack + 9).window(77).ip(80 + i, 64));
        List<String> lines = belongs(tape.pcap());
        assertEquals(List.of("connection 1; duplicate ACK of #6", "connection 1; duplicate ACK of #6", "connection 1"), lines.subList(7, 10));
        assertEquals(List.of("connection 1", "connection 1"), lines.subList(11, 13));
    }

    @Test
    void tagsOfWhatIsNoTcp() throws IOException {
        String udp = line("ffffffffffff 020000000001 8100 0005 0800 4500001c 00010000 40110000 0a000001 0a000002 0001 0002 0008 0000", 46);
        assertTrue(udp.endsWith("10.0.0.1:1 > 10.0.0.2:2             UDP, 0 bytes   in VLAN 5"), udp);
    }

    @Test
    void portsOfASnappedHeader() throws IOException {
        String snapped = line("ffffffffffff 020000000001 0800 45000028 00010000 40060000 0a000001 0a000002 9c40 0050 00000001", 54);
        assertTrue(snapped.contains("10.0.0.1:40000 > 10.0.0.2:80") && snapped.endsWith("TCP, cut off by the capture"), snapped);
    }

    @Test
    void whatAnErrorIsAbout() throws IOException {
        String quoted = "45000028 00010000 40060000 0a000001 0a000002 9c40 0050 00000001";
        String icmp = line("ffffffffffff 020000000001 0800 45000038 00010000 40010000 0a000009 0a000001 0301 0000 00000000" + quoted, 70);
        assertTrue(icmp.endsWith("ICMP Destination Unreachable (host) for 10.0.0.1:40000 > 10.0.0.2:80"), icmp);
        String cut = line("ffffffffffff 020000000001 0800 45000038 00010000 40010000 0a000009 0a000001 0b00 0000 00000000" + quoted.substring(0, 50), 70);
        assertTrue(cut.endsWith("ICMP Time Exceeded for 10.0.0.1 > 10.0.0.2"), cut);
        String ping = line("ffffffffffff 020000000001 0800 45000038 00010000 40010000 0a000009 0a000001 0800 0000 00000000" + quoted, 70);
        assertTrue(ping.endsWith("ICMP Echo Request"), ping);
    }

    @Test
    void everyPacketHasItsLine() throws IOException {
        PcapWriter out = new PcapWriter();
        String[] packets = {"", "00", "ffffffffffff 020000000001 88cc 01", "ffffffffffff 020000000001 0800 45000020 00012000 40110000 0a000001 0a000002 0001 0002 000c 0000 00000000"};
        for (String hex : packets) {
            byte[] packet = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
            out.packet(Tape.START, packet, packet.length);
        }
        List<String> lines = Viewed.lines(out.toBytes());
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).contains("malformed"), lines.get(1));
        assertTrue(lines.get(2).contains("02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff") && lines.get(2).endsWith("LLDP"), lines.get(2));
        assertTrue(lines.get(3).endsWith("IPv4 fragment of 17 (UDP), offset 0, identification 0x0001"), lines.get(3));
    }
}
