package io.github.pcap2http.choose;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Timing;

/** When exchanges began and how long they took, as people see it, without what HAR readers need: in nanoseconds. */
public final class Measures {
    private Measures() { }

    /** @return since 1970 UTC: the first byte of the request, or the begin of the connection that was opened for it */
    public static long began(Exchange exchange) {
        return exchange.timing().started() + artificial(exchange.timing());
    }

    /** @return from there to the last byte of the response, or to when it was clear that none comes */
    public static long took(Exchange exchange) {
        return exchange.timing().total() - artificial(exchange.timing());
    }

    private static long artificial(Timing timing) {
        return timing.blocked() == Timing.LEAST_BLOCKED ? Timing.LEAST_BLOCKED : 0;
    }
}
