package io.github.pcap2http.check;

import io.github.pcap2http.choose.Measures;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Timing;
import io.github.pcap2http.typed.TimeSpan;
import java.util.Locale;

/** What of an exchange is a number. */
enum Quantity {
    STATUS(Unit.NUMBER),
    /** From the first byte of the request, or the begin of the connection for it, to the last of the response. */
    TIME(Unit.TIME),
    /** From the last byte of the request to the first of the response. */
    TTFB(Unit.TIME),
    CONNECT(Unit.TIME),
    SEND(Unit.TIME),
    RECEIVE(Unit.TIME),
    /** Of the response's body, decoded. */
    SIZE(Unit.BYTES),
    /** Of the request's body. */
    SENT(Unit.BYTES),
    /** Of a proxy, for this request. */
    ATTEMPTS(Unit.NUMBER),
    /** Those but the first. */
    RETRIES(Unit.NUMBER),
    LOST(Unit.BYTES);

    enum Unit { NUMBER, TIME, BYTES }

    static final long NOTHING = -1;

    final Unit unit;

    Quantity(Unit unit) {
        this.unit = unit;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return nanoseconds, bytes or a count; {@link #NOTHING} where the exchange has none */
    long of(Exchange exchange) {
        Timing timing = exchange.timing();
        return switch (this) {
            case STATUS -> exchange.response() == null ? NOTHING : exchange.response().status();
            case TIME -> Measures.took(exchange);
            case TTFB -> exchange.request() == null || exchange.response() == null ? NOTHING : timing.waiting();
            case CONNECT -> timing.connect();
            case SEND -> exchange.request() == null ? NOTHING : timing.send();
            case RECEIVE -> exchange.response() == null ? NOTHING : timing.receive();
            case SIZE -> exchange.response() == null ? NOTHING : exchange.response().body().size();
            case SENT -> exchange.request() == null ? NOTHING : exchange.request().body().size();
            case ATTEMPTS -> exchange.links().attempts().size();
            case RETRIES -> Math.max(0, exchange.links().attempts().size() - 1);
            case LOST -> exchange.requestLost() + exchange.responseLost();
        };
    }

    /** @return a value for people */
    String show(double value) {
        if (unit == Unit.TIME) return TimeSpan.show(Math.round(value));
        String number = value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.2f", value);
        return unit == Unit.BYTES ? number + " B" : number;
    }
}
