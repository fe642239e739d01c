package io.github.pcap2http.cli;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.slice.SliceWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Gives exchanges on in another form, such as without secrets. @param slices are told the original as well */
record Changed(UnaryOperator<Exchange> change, List<SliceWriter> slices, ExchangeSink sink) implements ExchangeSink {
    @Override
    public void finished(Exchange exchange) throws IOException {
        for (SliceWriter slice : slices) slice.original(exchange);
        sink.finished(change.apply(exchange));
    }

    @Override
    public void pause() throws IOException {
        sink.pause();
    }
}
