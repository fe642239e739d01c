package io.github.pcap2http.run;

import io.github.pcap2http.exchange.Exchange;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts exchanges by how they were answered. */
final class HarCounts {
    private final SortedMap<String, Long> byAnswer = new TreeMap<>();

    void add(Exchange exchange) {
        int status = exchange.response() == null ? 0 : exchange.response().status();
        String answer = exchange.response() == null ? exchange.outcome().word() : status == 0 ? "no status" : status / 100 + "xx";
        byAnswer.merge(answer, exchange.count(), Long::sum);
    }

    /** @return classes of status codes such as {@code 2xx}, and words of outcomes for exchanges without a response */
    SortedMap<String, Long> byAnswer() {
        return byAnswer;
    }
}
