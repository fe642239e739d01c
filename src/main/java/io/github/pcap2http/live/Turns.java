package io.github.pcap2http.live;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Interfaces whose packets take turns in the order of time. The kernel hands over packets some time after they came: a packet waits so
 * long for what another interface may still give that is older. Belongs to one thread.
 */
final class Turns implements Closeable {
    /** A packet is not behind this any more, on whatever interface: the kernel's delay, and some for its timer to be late. */
    private static final long HOLD_NANOS = (LiveOptions.HOLD_MILLIS + 20) * 1_000_000L;
    private static final long ODD_NANOS = 1_000_000_000L;   // so far in the future a packet's clock is not the one of the day

    private static final class Listened {
        final Tap tap;
        final int place;
        boolean holds;   // a packet that was not given yet
        boolean gone;
        long captured;

        Listened(Tap tap, int place) {
            this.tap = tap;
            this.place = place;
        }
    }

    private final List<Listened> all = new ArrayList<>();
    private final Clock clock;
    private final Consumer<String> trouble;
    private final List<Counts> counts = new ArrayList<>();
    private Listened current;
    private int gone;

    /** @param taps are closed by {@link #close} */
    Turns(List<? extends Tap> taps, Clock clock, Consumer<String> trouble) {
        for (Tap tap : taps) all.add(new Listened(tap, all.size()));
        this.clock = clock;
        this.trouble = trouble;
    }

    /**
     * Goes on to the next packet, and does not wait for one.
     *
     * @param until a later packet is not given, in nanoseconds since 1970 UTC
     * @return false when there is none now
     */
    boolean next(long until) {
        current = null;
        boolean complete = true;
        for (Listened one : all) {
            if (!one.holds) look(one);
            if (!one.holds) complete &= one.gone;
            else if (current == null || one.tap.nanos() < current.tap.nanos()) current = one;
        }
        if (current == null || current.tap.nanos() > until) return false;
        if (!complete && !waitedEnough(current.tap.nanos())) return false;
        current.holds = false;
        current.captured++;
        return true;
    }

    private boolean waitedEnough(long nanos) {
        if (all.size() == 1) return true;
        long age = clock.today() - nanos;
        return age >= HOLD_NANOS || age < -ODD_NANOS;
    }

    private void look(Listened one) {
        if (one.gone) return;
        try {
            one.holds = one.tap.next();
        } catch (LiveException e) {
            one.gone = true;
            gone++;
            trouble.accept(e.getMessage());
        }
    }

    /** @return whether what was captured until {@code nanos} since 1970 UTC can no longer come, when {@link #next} has just given none */
    boolean isOver(long nanos) {
        return clock.today() >= nanos + HOLD_NANOS;
    }

    /** @return the interface whose packet was given last, and which has that packet */
    Tap current() {
        return current.tap;
    }

    /** @return its place among all */
    int place() {
        return current.place;
    }

    /** @return interfaces that ended by themselves */
    int gone() {
        return gone;
    }

    boolean allGone() {
        return gone == all.size();
    }

    /** @return one for each interface, in order; after {@link #close}, what it was then */
    List<Counts> counts() {
        return counts.isEmpty() ? all.stream().map(one -> one.tap.counts(one.captured)).toList() : List.copyOf(counts);
    }

    @Override
    public void close() {
        if (!counts.isEmpty()) return;
        counts.addAll(counts());
        for (Listened one : all) one.tap.close();
    }
}
