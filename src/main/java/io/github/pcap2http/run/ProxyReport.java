package io.github.pcap2http.run;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Links;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
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

    private static final class Server {
        private long attempts;
        private long retries;
        private long reused;
        private final TreeMap<String, Long> failures = new TreeMap<>();
        private final Durations toFirstByte = new Durations();
    }

    /** The first {@value #MOST_CALLS} calls by time, or by attempts and then by time; of equals those that came first. */
    private static final class Top {
        private final boolean byAttempts;
        private final List<ProxyFacts.Call> calls = new ArrayList<>();

        Top(boolean byAttempts) {
            this.byAttempts = byAttempts;
        }

        /** @return {@value #MOST_CALLS} when there is none for it */
        int place(ProxyFacts.Call call) {
            int place = calls.size();
            while (place > 0 && isBefore(call, calls.get(place - 1))) place--;
            return place;
        }

        private boolean isBefore(ProxyFacts.Call a, ProxyFacts.Call b) {
            return byAttempts && a.attempts() != b.attempts() ? a.attempts() > b.attempts() : a.nanos() > b.nanos();
        }

        void add(ProxyFacts.Call call) {
            calls.add(place(call), call);
            if (calls.size() > MOST_CALLS) calls.remove(MOST_CALLS);
        }
    }

    private final ExchangeSink next;
    private final Function<Exchange, String> naming;   // null: by method and URL
    private final Map<String, Server> servers = new TreeMap<>();
    private final Top slowest = new Top(false);
    private final Top mostRetried = new Top(true);
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
        Server server = server(servers.size() < MAX_SERVERS || servers.containsKey(name) ? name : OTHERS);
        server.attempts++;
        String failure = failure(exchange);
        if (failure != null) {
            server.failures.put(failure, server.failures.getOrDefault(failure, 0L) + 1);
            if (cause.number() < cause.of()) server.retries++;
        }
        if (!exchange.id().endsWith("-1")) server.reused++;
        if (exchange.response() != null) server.toFirstByte.add(exchange.timing().waiting());
    }

    private Server server(String name) {
        if (!servers.containsKey(name)) servers.put(name, new Server());
        return servers.get(name);
    }

    /** @return in words; null when the attempt was answered */
    private static String failure(Exchange exchange) {
        if (exchange.error() != null) return exchange.outcome().error().replace("(", "").replace(")", "");
        int status = exchange.response() == null ? 0 : exchange.response().status();
        return status >= 500 ? "status " + status : null;
    }

    private void call(Exchange exchange, int attempts) {
        calls++;
        int status = exchange.response() == null ? 0 : exchange.response().status();
        ProxyFacts.Call call = new ProxyFacts.Call(exchange.id(), "", status, attempts, exchange.timing().total());
        boolean slow = slowest.place(call) < MOST_CALLS;
        boolean retried = attempts > 1 && mostRetried.place(call) < MOST_CALLS;
        if (!slow && !retried) return;
        ProxyFacts.Call named = new ProxyFacts.Call(call.id(), shortened(name(exchange)), status, attempts, call.nanos());
        if (slow) slowest.add(named);
        if (retried) mostRetried.add(named);
    }

    private String name(Exchange exchange) {
        if (naming != null) return naming.apply(exchange);
        return exchange.request() == null ? exchange.url() : exchange.request().method() + " " + exchange.url();
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }

    ProxyFacts facts() {
        List<ProxyFacts.Upstream> upstreams = new ArrayList<>(servers.size());
        for (Map.Entry<String, Server> one : servers.entrySet()) upstreams.add(upstream(one.getKey(), one.getValue()));
        return new ProxyFacts(calls, upstreams, List.copyOf(slowest.calls), List.copyOf(mostRetried.calls));
    }

    private static ProxyFacts.Upstream upstream(String name, Server server) {
        Durations times = server.toFirstByte;
        return new ProxyFacts.Upstream(name, server.attempts, Collections.unmodifiableSortedMap(server.failures), server.retries, server.reused,
            times.quantile(0.5), times.quantile(0.9), times.quantile(0.99));
    }
}
