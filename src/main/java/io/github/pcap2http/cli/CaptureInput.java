package io.github.pcap2http.cli;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Pipeline;
import io.github.pcap2http.run.Report;
import io.github.pcap2http.slice.PacketTap;
import io.github.pcap2http.slice.Taps;
import java.io.IOException;
import java.util.Map;

/** Captures, of which exchanges are made. */
final class CaptureInput implements Input {
    private final Capture capture;
    private PacketTap tap;   // null: nobody looks at packets
    private Pipeline pipeline;

    CaptureInput(Capture capture) {
        this.capture = capture;
    }

    @Override
    public Map<String, String> hostNames() {
        return capture.hostNames();
    }

    Capture capture() {
        return capture;
    }

    /** Before it is begun. @param other sees all packets, as those do that were given before */
    void tap(PacketTap other) {
        tap = tap == null ? other : new Taps(tap, other);
    }

    @Override
    public long beganNanos() {
        return capture.beganNanos();
    }

    @Override
    public void begin(Options options, ExchangeSink sink) {
        pipeline = new Pipeline(options, sink, true, tap);
    }

    @Override
    public void read(Runnable tick) throws IOException {
        pipeline.read(capture, tick);
    }

    @Override
    public void end() throws IOException {
        pipeline.end();
    }

    @Override
    public long exchanges() {
        return pipeline.exchanges();
    }

    @Override
    public long bytesRead() {
        return capture.bytesRead();
    }

    @Override
    public long size() {
        return capture.size();
    }

    @Override
    public int unread() {
        return capture.unread();
    }

    @Override
    public Report report() {
        return pipeline.summary(capture);
    }

    @Override
    public void close() throws IOException {
        try (capture) {
            if (pipeline != null) pipeline.close();
        }
    }
}
