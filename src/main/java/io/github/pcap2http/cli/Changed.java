package io.github.pcap2http.cli;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Gives exchanges on in another form, such as without secrets. */
record Changed(UnaryOperator<Exchange> change, ExchangeSink sink) implements ExchangeSink {
    @Override
    public void finished(Exchange exchange) throws IOException {
        sink.finished(change.apply(exchange));
    }

    @Override
    public void pause() throws IOException {
        sink.pause();
    }
}
