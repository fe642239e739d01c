package io.github.pcap2http.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Layer;
import java.util.Random;

/** Writes down what a connection delivers: {@code C:text S:text C~5 S.FIN}, neighbours of one side joined. */
final class Recorder implements Layer {
    private final StringBuilder out = new StringBuilder();
    private final Random counting;
    private Side last;
    private long unread;

    Recorder() {
        this(null);
    }

    /** @param counting lets many bytes pass unread, and writes an asterisk for each byte, whether it was read or not; null: reads all */
    Recorder(Random counting) {
        this.counting = counting;
    }

    /** Gives a segment to a connection the short way or, where that is none for it, the long way. */
    static void give(TcpConnection connection, Side from, int seq, int ack, int flags, Bytes data, Moment now) {
        boolean inOrder = connection.inOrder(from, seq, ack, flags, data.array(), data.offset(), data.length(), now.frame(), now.nanos());
        if (!inOrder) connection.segment(from, seq, ack, flags, data, 0, now, now.nanos());
    }

    @Override
    public void data(Side from, Bytes bytes, Moment now) {
        write(from, counting == null ? bytes.latin1() : "*".repeat(bytes.length()));
    }

    private void write(Side from, String text) {
        if (last != from) out.append(out.isEmpty() ? "" : " ").append(from.name().charAt(0)).append(':');
        out.append(text);
        last = from;
    }

    @Override
    public long unread(Side from) {
        unread = counting == null || from != last ? 0 : counting.nextInt(50);
        return unread;
    }

    @Override
    public void passed(Side from, long count, Moment now) {
        assertEquals(last, from);
        assertTrue(count > 0 && count <= unread, () -> count + " of " + unread);
        write(from, "*".repeat((int) count));
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
