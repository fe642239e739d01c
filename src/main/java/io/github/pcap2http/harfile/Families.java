package io.github.pcap2http.harfile;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps exchanges in their order until what a parent has to say of its attempts is known: a HAR names them, and how they ended is in
 * entries that come later. When they do not come soon, it stays unknown.
 */
final class Families {
    private static final int MOST = 500;   // exchanges that may wait

    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
    private final Map<String, Links.Attempt> known = new HashMap<>();   // attempts among those that wait
    private final Set<String> missing = new HashSet<>();   // attempts of the first one that waits
    private boolean ended;

    void add(Exchange exchange) {
        if (waiting.isEmpty() || exchange.links().cause() != null) {
            missing.remove(exchange.id());
        }
        if (exchange.links().cause() != null) {
            int status = exchange.response() == null ? -1 : exchange.response().status();
            known.put(exchange.id(), new Links.Attempt(exchange.id(), exchange.outcome(), status));
        }
        waiting.add(exchange);
        if (waiting.size() == 1) lookFor(exchange);
    }

    private void lookFor(Exchange parent) {
        missing.clear();
        for (Links.Attempt attempt : parent.links().attempts()) {
            if (!known.containsKey(attempt.id())) missing.add(attempt.id());
        }
    }

    void end() {
        ended = true;
    }

    /** @return whether {@link #next} has one */
    boolean ready() {
        return !waiting.isEmpty() && (missing.isEmpty() || ended || waiting.size() >= MOST);
    }

    /** @return null when none is ready */
    Exchange next() {
        if (!ready()) return null;
        Exchange exchange = waiting.poll();
        Exchange told = exchange.links().attempts().isEmpty() ? exchange : exchange.with(told(exchange.links()));
        if (waiting.isEmpty()) {
            missing.clear();
            if (known.size() > MOST) known.clear();
        } else {
            lookFor(waiting.peek());
        }
        return told;
    }

    private Links told(Links links) {
        List<Links.Attempt> attempts = new ArrayList<>();
        for (Links.Attempt attempt : links.attempts()) {
            attempts.add(known.getOrDefault(attempt.id(), new Links.Attempt(attempt.id(), Outcome.NO_RESPONSE, -1)));
        }
        return new Links(links.cause(), attempts, links.unasked(), links.shared());
    }
}
