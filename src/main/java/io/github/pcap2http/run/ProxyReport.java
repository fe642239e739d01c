package io.github.pcap2http.run;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Links;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Adds up what proxies did: how the servers behind them answered, and which requests they had trouble with. Passes all exchanges on. */
final class ProxyReport implements ExchangeSink {
    /** Servers that are told of one by one; attempts on further ones are counted under {@link #OTHERS}. */
    static final int MAX_SERVERS = 1000;
    static final String OTHERS = "others";
    static final int MOST_CALLS = 5;
    private static final int MOST_CHARACTERS = 200;   // of a request's method and URL

    private static final Comparator<ProxyFacts.Call> SLOWEST = (a, b) -> Long.compare(b.nanos(), a.nanos());
    private static final Comparator<ProxyFacts.Call> MOST_RETRIED = (a, b) ->
        a.attempts() == b.attempts() ? SLOWEST.compare(a, b) : Integer.compare(b.attempts(), a.attempts());

    private static final class Server {
        private long attempts;
        private long retries;
        private long reused;
        private final Map<String, Long> failures = new TreeMap<>();
        private final Durations toFirstByte = new Durations();
    }

    private final ExchangeSink next;
    private final Function<Exchange, String> naming;   // null: by method and URL
    private final Map<String, Server> servers = new TreeMap<>();
    private final List<ProxyFacts.Call> slowest = new ArrayList<>();
    private final List<ProxyFacts.Call> mostRetried = new ArrayList<>();
    private long calls;

    /** @param naming as {@link Options#naming} */
    ProxyReport(ExchangeSink next, Function<Exchange, String> naming) {
        this.next = next;
        this.naming = naming;
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        Links links = exchange.links();
        if (links.cause() != null) attempt(exchange, links.cause());
        if (!links.attempts().isEmpty()) call(exchange, links.attempts().size());
        next.finished(exchange);
    }

    private void attempt(Exchange exchange, Links.Cause cause) {
        String name = exchange.connection().server().toString();
        Server server = servers.computeIfAbsent(servers.size() < MAX_SERVERS || servers.containsKey(name) ? name : OTHERS, key -> new Server());
        server.attempts++;
        String failure = failure(exchange);
        if (failure != null) {
            server.failures.merge(failure, 1L, Long::sum);
            if (cause.number() < cause.of()) server.retries++;
        }
        if (!exchange.id().endsWith("-1")) server.reused++;
        if (exchange.response() != null) server.toFirstByte.add(exchange.timing().waiting());
    }

    /** @return in words; null when the attempt was answered */
    private static String failure(Exchange exchange) {
        if (exchange.error() != null) return exchange.outcome().error().replaceAll("[()]", "");
        int status = exchange.response() == null ? 0 : exchange.response().status();
        return status >= 500 ? "status " + status : null;
    }

    private void call(Exchange exchange, int attempts) {
        calls++;
        int status = exchange.response() == null ? 0 : exchange.response().status();
        ProxyFacts.Call call = new ProxyFacts.Call(exchange.id(), "", status, attempts, exchange.timing().total());
        boolean slow = enters(slowest, call, SLOWEST);
        boolean retried = attempts > 1 && enters(mostRetried, call, MOST_RETRIED);
        if (!slow && !retried) return;
        ProxyFacts.Call named = new ProxyFacts.Call(call.id(), shortened(name(exchange)), status, attempts, call.nanos());
        if (slow) keep(slowest, named, SLOWEST);
        if (retried) keep(mostRetried, named, MOST_RETRIED);
    }

    private String name(Exchange exchange) {
        if (naming != null) return naming.apply(exchange);
        return exchange.request() == null ? exchange.url() : exchange.request().method() + " " + exchange.url();
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }

    private static boolean enters(List<ProxyFacts.Call> list, ProxyFacts.Call call, Comparator<ProxyFacts.Call> order) {
        return list.size() < MOST_CALLS || order.compare(list.get(MOST_CALLS - 1), call) > 0;
    }

    private static void keep(List<ProxyFacts.Call> list, ProxyFacts.Call call, Comparator<ProxyFacts.Call> order) {
        list.add(call);
        list.sort(order);
        if (list.size() > MOST_CALLS) list.remove(MOST_CALLS);
    }

    ProxyFacts facts() {
        List<ProxyFacts.Upstream> upstreams = servers.entrySet().stream().map(e -> upstream(e.getKey(), e.getValue())).toList();
        return new ProxyFacts(calls, upstreams, List.copyOf(slowest), List.copyOf(mostRetried));
    }

    private static ProxyFacts.Upstream upstream(String name, Server server) {
        Durations times = server.toFirstByte;
        return new ProxyFacts.Upstream(name, server.attempts, Map.copyOf(server.failures), server.retries, server.reused,
            times.quantile(0.5), times.quantile(0.9), times.quantile(0.99));
    }
}
