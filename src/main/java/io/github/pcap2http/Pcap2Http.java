package io.github.pcap2http;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Pipeline;
import io.github.pcap2http.run.Summary;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads HTTP exchanges out of packet captures. Starts no threads unless the options ask for that, prints nothing, keeps nothing: an object may be used for any
 * number of captures, also by several threads at a time.
 */
public final class Pcap2Http {
    private final Options options;

    private Pcap2Http(Options options) {
        this.options = Objects.requireNonNull(options);
    }

    public static Pcap2Http withDefaults() {
        return with(Options.DEFAULT);
    }

    public static Pcap2Http with(Options options) {
        return new Pcap2Http(options);
    }

    /**
     * Reads a capture to its end, before it returns.
     *
     * @param capture is not closed
     * @param exchanges is given each exchange when it has ended, in the order of the ends, but for those that a proxy joins: a request is
     *     directly followed by the attempts that it caused, when all have ended; what it throws ends the reading
     * @return what was in the capture
     * @throws IOException when the input fails. What a capture holds never makes it fail
     */
    public Summary read(Capture capture, Consumer<? super Exchange> exchanges) throws IOException {
        return readTo(capture, exchanges::accept);
    }

    /** As {@link #read}, for what is more than a callback, such as an output. @param sink is not closed */
    public Summary readTo(Capture capture, ExchangeSink sink) throws IOException {
        try (Pipeline pipeline = new Pipeline(options, sink)) {
            pipeline.read(capture, () -> { });
            return pipeline.summary(capture);
        }
    }
}
