package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.MessageBuilder;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Response;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;

/** What the client sends: requests, which wait for their responses. */
final class RequestSide extends OneSide {
    private boolean any;
    private Head unfinished;   // its sender ended the connection in it: the last request, if it is answered; else none

    RequestSide(Http1Connection connection, Journal journal, Pairs pairs) {
        super(connection, journal, pairs);
    }

    @Override
    MessageBuilder message() {
        return current.exchange.requestMessage();
    }

    @Override
    Side side() {
        return Side.CLIENT;
    }

    @Override
    StartLine.Look lookForStart(Bytes bytes, Place place) {
        StartLine.Look look = StartLine.lookForRequest(bytes, !any && place == Place.EXPECTED);
        boolean half = look == StartLine.Look.YES && place != Place.EXPECTED && !StartLine.beginsWithCommonMethod(bytes);
        return half ? StartLine.Look.NO : look;
    }

    @Override
    StartLine.Line plainLine(PlainLines lines) {
        return lines.requestLine();
    }

    /** Text of a body that looks like a request is none: there must have been an answer before it, or a request that has no body. */
    @Override
    boolean isCutStart(Bytes part, boolean turn) {
        return (turn || !hasBody()) && StartLine.isPartOfRequest(part);
    }

    private boolean hasBody() {
        if (current == null || current.exchange.request() == null) return true;
        String method = current.exchange.request().method();
        return !method.equals("GET") && !method.equals("HEAD");
    }

    @Override
    void begin(Moment now) {
        any = true;
        connection.asks(now);
        current = pairs.asked(now);
        current.exchange.at(now);
        seen(now);
    }

    @Override
    BodyFraming head(Head head) {
        startLine(head);
        String method = current.exchange.request().method();
        if (current.exchange.request().version().equals("HTTP/0.9")) return BodyFraming.NONE;
        return BodyFraming.ofRequest(method, head, this);
    }

    /**
     * Who waits for 100 Continue and gets a final response need not send the body (RFC 9110, section 10.1.1). He should close the connection
     * then, but curl goes on with the next request after a 417, as do others.
     */
    @Override
    boolean mayLeaveOutBody() {
        Response answer = current.exchange.response();
        return answer != null && current.exchange.request() != null && expectsContinue(current.exchange.request().fields());
    }

    private static boolean expectsContinue(Fields fields) {
        for (String expected : fields.members("expect")) {
            if (expected.equalsIgnoreCase("100-continue")) return true;
        }
        return false;
    }

    /** A head that its sender never finished is no request, unless somebody answers it. */
    @Override
    void partOfHead(Head head, EndCause cause) {
        if (!broken(cause)) {
            startLine(head);
            return;
        }
        unfinished = head.kept();
        journal.held().add(head.length());
        if (current.exchange.response() != null) answered(current);
        else if (isLineCut(head) && !StartLine.isPartOfRequest(head.startLine())) abandon();
    }

    /** The server answers {@code request}, which is one, then, though it may not be finished. */
    void answered(Pairs.Pair request) {
        if (unfinished == null || request != current) return;
        startLine(unfinished);
        note(Code.HEAD_CUT, unfinished.startLine().latin1());
        forgetUnfinished();
    }

    /** No answers come any more. */
    void abandon() {
        if (unfinished == null) return;
        pairs.drop(current);
        journal.note(Code.HEAD_CUT);
        journal.unparsed(unfinished.length());
        forgetUnfinished();
        current = null;
    }

    private void forgetUnfinished() {
        journal.held().add(-unfinished.length());
        unfinished = null;
    }

    private static boolean isLineCut(Head head) {
        return head.length() == head.startLine().length();
    }

    private void startLine(Head head) {
        notes(head);
        boolean cut = isLineCut(head);
        StartLine.RequestLine line = cut ? null : head.line() instanceof StartLine.RequestLine plain ? plain : StartLine.request(head.startLine());
        if (line != null) {
            if (line.odd()) note(Code.BAD_START_LINE, head.startLine().latin1());
            current.exchange.request(line.method(), line.target(), line.version(), head.fields(), head.length());
            return;
        }
        String[] words = head.startLine().latin1().split(" ", 3);
        current.exchange.request(words[0], words.length > 1 ? words[1] : "", "HTTP/1.1", Fields.EMPTY, head.length());
    }

    @Override
    void end(boolean whole, Moment now) {
        if (current == null) return;
        if (whole) message().whole();
        pairs.sent(current, now);
    }

    @Override
    void noHead() {
        throw new IllegalStateException("a request without a line");
    }

    @Override
    void framingLost() {
        pairs.doubtRequests();
    }

    @Override
    void lostBetween(long count, Moment now) {
        journal.note(Code.BYTES_MISSING);
        pairs.doubtRequests();
    }
}
