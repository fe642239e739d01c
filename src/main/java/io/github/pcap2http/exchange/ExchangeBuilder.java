package io.github.pcap2http.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** An exchange while it is read. Protocols tell it what they see; {@link #finish} makes the result and hands it on. */
public final class ExchangeBuilder implements Notes {
    static final int MAX_DIAGNOSTICS = 32;
    private static final int MAX_INTERIM = 100;
    /** Longer header sections count among what the connection holds, until the exchange is finished: in bytes. */
    private static final long SHORT_HEAD = 4 << 10;
    private static final int FIELD_BYTES = 100;   // what a field costs beside its bytes

    private static final List<Interim> NO_INTERIM = List.of();
    private static final List<Diagnostic> NO_DIAGNOSTICS = List.of();

    private final Journal journal;
    private final Moment begin;
    private final Beyond beyond;
    private final long snappedBefore;
    private final MessageBuilder requestMessage;
    private MessageBuilder responseMessage;   // null: nobody has asked for it so far
    private List<Interim> interim = NO_INTERIM;   // mostly
    private List<Diagnostic> diagnostics = NO_DIAGNOSTICS;
    private long ordinal;   // 0: it is not certain yet that this is an exchange
    private String id;
    private Request request;
    private Response response;
    private Moment turn;
    private String error;
    private Moment now;
    private long held;   // of the heads, as the journal has it

    ExchangeBuilder(Journal journal, Moment begin) {
        this.journal = journal;
        this.begin = begin;
        this.beyond = journal.beyond();
        this.now = begin;
        this.snappedBefore = journal.count(Code.SNAPPED);
        this.requestMessage = new MessageBuilder(journal.store(), journal.limits());
    }

    /** The head of the request; its body and trailers are taken from {@link #requestMessage()} in the end. */
    public void request(String method, String target, String version, Fields fields, long headLength) {
        request = new Request(method, target, version, fields, headLength, Body.NONE, Fields.EMPTY);
        requestMessage.describedBy(fields);
        hold(fields, headLength);
        number();
    }

    private void hold(Fields fields, long headLength) {
        if (headLength <= SHORT_HEAD) return;
        long bytes = headLength + (long) FIELD_BYTES * fields.size();
        held += bytes;
        journal.held().add(bytes);
    }

    private void letGo() {
        journal.held().add(-held);
        held = 0;
    }

    /** @return the request's head, or null */
    public Request request() {
        return request;
    }

    public MessageBuilder requestMessage() {
        return requestMessage;
    }

    /** The head of the final response. @param contentCoded whether the fields speak of the content that follows when they name {@link Codings} */
    public void response(int status, String reason, String version, Fields fields, long headLength, boolean contentCoded) {
        number();
        response = new Response(status, reason, version, fields, headLength, Body.NONE, Fields.EMPTY);
        hold(fields, headLength);
        if (contentCoded) responseMessage().describedBy(fields);
    }

    /** @return the final response's head, or null */
    public Response response() {
        return response;
    }

    public MessageBuilder responseMessage() {
        if (responseMessage == null) responseMessage = new MessageBuilder(journal.store(), journal.limits());
        return responseMessage;
    }

    public void interim(Interim one) {
        if (interim.isEmpty()) interim = new ArrayList<>(1);
        if (interim.size() < MAX_INTERIM) interim.add(one);
    }

    /** The response before this exchange's ended only now, though this request had been sent. */
    public void turn(Moment now) {
        turn = now;
    }

    /** Says why it failed where {@link Outcome#error()} does not say it well. */
    public void error(String text) {
        error = text;
    }

    /** Bytes for this exchange come at {@code now}: where notes are placed that have no moment of their own. */
    public void at(Moment now) {
        this.now = now;
    }

    @Override
    public void note(Code code, String detail) {
        if (diagnostics.isEmpty()) diagnostics = new ArrayList<>(1);
        if (diagnostics.size() < MAX_DIAGNOSTICS) diagnostics.add(new Diagnostic(code, now, detail));
    }

    /** Says how many bytes are missing, and whether that is because the capture cut packets short. @param detail in words */
    public void noteMissing(String detail) {
        note(Code.BYTES_MISSING, detail);
        if (journal.count(Code.SNAPPED) > snappedBefore) note(Code.SNAPPED, "");
    }

    public boolean noted(Code code) {
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.code() == code) return true;
        }
        return false;
    }

    /** Builds the exchange and passes it on. @param end when it was clear that nothing more of it comes */
    public void finish(Outcome outcome, Moment end) {
        number();
        at(end);
        if (held > 0) letGo();
        Connection connection = journal.connection().with(beyond);
        Span requestSpan = request == null ? null : requestMessage.span();
        Span responseSpan = response == null ? null : responseMessage().span();
        Request wholeRequest = request == null ? null : finishedRequest();
        Response wholeResponse = response == null ? null : finishedResponse();
        Timing timing = Timing.of(requestSpan, turn, responseSpan, connected(connection, outcome), end);
        String url = request == null ? TargetUrl.ofServer(connection) : TargetUrl.of(request, connection);
        String text = error != null ? error : outcome.error();
        Exchange exchange = new Exchange(id, connection, url, wholeRequest, wholeResponse,
            interim == NO_INTERIM ? interim : List.copyOf(interim), outcome, text.isEmpty() ? null : text, timing, requestSpan, responseSpan,
            requestMessage.lost(), responseMessage().lost(), 1, diagnostics == NO_DIAGNOSTICS ? diagnostics : List.copyOf(diagnostics), Links.NONE);
        boolean coded = wholeResponse != null && Decoding.wanted(wholeResponse.body(), journal.limits());
        try {
            if (coded) journal.sink().ended(new CodedExchange(exchange, journal.limits(), journal.store(), end));
            else journal.sink().finished(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void number() {
        if (ordinal > 0) return;
        ordinal = journal.number();
        Connection connection = journal.connection().with(beyond);
        id = connection.firstFrame() + "-" + ordinal;
        journal.sink().started(id, connection, begin, request);
    }

    private Span connected(Connection connection, Outcome outcome) {
        if (outcome.connectFailed()) return new Span(begin, begin);
        if (ordinal > 1 || connection.opened() == null) return null;
        boolean known = connection.established() != null && connection.opened().nanos() <= connection.established().nanos();   // the SYN may stand behind it
        return known ? new Span(connection.opened(), connection.established()) : null;
    }

    private Request finishedRequest() {
        Body body = requestMessage.build(this);
        if (Decoding.wanted(body, journal.limits())) body = Decoding.decoded(body, request.fields(), journal.limits(), journal.store(), this);
        if (body == Body.NONE && requestMessage.trailers() == Fields.EMPTY) return request;
        return new Request(request.method(), request.target(), request.version(), request.fields(), request.headLength(), body,
            requestMessage.trailers());
    }

    private Response finishedResponse() {
        Body body = responseMessage().build(this);
        if (body == Body.NONE && responseMessage().trailers() == Fields.EMPTY) return response;
        return new Response(response.status(), response.reason(), response.version(), response.fields(), response.headLength(), body,
            responseMessage().trailers());
    }
}
