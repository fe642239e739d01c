package io.github.pcap2http.packet;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The walk from a link header to TCP. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBench {
    @Param({"1", "101", "276"})
    public int linkType;

    @Param({"192.0.2.1:40000", "[2001:db8::1]:40000"})
    public String client;

    private final PacketDecoder decoder = new PacketDecoder();
    private Capture capture;
    private Packet packet;

    @Setup
    public void prepare() throws IOException {
        String server = client.startsWith("[") ? "[2001:db8::2]:80" : "192.0.2.2:80";
        byte[] bytes = new PacketWriter(client, server).seq(1).ack(1).flags("PA").payload(new byte[1000]).on(linkType);
        capture = Capture.open(new ByteArrayInputStream(new PcapWriter().network(linkType).packet(1, bytes).toBytes()), "bench");
        packet = capture.next();
        if (decoder.decode(packet) == null) throw new IllegalStateException("no segment");
    }

    @Benchmark
    public Segment segment() {
        return decoder.decode(packet);
    }
}
