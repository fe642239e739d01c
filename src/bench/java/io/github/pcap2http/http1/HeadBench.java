package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.samples.Traffic;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A header section of a browser's request, found and read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeadBench {
    private final Bytes request = Bytes.latin1(Traffic.REQUEST_HEAD);
    private final HeadReader reader = new HeadReader(1 << 20, new Held());
    private int like;
    private int fields;

    @Benchmark
    public Head whole() {
        return read(request);
    }

    private Head read(Bytes section) {
        PlainLines lines = new PlainLines(section, like, fields);
        Head head = lines.head(lines.requestLine());
        like = lines.firstKnown();
        fields = lines.count();
        return head;
    }

    /** It comes in two segments. */
    @Benchmark
    public Head inTwo() {
        reader.begin(HeadReader.Kind.MESSAGE);
        int middle = request.length() / 2;
        reader.feed(request.slice(0, middle));
        reader.feed(request.slice(middle, request.length()));
        return read(reader.whole());
    }
}
