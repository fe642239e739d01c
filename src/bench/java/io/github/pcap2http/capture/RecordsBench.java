package io.github.pcap2http.capture;

import io.github.pcap2http.samples.Traffic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Records of a pcap, read one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordsBench {
    private byte[] pcap;

    @Setup
    public void prepare() {
        pcap = Traffic.pcap();
    }

    @Benchmark
    @OperationsPerInvocation(Traffic.PACKETS)
    public long record() throws IOException {
        long bytes = 0;
        try (Capture capture = Capture.open(new ByteArrayInputStream(pcap), "bench")) {
            for (Packet packet = capture.next(); packet != null; packet = capture.next()) bytes += packet.length();
        }
        return bytes;
    }
}
