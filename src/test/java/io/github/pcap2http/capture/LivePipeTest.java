package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.pcap2http.samples.CaptureWriter;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.samples.SnoopWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

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
        return Stream.of(PcapWriter::new, () -> new PcapngWriter().addInterface(1), () -> new SnoopWriter(4));
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

    /** Each format's way to flush, so that all that was written so far can be unpacked. */
    private interface Packer {
        OutputStream on(OutputStream out) throws IOException;
    }

    static Stream<Packer> packers() {
        return Stream.of(out -> new GZIPOutputStream(out, 512, true), out -> new XZOutputStream(out, new LZMA2Options(0)), LivePipeTest::zstd,
            LivePipeTest::lz4);
    }

    /** A frame whose blocks are as they are: flushing ends a block. */
    private static OutputStream zstd(OutputStream out) throws IOException {
        out.write(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0x58});
        return new Blocks(out, size -> new byte[] {(byte) (size << 3), (byte) (size >> 5), (byte) (size >> 13)}, new byte[] {1, 0, 0});
    }

    private static OutputStream lz4(OutputStream out) throws IOException {
        out.write(new byte[] {0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, (byte) 0xc0});
        return new Blocks(out, size -> new byte[] {(byte) size, (byte) (size >> 8), (byte) (size >> 16), (byte) 0x80}, new byte[4]);
    }

    private static final class Blocks extends ByteArrayOutputStream {
        private final OutputStream out;
        private final IntFunction<byte[]> header;
        private final byte[] end;

        Blocks(OutputStream out, IntFunction<byte[]> header, byte[] end) {
            this.out = out;
            this.header = header;
            this.end = end;
        }

        @Override
        public void flush() throws IOException {
            out.write(header.apply(count));
            writeTo(out);
            reset();
        }

        @Override
        public void close() throws IOException {
            out.write(end);
        }
    }

    @ParameterizedTest
    @MethodSource("packers")
    void eachPacketOfACompressedPipe(Packer packer) throws IOException {
        PcapWriter writer = new PcapWriter();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        OutputStream packed = packer.on(file);
        int[] ends = new int[5];
        int written = 0;
        for (int i = 0; i < ends.length; i++) {
            byte[] all = writer.packet(1_700_000_000_000_000_000L + i, new byte[100 * i]).toBytes();
            packed.write(all, written, all.length - written);
            written = all.length;
            packed.flush();
            ends[i] = file.size();
        }
        packed.close();
        Pipe pipe = new Pipe(file.toByteArray());
        pipe.sent = ends[0];
        try (Capture capture = Capture.open(pipe, "pipe")) {
            for (int i = 0; i < ends.length; i++) {
                pipe.sent = ends[i];
                Packet packet = capture.next();
                assertEquals(i + 1, packet.frame());
                assertEquals(100 * i, packet.length());
            }
            pipe.sent = file.size();
            assertNull(capture.next());
            assertEquals(List.of(), capture.remarks());
        }
    }
}
