package io.github.pcap2http.example;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.run.Options;
import java.io.IOException;
import java.nio.file.Path;

/** Prints what took longer than a second. */
public final class SlowRequests {
    private SlowRequests() { }

    public static void main(String[] args) throws IOException {
        Options options = Options.DEFAULT.withMaxBody(1 << 20);
        try (Capture capture = Capture.open(Path.of(args[0]))) {
            Pcap2Http.with(options).read(capture, exchange -> {
                long millis = exchange.timing().total() / 1_000_000;
                if (millis > 1000) System.out.println(exchange.id() + " " + exchange.url() + " " + millis + " ms");
            });
        }
    }
}
