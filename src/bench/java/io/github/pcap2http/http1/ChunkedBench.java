package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
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

/** The chunked coding taken off a body of 1 MB that comes in segments. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkedBench {
    private static final int BODY = 1_000_000;      // bytes
    private static final int SEGMENT = 1460;

    /** Bytes of a chunk. */
    @Param({"100", "8000"})
    public int chunk;

    private Bytes coded;
    private long bytes;

    @Setup
    public void prepare() {
        String one = Integer.toHexString(chunk) + "\r\n" + "x".repeat(chunk) + "\r\n";
        coded = Bytes.latin1(one.repeat(BODY / chunk) + "0\r\n");
    }

    @Benchmark
    public long megabyte() throws Malformed {
        bytes = 0;
        ChunkedBody body = new ChunkedBody(piece -> bytes += piece.length());
        for (int at = 0; at < coded.length(); at += SEGMENT) body.feed(coded.slice(at, Math.min(coded.length(), at + SEGMENT)));
        if (bytes != BODY || !body.done()) throw new IllegalStateException(bytes + " bytes");
        return bytes;
    }
}
