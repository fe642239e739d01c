package io.github.pcap2http.choose;

import io.github.pcap2http.exchange.Exchange;

/** Something that an exchange is or is not. */
public interface Condition {
    /** @throws java.io.UncheckedIOException when the file fails in which a body lies */
    boolean test(Exchange exchange, Setting setting);

    default Condition not() {
        return (exchange, setting) -> !test(exchange, setting);
    }

    /** @return whether one of {@code all} is met */
    static Condition any(Iterable<Condition> all) {
        return (exchange, setting) -> {
            for (Condition one : all) {
                if (one.test(exchange, setting)) return true;
            }
            return false;
        };
    }
}
