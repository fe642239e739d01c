package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Layer;

/** A protocol that is known by name only: its bytes are passed over. */
final class Opaque implements Layer {
    @Override
    public void data(Side from, Bytes bytes, Moment now) { }

    @Override
    public long unread(Side from) {
        return Long.MAX_VALUE;
    }

    @Override
    public void passed(Side from, long count, Moment last) { }

    @Override
    public void gap(Side from, long length, Moment now) { }

    @Override
    public void end(Side from, EndCause cause, Moment now) { }
}
