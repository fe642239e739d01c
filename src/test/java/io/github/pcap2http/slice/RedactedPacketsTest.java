package io.github.pcap2http.slice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.redact.Mode;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Pipeline;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.samples.Tape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of packets beside the bytes of messages. */
class RedactedPacketsTest {
    private static final String SECRET = "Zq7Kw9XvJh3Tn5Rb";

    @TempDir
    private Path directory;

    private List<String> remarks = List.of();

    private Path slice(byte[] capture) throws IOException {
        Path input = Files.write(directory.resolve("in"), capture);
        Path output = directory.resolve("out.pcapng");
        Redaction redaction = Redaction.of(Mode.MASK, true, List.of(), (byte) 1);
        try (Capture open = Capture.open(input)) {
            SliceWriter slice = new SliceWriter(Target.file(output), open, new SliceOptions("out.pcapng", "x", false, List.of(input), 1 << 26, List.of()), redaction);
            new Pipeline(Options.DEFAULT.withStrict(true), exchange -> {
                slice.original(exchange);
                slice.finished(redaction.apply(exchange));
            }, true, slice).read(open, () -> { });
            slice.close();
            remarks = slice.remarks();
        }
        assertFalse(Files.readString(output, StandardCharsets.ISO_8859_1).contains(SECRET.substring(0, 6)));
        return output;
    }

    private static List<byte[]> packets(Path file) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            for (Packet packet = capture.next(); packet != null; packet = capture.next()) packets.add(packet.bytes().toArray());
        }
        return packets;
    }

    private static Tape tape(UnaryOperator<PacketWriter> each) {
        Tape tape = new Tape();
        tape.conversation("10.0.0.1:40000", "10.0.0.2:80").segmentSize(61).handshake().each(each)
            .client("GET /?token=" + SECRET + " HTTP/1.1\r\nHost: a\r\nX-Odd: 1\r\n\r\n").server("HTTP/1.1 200 OK\r\nSet-Cookie: a=" + SECRET + "\r\nContent-Length: 1\r\n\r\nx").fin();
        return tape;
    }

    /** @return the Internet checksum (RFC 1071) of bytes, and of what is to be added */
    private static int sum(long add, byte[] bytes, int from, int to) {
        long sum = add;
        for (int i = from; i < to; i++) sum += (long) (bytes[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        return (int) sum;
    }

    /** @return sum over an IPv4 datagram's content and its pseudo header; 0xffff where the checksum is right */
    private static int content(byte[] packet, int ip) {
        int length = ByteBuffer.wrap(packet).getShort(ip + 2) & 0xffff;
        return sum((packet[ip + 9] & 0xff) + length - 20 + sum(0, packet, ip + 12, ip + 20), packet, ip + 20, ip + length);
    }

    @Test
    void checksumsStayRight() throws IOException {
        for (byte[] packet : packets(slice(tape(packet -> packet).pcap()))) assertEquals(0xffff, content(packet, 14));
    }

    @Test
    void wrongChecksumsStayWrong() throws IOException {
        PcapWriter in = new PcapWriter();
        for (byte[] packet : read(tape(packet -> packet).pcap())) {
            packet[14 + 20 + 16] += 3;
            in.packet(Tape.START, packet);
        }
        for (byte[] packet : packets(slice(in.toBytes()))) assertEquals(sum(3 << 8, new byte[0], 0, 0), content(packet, 14) % 0xffff);
    }

    @Test
    void checksumsLeftToTheHardwareStay() throws IOException {
        PcapWriter in = new PcapWriter();
        List<Integer> fields = new ArrayList<>();
        for (byte[] packet : read(tape(packet -> packet).pcap())) {
            int length = ByteBuffer.wrap(packet).getShort(16) & 0xffff;
            int pseudo = sum(6 + length - 20, packet, 26, 34);
            ByteBuffer.wrap(packet).putShort(50, (short) pseudo);
            fields.add(pseudo);
            in.packet(Tape.START, packet);
        }
        assertEquals(fields, packets(slice(in.toBytes())).stream().map(packet -> ByteBuffer.wrap(packet).getShort(50) & 0xffff).toList());
    }

    /** One in 65,536 of those that are right looks like that. */
    @Test
    void checksumsThatOnlyLookLeftToTheHardwareStayRight() throws IOException {
        PcapWriter in = new PcapWriter();
        for (byte[] packet : read(tape(packet -> packet).pcap())) {
            int length = ByteBuffer.wrap(packet).getShort(16) & 0xffff;
            ByteBuffer.wrap(packet).putShort(50, (short) sum(6 + length - 20, packet, 26, 34)).putShort(48, (short) 0);
            ByteBuffer.wrap(packet).putShort(48, (short) ~content(packet, 14));   // the window
            assertEquals(0xffff, content(packet, 14));
            in.packet(Tape.START, packet);
        }
        for (byte[] packet : packets(slice(in.toBytes()))) assertEquals(0xffff, content(packet, 14));
    }

    /** An IPv4 datagram in GRE (RFC 2784), with a checksum, which is nothing special when it is zero. */
    private static byte[] gre(byte[] frame, boolean zero) {
        int length = 20 + 12 + frame.length - 14;
        ByteBuffer out = ByteBuffer.allocate(14 + length);
        out.put(new byte[12]).putShort((short) 0x0800);
        out.putShort((short) 0x4500).putShort((short) length).putInt(0).put((byte) 64).put((byte) 47).putShort((short) 0).putInt(0xac100001).putInt(0xac100002);
        out.putShort((short) 0xa000).putShort((short) 0x0800).putInt(0).putInt(0).put(frame, 14, frame.length - 14);
        byte[] packet = out.array();
        int rest = ~sum(0, packet, 34, packet.length) & 0xffff;
        ByteBuffer.wrap(packet).putShort(zero ? 44 : 38, (short) rest);   // in the key, or the checksum
        return packet;
    }

    @Test
    void inGre() throws IOException {
        for (boolean zero : List.of(true, false)) {
            PcapWriter in = new PcapWriter();
            for (byte[] frame : read(tape(packet -> packet).pcap())) in.packet(Tape.START, gre(frame, zero));
            List<byte[]> packets = packets(slice(in.toBytes()));
            assertFalse(packets.isEmpty());
            for (byte[] packet : packets) assertEquals(0xffff, sum(0, packet, 34, packet.length));
        }
    }

    private List<byte[]> read(byte[] capture) throws IOException {
        return packets(Files.write(directory.resolve("made"), capture));
    }

    /** An Ethernet frame in VXLAN, with a checksum of UDP. */
    private static byte[] vxlan(byte[] frame, boolean summed) {
        int length = 20 + 8 + 8 + frame.length;
        ByteBuffer out = ByteBuffer.allocate(14 + length);
        out.put(new byte[12]).putShort((short) 0x0800);
        out.putShort((short) 0x4500).putShort((short) length).putInt(0).put((byte) 64).put((byte) 17).putShort((short) 0).putInt(0xac100001).putInt(0xac100002);
        out.putShort((short) 50_000).putShort((short) 4789).putShort((short) (length - 20)).putShort((short) 0);
        out.putInt(0x08000000).putInt(42 << 8).put(frame);
        byte[] packet = out.array();
        if (summed) ByteBuffer.wrap(packet).putShort(40, (short) ~content(packet, 14));
        return packet;
    }

    @Test
    void inATunnel() throws IOException {
        for (boolean summed : List.of(true, false)) {
            PcapWriter in = new PcapWriter();
            int odd = 0;
            for (byte[] frame : read(tape(packet -> packet).pcap())) {
                byte[] padded = Arrays.copyOf(frame, frame.length + odd++ % 3);
                if (padded.length > frame.length) padded[frame.length] = 7;
                in.packet(Tape.START, vxlan(padded, summed));
            }
            for (byte[] packet : packets(slice(in.toBytes()))) {
                assertEquals(0xffff, content(packet, 14 + 36 + 14), "inside");
                if (summed) assertEquals(0xffff, content(packet, 14), "outside");
                else assertEquals(0, ByteBuffer.wrap(packet).getShort(40));
            }
        }
    }

    @Test
    void whatIsBehindTheDatagramIsZero() throws IOException {
        PcapWriter in = new PcapWriter();
        List<byte[]> frames = read(tape(packet -> packet).pcap());
        byte[] trailer = SECRET.getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] frame : frames) {
            byte[] padded = Arrays.copyOf(frame, frame.length + trailer.length);
            System.arraycopy(trailer, 0, padded, frame.length, trailer.length);
            in.packet(Tape.START, padded);
        }
        List<byte[]> clean = packets(slice(in.toBytes()));
        assertEquals(frames.size(), clean.size());
        for (int i = 0; i < frames.size(); i++) {
            int end = frames.get(i).length;
            assertArrayEquals(new byte[trailer.length], Arrays.copyOfRange(clean.get(i), end, clean.get(i).length));
            assertArrayEquals(Arrays.copyOf(frames.get(i), 50), Arrays.copyOf(clean.get(i), 50));
        }
    }

    @Test
    void piecesOfDatagramsAreLeftOut() throws IOException {
        List<byte[]> frames = read(tape(packet -> packet).pcap());
        PcapWriter in = new PcapWriter();
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            if (i != 3) in.packet(Tape.START + i, frame);
            else in.packet(Tape.START + i, piece(frame, 34, 74, 0x2000)).packet(Tape.START + i, piece(frame, 74, frame.length, 5));
        }
        assertEquals(frames.size() - 1, packets(slice(in.toBytes())).size());
        assertEquals(List.of("2 packets were left out of out.pcapng: pieces of datagrams, or odd ones, which --redact does not reach into"), remarks);
    }

    private static byte[] piece(byte[] packet, int from, int to, int fragment) {
        byte[] piece = Arrays.copyOf(packet, 34 + to - from);
        System.arraycopy(packet, from, piece, 34, to - from);
        ByteBuffer.wrap(piece).putShort(16, (short) (20 + to - from)).putShort(20, (short) fragment);
        return piece;
    }

    @Test
    void commentsAndSecretsAreLeftOut() throws IOException {
        PcapngWriter in = new PcapngWriter();
        in.secrets(0x544c534b, ("CLIENT_RANDOM " + "ab".repeat(32) + " " + SECRET).getBytes(StandardCharsets.ISO_8859_1));
        in.addInterface(1, PcapngWriter.Option.of(1, SECRET), PcapngWriter.Option.of(2, "eth7"), PcapngWriter.Option.of(3, SECRET), PcapngWriter.Option.of(11, "\0" + SECRET));
        byte[] hello = new byte[60];
        hello[0] = 22;
        hello[1] = 3;
        hello[4] = 55;
        hello[5] = 1;
        Arrays.fill(hello, 11, 43, (byte) 0xab);
        Tape tape = new Tape();
        tape.conversation("10.0.0.1:40000", "10.0.0.2:80").handshake().client("CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n").server("HTTP/1.1 200 OK\r\n\r\n").client(hello);
        int number = 0;
        for (byte[] packet : read(tape.pcap())) in.packet(Tape.START + number++, packet, packet.length, PcapngWriter.Option.of(1, SECRET));
        try (Capture clean = Capture.open(slice(in.toBytes()))) {
            List<String> comments = new ArrayList<>();
            for (Packet packet = clean.next(); packet != null; packet = clean.next()) {
                comments.addAll(packet.comments());
                assertEquals("eth7", packet.interfaceName());
            }
            assertEquals(List.of("exchange 1-1, request: CONNECT b:443", "exchange 1-1, response: 200 OK"), comments);
            assertTrue(clean.secrets().isEmpty());
        }
    }

    @Test
    void tsharkFindsNothingWrong() throws IOException, InterruptedException {
        assumeTrue(tsharkIsThere(), "tshark is not installed");
        PcapWriter in = new PcapWriter();
        for (byte[] frame : read(tape(packet -> packet.vlan(7)).pcap())) in.packet(Tape.START, vxlan(frame, true));
        assertEquals("", tshark(slice(in.toBytes()), "tcp.checksum.status == 0 || udp.checksum.status == 0 || _ws.malformed"));
        assertEquals("", tshark(slice(tape(packet -> packet).pcap()), "tcp.checksum.status == 0 || _ws.malformed"));
        assertEquals("/?token=xxxxxxxxxxxxxxxx\n", tshark(slice(tape(packet -> packet).pcap()), "http.request"));
    }

    private static boolean tsharkIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("tshark", "--version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String tshark(Path file, String filter) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("tshark", "-n", "-r", file.toString(), "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-Y", filter,
            "-T", "fields", "-e", "http.request.uri").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out;
    }
}
