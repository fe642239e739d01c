package io.github.pcap2http.run;

import io.github.pcap2http.correlate.Correlator;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.filter.PacketFilter;
import io.github.pcap2http.flow.Hint;
import io.github.pcap2http.tls.KeyLog;
import java.util.Map;
import java.util.function.Function;

/** How a capture is to be read. Immutable; start from {@link #DEFAULT}. */
public final class Options {
    public static final Options DEFAULT = new Options();

    private Limits limits = Limits.DEFAULT;
    private boolean everyConnect;
    private boolean strict;
    private boolean keepDuplicates;
    private boolean proxies = true;
    private long lookAheadNanos = Correlator.WINDOW_NANOS;
    private boolean live;
    private int threads = 1;
    private long maxSpool = 16L << 30;
    private PacketFilter filter;
    private Function<Exchange, String> naming;
    private KeyLog keys = new KeyLog();
    private Map<Integer, Hint> hints = Map.of();

    private Options() { }

    private Options(Options other) {
        limits = other.limits;
        everyConnect = other.everyConnect;
        strict = other.strict;
        keepDuplicates = other.keepDuplicates;
        proxies = other.proxies;
        lookAheadNanos = other.lookAheadNanos;
        live = other.live;
        threads = other.threads;
        maxSpool = other.maxSpool;
        filter = other.filter;
        naming = other.naming;
        keys = other.keys;
        hints = other.hints;
    }

    /** @return what bounds memory and output */
    public Limits limits() {
        return limits;
    }

    public Options withLimits(Limits limits) {
        Options changed = new Options(this);
        changed.limits = limits;
        return changed;
    }

    /** @param bytes of a decoded body to keep, 0 or more; 0: bodies are neither kept nor decoded */
    public Options withMaxBody(long bytes) {
        if (bytes < 0) throw new IllegalArgumentException("a negative size: " + bytes);
        return withLimits(limits.withMaxBody(bytes));
    }

    /** @return whether each attempt to connect that failed is reported; else, beyond some for a server, only their count */
    public boolean everyConnect() {
        return everyConnect;
    }

    public Options withEveryConnect(boolean everyConnect) {
        Options changed = new Options(this);
        changed.everyConnect = everyConnect;
        return changed;
    }

    /** @return whether a bug in this library is thrown as {@link IllegalStateException}; else it ends one connection, and is counted */
    public boolean strict() {
        return strict;
    }

    public Options withStrict(boolean strict) {
        Options changed = new Options(this);
        changed.strict = strict;
        return changed;
    }

    /**
     * @return whether packets that were captured at several places, or before and after an address translation, give an exchange for each;
     *     else they give one, which says where it was seen
     */
    public boolean keepDuplicates() {
        return keepDuplicates;
    }

    public Options withKeepDuplicates(boolean keepDuplicates) {
        Options changed = new Options(this);
        changed.keepDuplicates = keepDuplicates;
        return changed;
    }

    /** @return whether the attempts of proxies are looked for, and linked to the requests that caused them; else no exchange waits for another */
    public boolean proxies() {
        return proxies;
    }

    public Options withProxies(boolean proxies) {
        Options changed = new Options(this);
        changed.proxies = proxies;
        return changed;
    }

    /** @return so long, in nanoseconds of capture time, an exchange that has ended may wait for what a proxy joins it to */
    public long lookAheadNanos() {
        return lookAheadNanos;
    }

    /** @param nanos of capture time, 0 or more; 0: what is linked is only what ended at the same moment as the last of it */
    public Options withLookAhead(long nanos) {
        if (nanos < 0) throw new IllegalArgumentException("a negative time: " + nanos);
        Options changed = new Options(this);
        changed.lookAheadNanos = nanos;
        return changed;
    }

    /**
     * @return whether the capture is still being made: then time goes on though no packet comes, so that an exchange that ended is shown at
     *     once; a thread sees to that
     */
    public boolean live() {
        return live;
    }

    public Options withLive(boolean live) {
        Options changed = new Options(this);
        changed.live = live;
        return changed;
    }

    /** @return how many threads work at the same time, 1 or more; what comes out does not depend on it. With 1, all is done by the caller's */
    public int threads() {
        return threads;
    }

    /** @param threads 1 or more */
    public Options withThreads(int threads) {
        if (threads < 1) throw new IllegalArgumentException("no thread: " + threads);
        Options changed = new Options(this);
        changed.threads = threads;
        return changed;
    }

    /** @return bytes of the temporary file that bodies go to when memory has no room; when it is full, the run ends */
    public long maxSpool() {
        return maxSpool;
    }

    public Options withMaxSpool(long bytes) {
        Options changed = new Options(this);
        changed.maxSpool = bytes;
        return changed;
    }

    /** @return which packets are looked at; null: all. It belongs to the thread that reads */
    public PacketFilter filter() {
        return filter;
    }

    /** @param filter null: all packets are looked at */
    public Options withFilter(PacketFilter filter) {
        Options changed = new Options(this);
        changed.filter = filter;
        return changed;
    }

    /** @return how the summary calls a request; null: by its method and URL */
    public Function<Exchange, String> naming() {
        return naming;
    }

    /** @param naming asked where the exchanges are given on, and before; null: the summary has method and URL as they were captured */
    public Options withNaming(Function<Exchange, String> naming) {
        Options changed = new Options(this);
        changed.naming = naming;
        return changed;
    }

    /** @return TLS secrets from elsewhere than the capture */
    public KeyLog keys() {
        return keys;
    }

    public Options withKeys(KeyLog keys) {
        Options changed = new Options(this);
        changed.keys = keys;
        return changed;
    }

    /** @return what servers' ports speak where that is not to be found out */
    public Map<Integer, Hint> hints() {
        return hints;
    }

    /** @param hints by port, 0 to 65535; copied */
    public Options withHints(Map<Integer, Hint> hints) {
        Options changed = new Options(this);
        changed.hints = Map.copyOf(hints);
        return changed;
    }
}
