package io.github.pcap2http.choose;

import io.github.pcap2http.exchange.Exchange;
import java.util.function.BiPredicate;

/** Something that an exchange is or is not. */
public interface Condition {
    /** @throws java.io.UncheckedIOException when the file fails in which a body lies */
    Truth test(Exchange exchange, Setting setting);

    /** @return what is always known */
    static Condition of(BiPredicate<Exchange, Setting> known) {
        return (exchange, setting) -> Truth.of(known.test(exchange, setting));
    }

    default Condition not() {
        return (exchange, setting) -> test(exchange, setting).not();
    }

    /** @return whether one of {@code all} is met */
    static Condition any(Iterable<Condition> all) {
        return (exchange, setting) -> {
            Truth truth = Truth.NO;
            for (Condition one : all) {
                truth = truth.or(one.test(exchange, setting));
                if (truth == Truth.YES) break;
            }
            return truth;
        };
    }
}
