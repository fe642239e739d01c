package io.github.pcap2http.fuzz;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.CaptureException;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.coding.ContentCodings;
import io.github.pcap2http.filter.FilterException;
import io.github.pcap2http.filter.PacketFilter;
import io.github.pcap2http.harfile.FirstBytes;
import io.github.pcap2http.output.Format;
import io.github.pcap2http.output.Output;
import io.github.pcap2http.output.OutputOptions;
import io.github.pcap2http.run.HarPipeline;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Summary;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;

/** What is attacked with arbitrary bytes. Each returns; what it throws is a bug. */
enum Target {
    /** The bytes of a file, of any format. */
    CAPTURE {
        @Override
        void run(byte[] input) throws IOException {
            try (Capture capture = Capture.open(new ByteArrayInputStream(input), "input")) {
                for (Packet packet = capture.next(); packet != null; packet = capture.next()) {
                    Objects.checkFromIndexSize(packet.offset(), packet.length(), packet.array().length);
                }
                capture.remarks();
            } catch (CaptureException refused) {
                if (refused.getMessage().lines().count() != 1) throw new AssertionError("not one line: " + refused.getMessage());
            }
        }
    },
    /** Two bytes of link type, then packets: a byte of length, of which the upper bit says that it was cut, and so many bytes each. */
    PACKETS {
        @Override
        void run(byte[] input) throws IOException {
            if (input.length >= 2) convert(capture(input, 0));
        }
    },
    /** A filter expression, a line feed, and packets to look at, as above. */
    FILTER {
        @Override
        void run(byte[] input) throws IOException {
            int end = 0;
            while (end < input.length && input[end] != '\n') end++;
            PacketFilter filter;
            try {
                filter = PacketFilter.compile(new String(input, 0, end, StandardCharsets.UTF_8));
            } catch (FilterException refused) {
                if (refused.caret().lines().count() != 3) throw new AssertionError("not three lines: " + refused.caret());
                return;
            }
            if (input.length < end + 3) return;
            try (Capture capture = Capture.open(new ByteArrayInputStream(capture(input, end + 1)), "input")) {
                Summary summary = Pcap2Http.with(Options.DEFAULT.withStrict(true).withFilter(filter)).read(capture, exchange -> { });
                String suggestion = summary.filtered().suggestion();
                if (suggestion != null) PacketFilter.compile(suggestion);
            } catch (FilterException e) {
                throw new AssertionError("a suggestion that is no filter: " + e.caret(), e);
            }
        }
    },
    /** What two hosts say to each other: a byte of length, of which the upper bit says that the server speaks, and so many bytes each. */
    TALK {
        @Override
        void run(byte[] input) throws IOException {
            TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake();
            for (int at = 0; at < input.length;) {
                int length = input[at] & 0x7f;
                byte[] said = Arrays.copyOfRange(input, at + 1, Math.min(input.length, at + 1 + length));
                if (length == 0) talk.unseen();
                if (input[at] < 0) talk.server(length == 0 ? new byte[9] : said);
                else talk.client(length == 0 ? new byte[9] : said);
                at += 1 + length;
            }
            convert(talk.fin().pcap());
        }
    },
    /** A content: a byte that picks the coding, then the coded bytes. */
    CONTENT {
        @Override
        void run(byte[] input) {
            if (input.length == 0) return;
            String coding = List.of("gzip", "deflate", "br", "zstd").get(input[0] & 3);
            ContentCodings.decode(Content.of(Bytes.of(input, 1, input.length - 1)), List.of(coding), 1 << 16, Draft::onHeap);
        }
    },
    /** The bytes of a HAR or of JSON lines, compressed or not, converted to every output. */
    HAR {
        @Override
        void run(byte[] input) throws IOException {
            new FirstBytes(new ByteArrayInputStream(input)).areJson();
            for (Format format : Format.values()) {
                if (format.ofPackets()) continue;
                Output output = format.open(io.github.pcap2http.output.Target.stream(OutputStream.nullOutputStream()), plain());
                try (output; HarPipeline pipeline = new HarPipeline(Options.DEFAULT, output)) {
                    pipeline.add(new ByteArrayInputStream(input), "input");
                    pipeline.read(() -> { });
                    for (String remark : pipeline.summary("input", List.of()).remarks()) {
                        if (remark.lines().count() != 1) throw new AssertionError("not one line: " + remark);
                    }
                }
            }
        }
    },
    /** The bytes of a file, converted to every output. */
    CONVERSION {
        @Override
        void run(byte[] input) throws IOException {
            convert(input);
        }
    };

    abstract void run(byte[] input) throws IOException;

    /** @param at where the link type is. @return a pcap file */
    private static byte[] capture(byte[] input, int at) {
        PcapWriter writer = new PcapWriter().network((input[at] & 0xff) << 8 | input[at + 1] & 0xff);
        for (int i = at + 2; i < input.length;) {
            int length = input[i] & 0x7f;
            boolean cut = input[i] < 0;
            byte[] packet = Arrays.copyOfRange(input, i + 1, Math.min(input.length, i + 1 + length));
            writer.packet(i * 1000L, packet, cut ? length + 1000 : packet.length);
            i += 1 + length;
        }
        return writer.toBytes();
    }

    private static OutputOptions plain() {
        return OutputOptions.plain("input", "0", TimeZone.getTimeZone("UTC"));
    }

    private static void convert(byte... input) throws IOException {
        for (Format format : Format.values()) {
            if (format.ofPackets()) continue;
            try (Output output = format.open(io.github.pcap2http.output.Target.stream(OutputStream.nullOutputStream()), plain());
                    Capture capture = Capture.open(new ByteArrayInputStream(input), "input")) {
                Pcap2Http.with(Options.DEFAULT.withStrict(true)).readTo(capture, output).lines();
            } catch (CaptureException refused) {
                return;
            }
        }
    }
}
