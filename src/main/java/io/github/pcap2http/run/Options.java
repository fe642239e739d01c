package io.github.pcap2http.run;

import io.github.pcap2http.correlate.Correlator;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.filter.PacketFilter;
import io.github.pcap2http.tls.KeyLog;

/**
 * How a capture is to be read. Immutable; start from {@link #DEFAULT}.
 *
 * @param limits what bounds memory and output
 * @param everyConnect whether each attempt to connect that failed is reported; else, beyond some for a server, only their count
 * @param strict whether a bug in this library is thrown as {@link IllegalStateException}; else it ends one connection, and is counted
 * @param keepDuplicates whether packets that were captured at several places, or before and after an address translation, give an
 *     exchange for each; else they give one, which says where it was seen
 * @param proxies whether the attempts of proxies are looked for, and linked to the requests that caused them; else no exchange waits for
 *     another
 * @param lookAheadNanos so long, in capture time, an exchange that has ended may wait for what a proxy joins it to
 * @param live whether the capture is still being made: then time goes on though no packet comes, so that an exchange that ended is
 *     shown at once; a thread sees to that
 * @param threads that work at the same time, 1 or more; what comes out does not depend on it. With 1, all is done by the caller's
 * @param filter which packets are looked at; null: all. It belongs to the thread that reads
 * @param keys TLS secrets from elsewhere than the capture
 */
public record Options(Limits limits, boolean everyConnect, boolean strict, boolean keepDuplicates, boolean proxies, long lookAheadNanos, boolean live,
                      int threads, PacketFilter filter, KeyLog keys) {
    public static final Options DEFAULT = new Options(Limits.DEFAULT, false, false, false, true, Correlator.WINDOW_NANOS, false, 1, null, new KeyLog());

    public Options withLimits(Limits limits) {
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, lookAheadNanos, live, threads, filter, keys);
    }

    /** @param bytes of a decoded body to keep, 0 or more; 0: bodies are neither kept nor decoded */
    public Options withMaxBody(long bytes) {
        if (bytes < 0) throw new IllegalArgumentException("a negative size: " + bytes);
        return withLimits(limits.withMaxBody(bytes));
    }

    public Options withEveryConnect(boolean everyConnect) {
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, lookAheadNanos, live, threads, filter, keys);
    }

    public Options withStrict(boolean strict) {
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, lookAheadNanos, live, threads, filter, keys);
    }

    public Options withKeepDuplicates(boolean keepDuplicates) {
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, lookAheadNanos, live, threads, filter, keys);
    }

    public Options withProxies(boolean proxies) {
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, lookAheadNanos, live, threads, filter, keys);
    }

    /** @param nanos of capture time, 0 or more; 0: what is linked is only what ended at the same moment as the last of it */
    public Options withLookAhead(long nanos) {
        if (nanos < 0) throw new IllegalArgumentException("a negative time: " + nanos);
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, nanos, live, threads, filter, keys);
    }

    public Options withLive(boolean live) {
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, lookAheadNanos, live, threads, filter, keys);
    }

    /** @param threads 1 or more */
    public Options withThreads(int threads) {
        if (threads < 1) throw new IllegalArgumentException("no thread: " + threads);
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, lookAheadNanos, live, threads, filter, keys);
    }

    /** @param filter null: all packets are looked at */
    public Options withFilter(PacketFilter filter) {
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, lookAheadNanos, live, threads, filter, keys);
    }

    public Options withKeys(KeyLog keys) {
        return new Options(limits, everyConnect, strict, keepDuplicates, proxies, lookAheadNanos, live, threads, filter, keys);
    }
}
