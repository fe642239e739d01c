package io.github.pcap2http.view;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.output.OutputOptions;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Pipeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** What the view shows of a capture. @param exchanges as every output gets them */
public record Viewed(String text, List<Exchange> exchanges) {
    /** @param verbosity 1 for blocks */
    public static Viewed of(Capture open, int verbosity, Options options) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Exchange> exchanges = new ArrayList<>();
        OutputOptions look = new OutputOptions("test", "test", verbosity, false, false, TimeZone.getTimeZone("UTC"), Map.of(), 0);
        try (Capture capture = open; PacketView view = new PacketView(Target.stream(bytes), look)) {
            new Pipeline(options.withStrict(true), exchange -> exchanges.add(exchange.keeping(0)), true, view).read(capture, () -> { });
        }
        return new Viewed(bytes.toString(StandardCharsets.UTF_8), exchanges);
    }

    /** @return lines alone */
    public static List<String> lines(byte[] capture) throws IOException {
        return of(Capture.open(new ByteArrayInputStream(capture), "test"), 0, Options.DEFAULT).text.lines().toList();
    }

    /** @return with blocks */
    public static String blocks(byte[] capture) throws IOException {
        return of(Capture.open(new ByteArrayInputStream(capture), "test"), 1, Options.DEFAULT).text;
    }
}
