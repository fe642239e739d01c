package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.ExchangeBuilder;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.MessageBuilder;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import java.util.Locale;

/** What the server sends: responses, each to the request that it answers for certain, and what follows from their status. */
final class ResponseSide extends OneSide {
    private boolean interim;

    ResponseSide(Http1Connection connection, Journal journal, Pairs pairs) {
        super(connection, journal, pairs);
    }

    @Override
    MessageBuilder message() {
        return current.exchange.responseMessage();
    }

    @Override
    Side side() {
        return Side.SERVER;
    }

    @Override
    StartLine.Look lookForStart(Bytes bytes, Place place) {
        boolean expected = place == Place.EXPECTED && pairs.first() != null;
        StartLine.Look look = StartLine.lookForResponse(bytes, expected);
        return look == StartLine.Look.NO && simple() ? StartLine.Look.HEADLESS : look;
    }

    @Override
    StartLine.Line plainLine(PlainLines lines) {
        return lines.statusLine();
    }

    /** Half a name says nothing: a status line is known by its version and a digit. */
    @Override
    boolean isCutStart(Bytes part, boolean turn) {
        return false;
    }

    /** The request that is to be answered is of HTTP/0.9, whose responses have no head. */
    private boolean simple() {
        Pairs.Pair one = pairs.first();
        return one != null && one.exchange.request() != null && one.exchange.request().version().equals("HTTP/0.9");
    }

    @Override
    void begin(Moment now) {
        if (pairs.isEmpty()) connection.answersUnasked();
        Pairs.Pair one = pairs.first();
        if (one != null) current = one;
        else if (current == null) current = pairs.unasked(now);
        current.exchange.at(now);
        seen(now);
    }

    @Override
    void noHead() {
        current.exchange.response(0, "", "HTTP/0.9", Fields.EMPTY, 0, true);
    }

    @Override
    BodyFraming head(Head head) {
        notes(head);
        connection.answers(current);
        ExchangeBuilder exchange = current.exchange;
        StartLine.StatusLine line = head.line() instanceof StartLine.StatusLine plain ? plain : StartLine.status(head.startLine());
        if (line.odd()) note(Code.BAD_START_LINE, head.startLine().latin1());
        interim = line.status() / 100 == 1 && line.status() != 101;
        if (interim) {
            exchange.interim(new Interim(line.status(), line.reason(), head.fields(), message().span().first()));
            return BodyFraming.NONE;
        }
        if (!current.unasked && !current.sent && !connection.requestLost()) note(Code.EARLY_RESPONSE, "");
        String method = exchange.request() == null ? null : exchange.request().method();
        exchange.response(line.status(), line.reason(), line.version(), head.fields(), head.length(), coded(method, line.status()));
        BodyFraming framing = BodyFraming.ofResponse(method, line.status(), head, this);
        boolean plain = framing instanceof BodyFraming.Length || framing instanceof BodyFraming.UntilClose;
        return plain && hintsAtChunks(head, line.odd()) ? new BodyFraming.Chunked(framing) : framing;
    }

    @Override
    boolean mayLeaveOutBody() {
        return false;
    }

    /** Smuggled or misspelt, as filters are evaded: browsers differ, so the body, which is asked whether it is chunked, has the last word. */
    private static boolean hintsAtChunks(Head head, boolean oddLine) {
        boolean odd = oddLine || head.notes() != Head.NOTHING_ODD || head.said() == BodyFraming.ASK && head.fields().has("transfer-encoding");
        return odd && letters(head).contains("chunked");
    }

    private static String letters(Head head) {
        StringBuilder letters = new StringBuilder(head.startLine().latin1());
        head.fields().forEach(field -> letters.append(field.name()).append(field.value()));
        head.notes().values().forEach(letters::append);
        return letters.toString().replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }

    /** The fields of a response to HEAD and of a 304 speak of content that is not sent. */
    private static boolean coded(String method, int status) {
        return !"HEAD".equals(method) && status != 304 && status != 204;
    }

    @Override
    void partOfHead(Head head, EndCause cause) {
        notes(head);
        StartLine.StatusLine line = StartLine.status(head.startLine());
        if (broken(cause)) note(Code.HEAD_CUT, head.startLine().latin1());
        else if (!line.odd() && (line.status() / 100 != 1 || line.status() == 101)) {
            connection.answers(current);
            current.exchange.response(line.status(), line.reason(), line.version(), head.fields(), head.length(), true);
        }
    }

    @Override
    void end(boolean whole, Moment now) {
        Pairs.Pair one = current;
        pairs.answerLost(false);
        if (whole && interim) {
            interim = false;
            message().restart();
            if (!one.unasked) current = null;   // what was an answer in progress is a request that waits again
            return;
        }
        if (whole) message().whole();
        current = null;
        if (!one.unasked) pairs.answered(one, now);
        else if (one.exchange.response() != null) pairs.finish(one, now);
        if (whole) handOver(one.exchange, now);
    }

    /** What is behind an answer to CONNECT, or behind 101, is another connection, or more requests. */
    private void handOver(ExchangeBuilder exchange, Moment now) {
        if (exchange.response() == null) return;
        if (opensTunnel(exchange)) connection.openTunnel(now);
        else if (isConnect(exchange)) connection.refused(now);
    }

    private static boolean opensTunnel(ExchangeBuilder exchange) {
        int status = exchange.response().status();
        return status == 101 || isConnect(exchange) && status / 100 == 2;
    }

    private static boolean isConnect(ExchangeBuilder exchange) {
        return exchange.request() != null && exchange.request().method().equals("CONNECT");
    }

    /** The head of the answer is cut, but its status is known: the rest of it is most of what is missing. */
    @Override
    void framingLost() {
        pairs.answerLost(true);
        if (current != null && current.exchange.response() != null && opensTunnel(current.exchange)) connection.openTunnel();
        else doubtAnswers();
    }

    @Override
    void lostBetween(long count, Moment now) {
        connection.seen(now);
        Pairs.Pair first = pairs.first();
        if (first != null && first.exchange.response() == null) first.exchange.responseMessage().lostInHead(count);
        doubtAnswers();
    }

    private void doubtAnswers() {
        if (pairs.doubtAnswers(current)) connection.openTunnel();
    }
}
