package io.github.pcap2http.slice;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Packets in a temporary file that nobody else can see, to be read a second time where the input cannot be. */
final class PacketCopy implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final int BLOCK = 64;   // bytes of a packet's block beside its own, about

    private final FileChannel channel;
    private final OutputStream out;
    private final PcapngFile file;
    private long bytes;

    PacketCopy() throws IOException {
        Path path = Files.createTempFile("pcap2http", ".spool");
        channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        file = new PcapngFile(out, "pcap2http");
    }

    void add(Packet packet) throws IOException {
        file.packet(packet, List.of());
        bytes += packet.length() + BLOCK;
    }

    /** @return bytes of the file, about */
    long bytes() {
        return bytes;
    }

    /** @return all packets, with numbers of their own, as often as wanted, one reading behind the other. Nothing can be added any more */
    Capture read() throws IOException {
        out.flush();
        channel.position(0);
        InputStream in = new FilterInputStream(Channels.newInputStream(channel)) {
            @Override
            public void close() {
                // the file stays, for the next reading
            }
        };
        return Capture.open(in, "the temporary file");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
