package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Apache Traffic Server with three parents: its configuration and the origins' program say how each attempt ends. */
class AtsRetryTest {
    private static final Path SAMPLE = Path.of("samples/ats-retry.pcap");

    @Test
    void eachRequestHasTheAttemptsThatItCaused() throws IOException {
        List<Exchange> found = new ArrayList<>();
        Summary summary;
        try (Capture capture = Capture.open(SAMPLE)) {
            summary = Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, found::add);
        }
        Map<String, Exchange> byId = found.stream().collect(Collectors.toMap(Exchange::id, exchange -> exchange));
        List<String> stories = found.stream().filter(exchange -> exchange.connection().server().port() == 8080).map(exchange -> story(exchange, byId)).toList();
        String refusedAndReset = "127.0.0.11 connect-refused, 127.0.0.12 reset";
        assertEquals(List.of("GET http://shop.test/cart?id=7 200: " + refusedAndReset + ", 127.0.0.13 complete",
            "POST http://shop.test/order 502: " + refusedAndReset,
            "GET http://shop.test/cart?id=8 200: " + refusedAndReset + ", 127.0.0.13 complete"), stories);
        assertEquals(List.of(3L, 3L, 2L), summary.proxies().upstreams().stream().map(ProxyFacts.Upstream::attempts).toList());
    }

    private static String story(Exchange call, Map<String, Exchange> byId) {
        String attempts = call.links().attempts().stream().map(Links.Attempt::id).map(byId::get)
            .map(attempt -> attempt.connection().server().address() + " " + attempt.outcome().word()).collect(Collectors.joining(", "));
        return call.request().method() + " " + call.url() + " " + call.response().status() + ": " + attempts;
    }
}
