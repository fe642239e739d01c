package io.github.pcap2http.check;

import io.github.pcap2http.choose.Condition;
import io.github.pcap2http.choose.Setting;
import io.github.pcap2http.choose.Truth;
import io.github.pcap2http.exchange.Exchange;
import java.util.List;
import java.util.function.UnaryOperator;

/** The least, the most, the mean, the sum or a percentile of a quantity over exchanges, compared with a value. */
final class Summing implements Judge {
    enum How { MIN, MAX, MEAN, SUM, PERCENTILE }

    private final String name;   // as it was typed
    private final How how;
    private final double share;   // of a percentile, 0 to 1
    private final Quantity quantity;
    private final Condition condition;   // null: all
    private final Op op;
    private final double bound;
    private final boolean blamesSmall;
    private Offenders beyond;
    private Histogram histogram;   // null where it is no percentile
    private long count;
    private long below;   // the bound
    private long equal;
    private double sum;
    private double min;
    private double max;

    Summing(String name, How how, double share, Quantity quantity, Condition condition, Op op, double bound) {
        this.name = name;
        this.how = how;
        this.share = share;
        this.quantity = quantity;
        this.condition = condition;
        this.op = op;
        this.bound = bound;
        this.blamesSmall = op == Op.LESS || op == Op.AT_MOST;
    }

    @Override
    public void begin(UnaryOperator<Exchange> shown) {
        beyond = new Offenders(shown);
        histogram = how == How.PERCENTILE ? new Histogram() : null;
        count = 0;
        below = 0;
        equal = 0;
        sum = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }

    @Override
    public void add(Exchange exchange, Setting setting) {
        long value = quantity.of(exchange);
        if (value < 0 || condition != null && condition.test(exchange, setting) != Truth.YES) return;
        long times = exchange.count();
        count += times;
        sum += (double) value * times;
        min = Math.min(min, value);
        max = Math.max(max, value);
        if (value < bound) below += times;
        else if (value == bound) equal += times;
        if (histogram != null) histogram.add(value, times);
        boolean ofAll = how == How.SUM || how == How.MEAN;
        if (ofAll || op.holds(Double.compare(value, bound))) beyond.add(exchange, blamesSmall ? -value : value);
    }

    @Override
    public boolean holds() {
        if (count == 0) return op == Op.UNEQUAL;
        return op.holds(how == How.PERCENTILE ? orderOfPercentile() : Double.compare(value(), bound));
    }

    /** Exact, for the bound was known before the values came. */
    private int orderOfPercentile() {
        if (below >= rank()) return -1;
        return below + equal >= rank() ? 0 : 1;
    }

    private long rank() {
        return Math.max(1, (long) Math.ceil(share * count - 1e-9));
    }

    private double value() {
        return switch (how) {
            case MIN -> min;
            case MAX -> max;
            case MEAN -> sum / count;
            case SUM -> sum;
            case PERCENTILE -> percentile();
        };
    }

    /** @return about what it is, and on the side of the bound where it is */
    private double percentile() {
        int order = orderOfPercentile();
        double about = Math.max(min, Math.min(max, histogram.at(rank())));
        return order == 0 ? bound : order < 0 ? Math.min(about, bound) : Math.max(about, bound);
    }

    @Override
    public String found() {
        return name + (count == 0 ? " has no value" : " is " + quantity.show(value()) + " of " + count + (count == 1 ? " exchange" : " exchanges"));
    }

    @Override
    public List<Offenders> offenders() {
        return List.of(beyond);
    }
}
