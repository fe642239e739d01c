package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.pcap2http.samples.CaptureWriter;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.PcapngWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A live capture must show each packet as soon as it is there, and wait for nothing behind it. */
class LivePipeTest {
    /** Gives what has been sent, in pieces of a few bytes. To read on then would wait, and fails instead. */
    private static final class Pipe extends InputStream {
        private final byte[] all;
        private int sent;
        private int read;

        Pipe(byte[] all) {
            this.all = all;
        }

        @Override
        public int read() {
            throw new AssertionError("read a byte at a time");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (read == all.length) return -1;
            if (read == sent) throw new IOException("would wait for byte " + sent);
            int count = Math.min(Math.min(length, 7), sent - read);
            System.arraycopy(all, read, into, offset, count);
            read += count;
            return count;
        }
    }

    static Stream<Supplier<CaptureWriter>> writers() {
        return Stream.of(PcapWriter::new, () -> new PcapngWriter().addInterface(1));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void eachPacketIsGivenAsSoonAsItIsThere(Supplier<CaptureWriter> writers) throws IOException {
        CaptureWriter writer = writers.get();
        int head = writer.toBytes().length;
        int[] ends = new int[5];
        for (int i = 0; i < ends.length; i++) {
            byte[] packet = new byte[i * 33];
            Arrays.fill(packet, (byte) ('a' + i));
            ends[i] = writer.packet(1_700_000_000_000_000_000L + i, packet, 500).toBytes().length;
        }
        Pipe pipe = new Pipe(writer.toBytes());
        pipe.sent = head;
        try (Capture capture = Capture.open(pipe, "pipe")) {
            for (int i = 0; i < ends.length; i++) {
                pipe.sent = ends[i];
                Packet packet = capture.next();
                assertEquals(i + 1, packet.frame());
                assertEquals(String.valueOf((char) ('a' + i)).repeat(i * 33), new String(packet.array(), packet.offset(), packet.length(),
                    StandardCharsets.ISO_8859_1));
            }
            assertNull(capture.next());
        }
    }
}
