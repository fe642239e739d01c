package io.github.pcap2http.check;

import io.github.pcap2http.choose.Measures;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.typed.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The exchanges by which an assertion is broken: the first ones, or those with the most or the least of something. */
final class Offenders {
    private static final int MOST_CHARACTERS = 300;

    private record One(double badness, Verdict.Offender offender) { }

    private final List<One> worst = new ArrayList<>();
    private final UnaryOperator<Exchange> shown;
    private long all;

    /** @param shown what may be told of an exchange */
    Offenders(UnaryOperator<Exchange> shown) {
        this.shown = shown;
    }

    /** @param badness the more, the earlier it is told of; of equals, the first */
    void add(Exchange exchange, double badness) {
        all += exchange.count();
        if (worst.size() == Verdict.MOST && worst.get(Verdict.MOST - 1).badness >= badness) return;
        int at = worst.size();
        while (at > 0 && worst.get(at - 1).badness < badness) at--;
        Exchange told = shown.apply(exchange);
        worst.add(at, new One(badness, new Verdict.Offender(told.id(), text(told))));
        if (worst.size() > Verdict.MOST) worst.remove(Verdict.MOST);
    }

    private static String text(Exchange exchange) {
        String method = exchange.request() == null ? "" : exchange.request().method() + " ";
        String status = exchange.response() == null ? "" : String.valueOf(exchange.response().status());
        String error = exchange.error() == null ? "" : exchange.error();
        String ended = status.isEmpty() || error.isEmpty() ? status + error : status + " " + error;
        String what = method + exchange.url();
        if (what.length() > MOST_CHARACTERS) what = what.substring(0, MOST_CHARACTERS - 3) + "...";
        return what + " -> " + ended + ", " + TimeSpan.show(Measures.took(exchange)) + (exchange.count() > 1 ? ", " + exchange.count() + " times" : "");
    }

    long all() {
        return all;
    }

    List<Verdict.Offender> list() {
        return worst.stream().map(One::offender).toList();
    }

    long others() {
        return all - worst.size();
    }
}
