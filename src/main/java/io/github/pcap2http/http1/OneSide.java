package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.MessageBuilder;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import java.util.Map;

/** What is the same for both sides of a connection: everything that is read goes to the message at hand. */
abstract class OneSide extends MessageReader {
    final Http1Connection connection;
    final Journal journal;
    final Pairs pairs;
    /** What its bytes belong to now; null between messages, if that is known. */
    Pairs.Pair current;

    OneSide(Http1Connection connection, Journal journal, Pairs pairs) {
        super(journal.limits().maxHead(), journal.held());
        this.connection = connection;
        this.journal = journal;
        this.pairs = pairs;
    }

    abstract MessageBuilder message();

    abstract Side side();

    @Override
    void seen(Moment now) {
        connection.seen(now);
        if (current != null) message().seen(now);
    }

    @Override
    void body(Bytes bytes, Moment now) {
        message().body(bytes, now);
    }

    @Override
    boolean keepsBody() {
        return message().keepsBody();
    }

    @Override
    void bodyPassed(long count, Moment last) {
        message().bodyPassed(count, last);
    }

    @Override
    void lost(long count, boolean inBody) {
        if (inBody) message().lostInBody(count);
        else message().lostInHead(count);
    }

    @Override
    void trailers(Head trailers) {
        notes(trailers);
        message().trailers(trailers.fields());
    }

    @Override
    void garbage(long count) {
        journal.unparsed(count);
        if (count > 0) journal.note(Code.GARBAGE);
    }

    @Override
    void note(Code code, String detail) {
        if (!current.exchange.noted(code)) current.exchange.note(code, detail);
    }

    /** @return whether the sender itself ended inside a message */
    boolean broken(EndCause cause) {
        return cause == EndCause.FIN || cause == EndCause.RST;
    }

    void notes(Head head) {
        if (head.notes() == Head.NOTHING_ODD) return;
        for (Map.Entry<Code, String> one : head.notes().entrySet()) note(one.getKey(), one.getValue());
    }

    @Override
    void tunnel(Bytes bytes, Moment now) {
        connection.tunnel().data(side(), bytes, now);
    }

    @Override
    void tunnelGap(long length, Moment now) {
        connection.tunnel().gap(side(), length, now);
    }
}
