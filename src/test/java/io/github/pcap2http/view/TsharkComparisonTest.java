package io.github.pcap2http.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frame numbers, flags, relative numbers and lengths are those that tshark shows, where that is installed. */
class TsharkComparisonTest {
    private static final Pattern LINE = Pattern.compile(" *(\\d+)  \\S+ \\S+  .*?   ([A-Z ]+?) +seq +(\\d+)(?:  ack +(\\d+))? +len +(\\d+)   .*");
    private static final List<String> FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"lossy.pcap", "ats-retry.pcap"})
    void samples(String name) throws IOException, InterruptedException {
        compare(Path.of("samples", name));
    }

    @Test
    void oddities() throws IOException, InterruptedException {
        Tape tape = new Tape();
        TcpConversation talk = tape.conversation("192.0.2.1:40000", "192.0.2.2:80").sequences(-5, Integer.MAX_VALUE).handshake();
        talk.client("GET / HTTP/1.1\r\n\r\n").unseen().server("x".repeat(100)).server("y".repeat(50)).swap().clientAck().again();
        tape.conversation("[2001:db8::1]:1", "[2001:db8::2]:2").segmentSize(10).client("in the middle of something").serverAck().clientRst();
        tape.add(new PacketWriter("192.0.2.3:1", "192.0.2.4:2").flags("FPU").seq(9));
        tape.add(new PacketWriter("192.0.2.5:1", "192.0.2.6:2").flags("S").seq(9).vlan(3).vlan(4).payload("fast"));
        compare(Files.write(directory.resolve("odd.pcap"), tape.pcap()));
    }

    /** Fields of all layers, by the names that tshark has for them and those of the blocks. */
    @Test
    void fieldsOfBlocks() throws IOException, InterruptedException {
        Path file = Path.of("samples/ats-retry.pcap");
        String[] theirs = {"frame.len", "sll.ifindex", "sll.pkttype", "ip.id", "ip.ttl", "ip.checksum", "tcp.srcport", "tcp.seq_raw", "tcp.ack_raw", "tcp.hdr_len", "tcp.window_size_value",
            "tcp.checksum", "tcp.options.mss_val", "tcp.options.wscale.shift", "tcp.options.timestamp.tsval", "tcp.options.timestamp.tsecr", "tcp.len"};
        String[] ours = {"(\\d+) bytes on the wire", "Interface Index (\\d+)", "Packet Type (\\d+)", "Identification (\\w+)", "Time to Live (\\d+)", "Header Checksum (\\w+)", "Source Port (\\d+)",
            "Sequence Number (\\d+)", "Acknowledgment Number (\\d+)", "Data Offset (\\d+)", "Window (\\d+)", "[^r] Checksum (\\w+)", "MSS (\\d+)", "Window Scale (\\d+)",
            "Timestamps (\\d+)", "echo (\\d+)", "Payload +(\\d+) bytes"};
        List<String> blocks = new ArrayList<>();
        for (String block : Viewed.of(Capture.open(file), 1, Options.DEFAULT).text().split("\n\n")) {
            StringBuilder fields = new StringBuilder();
            for (String field : ours) {
                Matcher m = Pattern.compile(field).matcher(block.replaceAll("\n +", " "));
                fields.append(m.find() ? m.group(1) : "").append('\t');
            }
            blocks.add(fields.toString().strip());
        }
        assertEquals(run(file, theirs).map(String::strip).toList(), blocks);
    }

    private static void compare(Path file) throws IOException, InterruptedException {
        List<String> theirs = tshark(file);
        List<String> ours = new ArrayList<>();
        Viewed.of(Capture.open(file), 0, Options.DEFAULT).text().lines().forEach(line -> {
            Matcher m = LINE.matcher(line);
            if (m.matches()) ours.add(m.group(1) + " " + bits(m.group(2).strip()) + " " + m.group(3) + " " + (m.group(4) == null ? "-" : m.group(4)) + " " + m.group(5));
        });
        assertEquals(theirs, ours);
    }

    private static int bits(String names) {
        int bits = 0;
        for (String name : names.split(" ")) bits |= 1 << FLAGS.indexOf(name);
        return bits;
    }

    private static List<String> tshark(Path file) throws IOException, InterruptedException {
        return run(file, "frame.number", "tcp.flags", "tcp.seq", "tcp.ack", "tcp.len").map(line -> {
            String[] fields = line.split("\t");
            int flags = Integer.decode(fields[1]);
            return fields[0] + " " + flags + " " + fields[2] + " " + ((flags & 16) == 0 ? "-" : fields[3]) + " " + fields[4];
        }).toList();
    }

    /** @return a line for each packet with TCP, the values of the fields with tabs between them */
    private static Stream<String> run(Path file, String... fields) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-T", "fields", "-E", "occurrence=l", "-Y", "tcp"));
        for (String field : fields) command.addAll(List.of("-e", field));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            assumeTrue(false, "tshark is not installed");
            return Stream.of();
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out.lines();
    }
}
