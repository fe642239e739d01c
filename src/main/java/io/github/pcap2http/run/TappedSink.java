package io.github.pcap2http.run;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.slice.PacketTap;
import java.io.IOException;

/** Tells who looks at packets of the exchanges that begin and end while they are read, and then the sink. */
final class TappedSink implements ExchangeSink {
    private final PacketTap tap;
    private final ExchangeSink sink;

    TappedSink(PacketTap tap, ExchangeSink sink) {
        this.tap = tap;
        this.sink = sink;
    }

    @Override
    public void connecting(Connection connection) {
        sink.connecting(connection);
    }

    @Override
    public void connected(Connection connection) {
        sink.connected(connection);
    }

    @Override
    public void started(String id, Connection connection, Moment at, Request head) {
        tap.began(id, connection.firstFrame(), at, head == null ? PacketTap.NO_REQUEST : length(connection, head));
        sink.started(id, connection, at, head);
    }

    /** What a PROXY header says comes before the first request, so that it does not begin where its first packet begins. */
    private static long length(Connection connection, Request head) {
        Fields fields = head.fields();
        if (head.headLength() < 0 || fields.has("transfer-encoding") || connection.realClient() != null) return PacketTap.UNKNOWN;
        String body = fields.first("content-length");
        if (body == null) return head.headLength();
        boolean number = !body.isEmpty() && body.length() < 18 && body.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? head.headLength() + Long.parseLong(body) : PacketTap.UNKNOWN;
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        tap.ended(exchange);
        sink.finished(exchange);
    }

    @Override
    public void pause() throws IOException {
        sink.pause();
    }
}
