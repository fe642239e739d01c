package io.github.pcap2http.run;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.output.Format;
import io.github.pcap2http.output.Output;
import io.github.pcap2http.output.OutputOptions;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.samples.Traffic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.TimeZone;
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

/** All stages together: from the bytes of a capture to those of a document, for each exchange of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExchangeBench {
    @Param({"1", "2"})
    public int threads;

    @Param({"JSONL", "HAR", "LOG"})
    public Format format;

    private byte[] pcap;

    @Setup
    public void prepare() {
        pcap = Traffic.pcap();
    }

    @Benchmark
    @OperationsPerInvocation(Traffic.EXCHANGES)
    public long exchange() throws IOException {
        OutputOptions plain = OutputOptions.plain("bench", "1", TimeZone.getTimeZone("UTC"));
        try (Capture capture = Capture.open(new ByteArrayInputStream(pcap), "bench");
             Output output = format.open(Target.stream(OutputStream.nullOutputStream()), plain)) {
            Pipeline pipeline = new Pipeline(Options.DEFAULT.withThreads(threads), output, true);
            pipeline.read(capture, () -> { });
            if (pipeline.exchanges() != Traffic.EXCHANGES) throw new IllegalStateException(pipeline.exchanges() + " exchanges");
            return pipeline.exchanges();
        }
    }
}
