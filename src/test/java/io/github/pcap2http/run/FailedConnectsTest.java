package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.exchange.Beyond;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedConnectsTest {
    private final List<Exchange> passed = new ArrayList<>();
    private final List<Exchange> summedUp = new ArrayList<>();
    private final FailedConnects connects = new FailedConnects(new ExchangeSink() {
        @Override
        public void finished(Exchange exchange) {
            passed.add(exchange);
        }

        @Override
        public void summedUp(Exchange exchange) {
            summedUp.add(exchange);
        }
    });
    private int frames;

    private void attempt(String server, int port, Outcome outcome) throws IOException {
        Connection connection = TestExchanges.connection(++frames, new Endpoint("192.0.2.1", 4000), new Endpoint(server, port));
        connects.finished(new Exchange(frames + "-1", connection, "http://" + server + "/", null, null, List.of(), outcome, outcome.error(),
            new Timing(0, 0, 0, 0, 0, 0, 0), null, null, 0, 0, 1, List.of(), Links.NONE));
    }

    @Test
    void someOfAServerPassAndOneStandsForTheRest() throws IOException {
        for (int i = 0; i < 100; i++) attempt("10.0.0.1", i, Outcome.CONNECT_REFUSED);
        attempt("10.0.0.2", 80, Outcome.CONNECT_TIMEOUT);
        assertEquals(FailedConnects.SHOWN + 1, passed.size());
        connects.end();
        assertEquals(FailedConnects.SHOWN + 2, passed.size());
        Exchange rest = passed.get(passed.size() - 1);
        assertEquals(100 - FailedConnects.SHOWN, rest.count());
        assertEquals((FailedConnects.SHOWN + 1) + "-1", rest.id());
        assertEquals(100 - FailedConnects.SHOWN, connects.summedUp());
        assertEquals(100 - FailedConnects.SHOWN - 1, summedUp.size(), "but for the one that stands for them");
    }

    @Test
    void whatFailedInAnotherWayIsSummedUpApart() throws IOException {
        for (int i = 0; i < 100; i++) attempt("10.0.0.1", i, i % 4 == 0 ? Outcome.CONNECT_TIMEOUT : Outcome.CONNECT_REFUSED);
        connects.end();
        List<Exchange> rest = passed.subList(FailedConnects.SHOWN, passed.size());
        assertEquals(List.of(Outcome.CONNECT_REFUSED, Outcome.CONNECT_TIMEOUT), rest.stream().map(Exchange::outcome).toList());
        assertEquals(List.of(51L, 17L), rest.stream().map(Exchange::count).toList());
    }

    @Test
    void whatAProxyWasAskedForCounts() throws IOException {
        for (int i = 0; i < 100; i++) {
            Connection connection = TestExchanges.connection(i, new Endpoint("192.0.2.1", 4000), new Endpoint("10.0.0.1", 1080)).with(new Beyond(null, new Endpoint("host-" + i, 443)));
            connects.finished(new Exchange(i + "-1", connection, "http://a/", null, null, List.of(), Outcome.CONNECT_REFUSED, "(x)",
                new Timing(0, 0, 0, 0, 0, 0, 0), null, null, 0, 0, 1, List.of(), Links.NONE));
        }
        assertEquals(100, passed.size());
    }

    @Test
    void thoseThatARequestCausedAllPass() throws IOException {
        Links links = new Links(new Links.Cause("1-1", "http://a/", 1, 1, List.of()), List.of());
        for (int i = 0; i < 100; i++) {
            connects.finished(TestExchanges.unrequested("http://a/").outcome(Outcome.CONNECT_REFUSED).links(links).build());
        }
        assertEquals(100, passed.size());
    }

    @Test
    void whatIsNoFailedConnectAlwaysPasses() throws IOException {
        for (int i = 0; i < 100; i++) attempt("10.0.0.1", 80, i % 2 == 0 ? Outcome.COMPLETE : Outcome.RESET);
        connects.end();
        assertEquals(100, passed.size());
    }

    @Test
    void aSweepOverManyServersIsSummedUpToo() throws IOException {
        int servers = 3 * FailedConnects.MAX_SERVERS;
        for (int i = 0; i < servers; i++) attempt("10.0." + i / 256 + "." + i % 256, 80, Outcome.CONNECT_UNANSWERED);
        connects.end();
        assertEquals(FailedConnects.MAX_SERVERS + FailedConnects.SHOWN + 1, passed.size());
        assertEquals(servers, passed.stream().mapToLong(Exchange::count).sum());
    }
}
