package io.github.pcap2http.check;

import io.github.pcap2http.choose.Measures;
import io.github.pcap2http.choose.Setting;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import java.util.List;
import java.util.function.UnaryOperator;

/** Watches exchanges for what must not be. Passes nothing on. */
public final class Check implements ExchangeSink {
    private final List<Assertion> assertions;
    private final Setting setting;
    private long began = Long.MAX_VALUE;   // nanoseconds since 1970 UTC
    private long ended = Long.MIN_VALUE;

    /** @param shown makes of an exchange what may be told of it; is asked for offenders only */
    public Check(List<Assertion> assertions, Setting setting, UnaryOperator<Exchange> shown) {
        this.assertions = assertions;
        this.setting = setting;
        for (Assertion assertion : assertions) assertion.begin(shown);
    }

    @Override
    public void finished(Exchange exchange) {
        long start = Measures.began(exchange);
        began = Math.min(began, start);
        ended = Math.max(ended, start + Measures.took(exchange));
        for (Assertion assertion : assertions) assertion.add(exchange, setting);
    }

    /** @return when the first exchange began, in nanoseconds since 1970 UTC; without any, when the input did */
    public long beganNanos() {
        return began == Long.MAX_VALUE ? setting.beganNanos().getAsLong() : began;
    }

    /** @return from there to the end of the last one, in nanoseconds */
    public long tookNanos() {
        return began == Long.MAX_VALUE ? 0 : ended - began;
    }

    /** @return one for each assertion, in their order, of what came so far */
    public List<Verdict> verdicts() {
        return assertions.stream().map(Assertion::verdict).toList();
    }

    /** @return what users should be told, a line each */
    public List<String> remarks() {
        return assertions.stream().flatMap(assertion -> assertion.remarks().stream()).distinct().toList();
    }
}
