package io.github.pcap2http.check;

import io.github.pcap2http.choose.Condition;
import io.github.pcap2http.choose.Setting;
import io.github.pcap2http.choose.Truth;
import io.github.pcap2http.exchange.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How many exchanges, or which share of them, meet a condition, compared with a number. An entry that stands for several counts as these. */
final class Counting implements Judge {
    private final Condition condition;   // null: all
    private final boolean share;
    private final Op op;
    private final double bound;
    private Offenders met;
    private long all;

    /** @param bound a count, or a share from 0 to 1 */
    Counting(Condition condition, boolean share, Op op, double bound) {
        this.condition = condition;
        this.share = share;
        this.op = op;
        this.bound = bound;
    }

    @Override
    public void begin(UnaryOperator<Exchange> shown) {
        met = new Offenders(shown);
        all = 0;
    }

    @Override
    public void add(Exchange exchange, Setting setting) {
        all += exchange.count();
        if (condition == null || condition.test(exchange, setting) == Truth.YES) met.add(exchange, 0);
    }

    @Override
    public boolean holds() {
        if (share && all == 0) return op == Op.UNEQUAL;
        return op.holds(Double.compare(share ? (double) met.all() / all : met.all(), bound));
    }

    @Override
    public String found() {
        String count = share || condition != null ? met.all() + " of " + all : String.valueOf(all);
        String percent = share && all > 0 ? String.format(Locale.ROOT, " (%.2f %%)", 100.0 * met.all() / all) : "";
        return count + (all == 1 ? " exchange" : " exchanges") + percent;
    }

    /** When there are too few, those that are there are not to blame. */
    @Override
    public List<Offenders> offenders() {
        boolean tooMany = op == Op.MORE || op == Op.AT_LEAST || op == Op.EQUAL || op == Op.UNEQUAL;
        return tooMany && condition != null ? List.of(met) : List.of();
    }
}
