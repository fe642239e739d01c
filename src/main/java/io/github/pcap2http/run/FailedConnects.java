package io.github.pcap2http.run;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Outcome;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps a port scan from filling the output. Of the attempts to connect to a server that failed, the first ones pass; the others are
 * counted, and at the end one entry stands for all that failed in the same way. Those that a client's request caused all pass. A server is an address, whatever the port; behind a
 * SOCKS proxy, the one that it was asked for. From the first server on that exceeds {@link #MAX_SERVERS}, all further ones are counted
 * as one.
 */
final class FailedConnects implements ExchangeSink {
    static final int SHOWN = 32;   // attempts for a server
    static final int MAX_SERVERS = 1000;
    private static final String OTHERS = "";

    private static final class Server {
        private int passed;
        private final Map<Outcome, Rest> rest = new EnumMap<>(Outcome.class);

        Rest rest(Exchange like) {
            if (!rest.containsKey(like.outcome())) rest.put(like.outcome(), new Rest(like));
            return rest.get(like.outcome());
        }
    }

    private static final class Rest {
        private final Exchange first;
        private long count;

        Rest(Exchange first) {
            this.first = first;
        }
    }

    private final ExchangeSink next;
    private final Map<String, Server> servers = new LinkedHashMap<>();

    FailedConnects(ExchangeSink next) {
        this.next = next;
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        if (!exchange.outcome().connectFailed() || exchange.links().cause() != null) {
            next.finished(exchange);
            return;
        }
        Connection connection = exchange.connection();
        Server server = server((connection.destination() == null ? connection.server() : connection.destination()).address());
        if (server.passed < SHOWN) {
            server.passed++;
            next.finished(exchange);
        } else {
            Rest rest = server.rest(exchange);
            if (rest.count++ > 0) next.summedUp(exchange);   // the first one is finished, in the end
        }
    }

    private Server server(String address) {
        String name = servers.size() < MAX_SERVERS || servers.containsKey(address) ? address : OTHERS;
        if (!servers.containsKey(name)) servers.put(name, new Server());
        return servers.get(name);
    }

    /** @return how many attempts were not passed on one by one */
    long summedUp() {
        long sum = 0;
        for (Server server : servers.values()) {
            for (Rest rest : server.rest.values()) sum += rest.count;
        }
        return sum;
    }

    /** Passes on what stands for those that were counted. */
    void end() throws IOException {
        for (Server server : servers.values()) {
            for (Rest rest : server.rest.values()) next.finished(rest.first.times(rest.count));
        }
    }
}
