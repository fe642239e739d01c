package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.BodyStore;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.packet.PacketDecoder;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Bare acknowledgements of many open connections in turn: what it takes to find the connection of a segment, beside reading and decoding it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FlowLookupBench {
    private static final int PACKETS = 20_000;

    @Param({"1", "100", "1000"})
    public int connections;

    private byte[] pcap;

    @Setup
    public void prepare() {
        PcapWriter writer = new PcapWriter();
        for (int i = 0; i < PACKETS; i++) {
            int client = i % connections;
            PacketWriter packet = new PacketWriter("10.0." + client / 250 + "." + (1 + client % 250) + ":40000", "192.0.2.1:80");
            writer.packet(i * 1000L, packet.seq(1).ack(1 + i / connections).flags("A").on(1));
        }
        pcap = writer.toBytes();
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long segment() throws IOException {
        PacketDecoder decoder = new PacketDecoder();
        BodyStore heap = Draft::onHeap;
        FlowEngine engine = new FlowEngine(new Nobody(), Limits.DEFAULT, heap, true, false, Map.of());
        try (Capture capture = Capture.open(new ByteArrayInputStream(pcap), "bench")) {
            for (Packet packet = capture.next(); packet != null; packet = capture.next()) {
                Segment segment = decoder.decode(packet);
                engine.segment(segment);
            }
        }
        engine.close();
        return engine.counts().connections();
    }

    private static final class Nobody implements ExchangeSink {
        @Override
        public void finished(Exchange exchange) { }
    }
}
