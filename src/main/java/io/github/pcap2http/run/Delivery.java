package io.github.pcap2http.run;

import io.github.pcap2http.correlate.Correlator;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;
import java.io.IOException;

/** What becomes of exchanges when connections have given them: they are linked, summed up, counted, and given to the sink. */
final class Delivery implements ExchangeSink {
    private final FailedConnects connects;   // null: each one is reported
    private final ProxyReport proxies;       // null: proxies are not looked for
    private final Correlator correlator;     // null: neither
    private final ExchangeSink first;        // whom exchanges go to first, of these
    private final ExchangeSink sink;
    private boolean shown = true;   // the sink was told to show all that it was given
    private volatile long exchanges;

    Delivery(Options options, ExchangeSink sink) {
        this.sink = sink;
        ExchangeSink counting = new Counting();
        connects = options.everyConnect() ? null : new FailedConnects(counting);
        ExchangeSink linked = connects == null ? counting : connects;
        proxies = options.proxies() ? new ProxyReport(linked, options.naming()) : null;
        correlator = options.proxies() ? new Correlator(proxies, options.lookAheadNanos()) : null;
        if (correlator != null && options.keepDuplicates()) correlator.ignoreVantages();
        first = correlator == null ? linked : correlator;
    }

    /** The last step before the sink. */
    private final class Counting implements ExchangeSink {
        @Override
        public void finished(Exchange exchange) throws IOException {
            exchanges++;   // by one thread; read by any
            sink.finished(exchange);
            exchange.release();
            shown = false;
        }

        @Override
        public void summedUp(Exchange exchange) {
            sink.summedUp(exchange);
        }
    }

    /** As {@link Correlator#severalFiles}; before the first exchange. */
    void severalFiles() {
        if (correlator != null) correlator.severalFiles();
    }

    /** As {@link Correlator#severalClocks}. */
    void severalClocks(boolean several) {
        if (correlator != null) correlator.severalClocks(several);
    }

    @Override
    public void connecting(Connection connection) {
        first.connecting(connection);
        sink.connecting(connection);   // those between would only pass it on; so below
    }

    @Override
    public void connected(Connection connection) {
        first.connected(connection);
        sink.connected(connection);
    }

    @Override
    public void started(String id, Connection connection, Moment at, Request head) {
        first.started(id, connection, at, head);
        sink.started(id, connection, at, head);
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        first.finished(exchange);
    }

    /** @param nanos of capture time since its beginning */
    void timePassed(long nanos) throws IOException {
        if (correlator != null) correlator.advance(nanos);
    }

    @Override
    public void pause() throws IOException {
        if (shown) return;
        shown = true;
        sink.pause();
    }

    /** No more exchanges: gives on what waits. */
    void end() throws IOException {
        if (correlator != null) correlator.end();
        if (connects != null) connects.end();
    }

    /** @return exchanges given to the sink so far; may be asked by any thread */
    long exchanges() {
        return exchanges;
    }

    /** @return failed connects that only a count tells of; after {@link #end} */
    long summedUp() {
        return connects == null ? 0 : connects.summedUp();
    }

    /** @return null when proxies were not looked for; after {@link #end} */
    ProxyFacts proxies() {
        return proxies == null ? null : proxies.facts();
    }
}
