package io.github.pcap2http.run;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Other captures of the same connection: packets change places, and some come twice. */
final class Disorder {
    private record Captured(long nanos, byte[] bytes) { }

    private Disorder() { }

    /** All but the handshake, whose packets say where the streams begin, in another order within a window. */
    static byte[] of(byte[] capture, Random random) throws IOException {
        List<Captured> packets = packets(capture);
        List<Captured> rest = new ArrayList<>(packets.subList(3, packets.size()));
        for (int i = rest.size() - 1; i >= 0; i--) {
            if (random.nextInt(5) == 0) rest.add(i, rest.get(i));
        }
        int window = 2 + random.nextInt(10);
        for (int i = 0; i < rest.size(); i++) Collections.swap(rest, i, Math.min(rest.size() - 1, i + random.nextInt(window)));
        PcapWriter writer = new PcapWriter();
        long nanos = 0;
        for (Captured one : packets.subList(0, 3)) writer.packet(nanos = one.nanos(), one.bytes());
        for (Captured one : rest) writer.packet(nanos += 1000, one.bytes());
        return writer.toBytes();
    }

    /** The first packets in another order, each at the time of the one whose place it takes. @param places of the first, the second, and so on */
    static byte[] of(byte[] capture, int... places) throws IOException {
        List<Captured> packets = packets(capture);
        PcapWriter writer = new PcapWriter();
        for (int i = 0; i < packets.size(); i++) writer.packet(packets.get(i).nanos(), packets.get(i < places.length ? places[i] : i).bytes());
        return writer.toBytes();
    }

    private static List<Captured> packets(byte[] bytes) throws IOException {
        List<Captured> packets = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(bytes), "test")) {
            for (Packet packet = capture.next(); packet != null; packet = capture.next()) {
                packets.add(new Captured(packet.nanos(), packet.bytes().toArray()));
            }
        }
        return packets;
    }
}
