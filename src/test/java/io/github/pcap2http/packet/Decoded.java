package io.github.pcap2http.packet;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What the decoder made of packets: segments as short lines, and what it counted. */
record Decoded(List<String> segments, PacketCounts counts) {
    /** @return all packets of a capture, one line for each segment */
    static Decoded capture(byte[] file) {
        PacketDecoder decoder = new PacketDecoder();
        List<String> segments = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(file), "test")) {
            for (Packet packet = capture.next(); packet != null; packet = capture.next()) {
                Segment segment = decoder.decode(packet);
                if (segment != null) segments.add(line(segment));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Decoded(segments, decoder.counts());
    }

    static Decoded packet(int linkType, byte[] captured, int originalLength) {
        return capture(new PcapWriter().network(linkType).packet(1_000_000_000, captured, originalLength).toBytes());
    }

    static Decoded packet(int linkType, byte[] captured) {
        return packet(linkType, captured, captured.length);
    }

    /** @return the only segment, or a word for what the packet was counted as */
    String only() {
        if (counts.packets() != 1) throw new IllegalStateException(counts.packets() + " packets");
        if (!segments.isEmpty()) return segments.get(0);
        if (counts.udp() == 1) return "udp";
        if (counts.icmp() == 1) return "icmp";
        if (counts.otherIp() == 1) return "protocols " + counts.otherProtocols();
        if (counts.fragments() == 1) return "fragment";
        if (counts.notIp() == 1) return counts.etherTypes().isEmpty() ? "not IP" : "not IP " + counts.etherTypes();
        if (counts.encrypted() == 1) return "encrypted";
        if (counts.tooDeep() == 1) return "too deep";
        if (counts.malformed() == 1) return "malformed";
        if (counts.snapped() == 1) return "snapped";
        return "links " + counts.unknownLinks();
    }

    /** @return source and destination, flags, numbers, payload and what of it is missing, VLANs, tunnels, direction */
    static String line(Segment s) {
        String flags = (s.syn() ? "S" : "") + (s.fin() ? "F" : "") + (s.rst() ? "R" : "") + (s.psh() ? "P" : "") + (s.hasAck() ? "A" : "");
        return s.source() + " > " + s.destination() + " " + flags + " " + s.seq() + ":" + s.ack() + " w" + s.window()
            + " '" + s.payload() + "'" + (s.missing() > 0 ? "+" + s.missing() : "") + (s.envelope().vlans().isEmpty() ? "" : " " + s.envelope().vlans())
            + (s.envelope().tunnels().isEmpty() ? "" : " in " + String.join(", ", s.envelope().tunnels()))
            + (s.envelope().direction() == Envelope.Direction.UNKNOWN ? "" : " " + s.envelope().direction());
    }
}
