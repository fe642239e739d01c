package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Exchange;
import java.io.IOException;

/** The entries of a HAR, one a line, each written out when its exchange ends: for {@code jq}, for pipes, and without limit. */
final class JsonLinesWriter implements Output {
    private final EntryWriter entries = new EntryWriter();
    private final JsonBuffer line = new JsonBuffer();
    private final LiveStream out;

    JsonLinesWriter(Target target, OutputOptions options) throws IOException {
        this.out = new LiveStream(target);
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        line.clear();
        entries.write(exchange, null, line);
        line.raw('\n').writeTo(out);
    }

    @Override
    public void pause() throws IOException {
        out.show();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    @Override
    public void abandon() {
        out.abandon();
    }
}
