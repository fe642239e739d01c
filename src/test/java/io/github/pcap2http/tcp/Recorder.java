package io.github.pcap2http.tcp;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Layer;

/** Writes down what a connection delivers: {@code C:text S:text C~5 S.FIN}, neighbours of one side joined. */
final class Recorder implements Layer {
    private final StringBuilder out = new StringBuilder();
    private Side last;

    @Override
    public void data(Side from, Bytes bytes, Moment now) {
        if (last != from) out.append(out.isEmpty() ? "" : " ").append(from.name().charAt(0)).append(':');
        out.append(bytes.latin1());
        last = from;
    }

    @Override
    public void gap(Side from, long length, Moment now) {
        mark(from, '~', String.valueOf(length));
    }

    @Override
    public void end(Side from, EndCause cause, Moment now) {
        mark(from, '.', cause.name());
    }

    private void mark(Side from, char what, String text) {
        out.append(out.isEmpty() ? "" : " ").append(from.name().charAt(0)).append(what).append(text);
        last = null;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
