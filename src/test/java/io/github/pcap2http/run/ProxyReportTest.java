package io.github.pcap2http.run;

import static io.github.pcap2http.exchange.TestExchanges.MILLI;
import static io.github.pcap2http.exchange.TestExchanges.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.exchange.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyReportTest {
    private final List<Exchange> passed = new ArrayList<>();
    private final ProxyReport report = new ProxyReport(passed::add, null);

    private static Exchange attempt(String server, int status, int number, int of, int millis) {
        TestExchanges made = TestExchanges.get("http://origin.test/a").over(TestExchanges.connection(number * 10L, new Endpoint("10.0.0.1", 5000 + number),
            new Endpoint(server, 80))).timing(START, 10_000, Timing.NONE, Timing.NONE, MILLI, millis * MILLI, MILLI);
        Exchange exchange = status == 0 ? made.outcome(Outcome.RESET).build() : made.answered(status, "").build();
        return exchange.with(new Links(new Links.Cause("1-1", "http://shop.test/a", number, of, List.of()), List.of()));
    }

    private static Exchange call(String path, int attempts, int millis) {
        List<Links.Attempt> list = new ArrayList<>();
        for (int i = 0; i < attempts; i++) list.add(new Links.Attempt(i + "-1", Outcome.COMPLETE, 200));
        return TestExchanges.get("http://shop.test" + path).answered(200, "OK")
            .timing(START, 10_000, Timing.NONE, Timing.NONE, MILLI, millis * MILLI, MILLI).build().with(new Links(null, list));
    }

    @Test
    void serversAreJudgedByTheAttemptsOnThem() throws IOException {
        report.finished(attempt("10.0.0.2", 0, 1, 3, 0));
        report.finished(attempt("10.0.0.2", 503, 2, 3, 4));
        report.finished(attempt("10.0.0.3", 200, 3, 3, 8));
        report.finished(TestExchanges.get("http://other.test/").answered(500, "").build());
        ProxyFacts facts = report.facts();
        assertEquals(List.of("10.0.0.2:80", "10.0.0.3:80"), facts.upstreams().stream().map(ProxyFacts.Upstream::server).toList());
        ProxyFacts.Upstream bad = facts.upstreams().get(0);
        assertEquals(2, bad.attempts());
        assertEquals(Map.of("reset before a response", 1L, "status 503", 1L), bad.failures());
        assertEquals(2, bad.retries());
        ProxyFacts.Upstream good = facts.upstreams().get(1);
        assertEquals(Map.of(), good.failures());
        assertEquals(0, good.retries());
        assertEquals(8 * MILLI, good.p99(), 0.02 * 8 * MILLI);
        assertEquals(4, passed.size());
    }

    @Test
    void failuresStandInTheOrderOfTheirWords() throws IOException {
        for (int status : new int[] {503, 505, 500, 502, 504, 501}) report.finished(attempt("10.0.0.2", status, 1, 1, 1));
        assertEquals(List.of("status 500", "status 501", "status 502", "status 503", "status 504", "status 505"),
            List.copyOf(report.facts().upstreams().get(0).failures().keySet()));
    }

    @Test
    void namesAreShortenedWhenTheirSecretsAreOut() throws IOException {
        ProxyReport named = new ProxyReport(passed::add, exchange -> exchange.url().replace("secret", "x"));
        named.finished(call("/" + "a".repeat(174) + "secret" + "b".repeat(100), 2, 1));
        ProxyFacts.Call call = named.facts().slowest().get(0);
        assertEquals("http://shop.test/" + "a".repeat(174) + "x" + "b".repeat(8) + "...", call.request());
        assertEquals(List.of(call), named.facts().mostRetried());
    }

    @Test
    void theWorstRequestsAreNamed() throws IOException {
        for (int i = 1; i <= 9; i++) report.finished(call("/" + i, i % 3 + 1, i));
        ProxyFacts facts = report.facts();
        assertEquals(9, facts.calls());
        assertEquals(List.of("GET http://shop.test/9", "GET http://shop.test/8", "GET http://shop.test/7", "GET http://shop.test/6", "GET http://shop.test/5"),
            facts.slowest().stream().map(ProxyFacts.Call::request).toList());
        assertEquals(List.of("GET http://shop.test/8", "GET http://shop.test/5", "GET http://shop.test/2", "GET http://shop.test/7", "GET http://shop.test/4"),
            facts.mostRetried().stream().map(ProxyFacts.Call::request).toList());
    }
}
