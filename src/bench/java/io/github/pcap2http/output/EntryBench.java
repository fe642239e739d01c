package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.samples.Traffic;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An exchange as an entry of a HAR: with a short text, with 100 kB of text, and with 100 kB of what is none, in base64. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EntryBench {
    private static final int LONG = 100_000;   // bytes

    private final EntryWriter entries = new EntryWriter("page_1");
    private final JsonBuffer json = new JsonBuffer();
    private final OutputStream nowhere = OutputStream.nullOutputStream();
    private final Exchange small = exchange("application/json").with(Traffic.BODY).build();
    private final Exchange text = exchange("application/json").with(Traffic.BODY.repeat(LONG / Traffic.BODY.length())).build();
    private final Exchange binary = exchange("image/png").with(TestExchanges.body(noise())).build();

    private static TestExchanges exchange(String type) {
        return TestExchanges.get("http://shop.test/catalog/items?page=17&sort=price", "Host: shop.test", "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0)",
            "Accept: */*", "Accept-Language: en-US,en;q=0.5", "Cookie: session=0123456789abcdef; theme=dark")
            .answered(200, "OK", "Content-Type: " + type, "Date: Mon, 01 Jan 2024 00:00:00 GMT", "Server: nginx");
    }

    private static byte[] noise() {
        byte[] bytes = new byte[LONG];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Benchmark
    public void small() throws IOException {
        write(small);
    }

    @Benchmark
    public void text() throws IOException {
        write(text);
    }

    @Benchmark
    public void base64() throws IOException {
        write(binary);
    }

    private void write(Exchange exchange) throws IOException {
        json.clear();
        entries.write(exchange, json);
        json.writeTo(nowhere);
    }
}
