package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Layer;
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

/** Segments of one connection put in order: 1000 of 1000 bytes from the server, in runs that come backwards. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReassemblyBench {
    private static final int SEGMENTS = 1000;
    private static final int LENGTH = 1000;   // bytes

    /** Segments of a run; with 1 all come in order. */
    @Param({"1", "2", "10"})
    public int run;

    private final Bytes payload = Bytes.of(new byte[LENGTH]);
    private final Moment[] moments = new Moment[SEGMENTS];

    @Setup
    public void prepare() {
        for (int i = 0; i < SEGMENTS; i++) moments[i] = new Moment(i + 1, i * 1000L);
    }

    @Benchmark
    @OperationsPerInvocation(SEGMENTS)
    public long segment() {
        Counting above = new Counting();
        TcpConnection connection = new TcpConnection(above, Limits.DEFAULT, code -> { });
        connection.segment(Side.CLIENT, 0, 0, TcpConnection.SYN, Bytes.EMPTY, 0, moments[0], 0);
        connection.segment(Side.SERVER, 0, 1, TcpConnection.SYN | TcpConnection.ACK, Bytes.EMPTY, 0, moments[0], 0);
        connection.segment(Side.CLIENT, 1, 1, TcpConnection.ACK, Bytes.EMPTY, 0, moments[0], 0);
        for (int i = 0; i < SEGMENTS; i++) {
            int place = i / run * run + (run - 1 - i % run);
            connection.segment(Side.SERVER, 1 + place * LENGTH, 1, TcpConnection.ACK, payload, 0, moments[i], i * 1000L);
        }
        if (above.bytes != SEGMENTS * LENGTH) throw new IllegalStateException(above.bytes + " bytes");
        return above.bytes;
    }

    private static final class Counting implements Layer {
        private long bytes;

        @Override
        public void data(Side from, Bytes next, Moment now) {
            bytes += next.length();
        }

        @Override
        public void gap(Side from, long length, Moment now) {
            throw new IllegalStateException("a gap of " + length);
        }

        @Override
        public void end(Side from, EndCause cause, Moment now) { }
    }
}
