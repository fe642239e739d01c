package io.github.pcap2http.output;

import static io.github.pcap2http.output.JsonBuffer.literal;

import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Span;
import io.github.pcap2http.exchange.Timing;

/**
 * Renders exchanges as entries of a HAR: each one JSON object without line breaks. Fields that begin with an underscore are not of HAR
 * 1.2, which lets them pass; of those, Chrome and Safari use {@code _resourceType}, {@code _connectionId}, {@code _transferSize},
 * {@code _serverPort} and {@code response._error}, Firefox {@code _securityState}. What it keeps from one exchange to the next only saves
 * time: what it writes depends on the exchange alone. Belongs to one thread.
 */
final class EntryWriter {
    /** Chrome takes a TLS phase that is as long as the whole connecting for a phase before it. */
    private static final long LEAST_BEFORE_SSL = 10_000;

    private static final byte[] PAGE = literal("'pageref':");
    private static final byte[] STARTED = literal("'startedDateTime':");
    private static final byte[] TIME = literal(",'time':");
    private static final byte[] BLOCKED = literal(",'cache':{},'timings':{'blocked':");
    private static final byte[] NO_CONNECT = literal(",'cache':{},'timings':{'blocked':0.01,'dns':-1,'connect':-1,'ssl':-1,'send':");
    private static final byte[] DNS = literal(",'dns':");
    private static final byte[] CONNECT = literal(",'connect':");
    private static final byte[] SSL = literal(",'ssl':");
    private static final byte[] SEND = literal(",'send':");
    private static final byte[] WAIT = literal(",'wait':");
    private static final byte[] RECEIVE = literal(",'receive':");
    private static final byte[] ID = literal(",'_id':");
    private static final byte[][] OUTCOMES = outcomes();
    private static final byte[] ERROR = literal(",'_error':");
    private static final byte[] COUNT = literal(",'_count':");
    private static final byte[] INITIATOR = literal(",'_initiator':{'type':'other','url':");
    private static final byte[] PARENT = literal("'parent':");
    private static final byte[] ATTEMPT = literal(",'attempt':");
    private static final byte[] ATTEMPTS = literal(",'attempts':");
    private static final byte[] EVIDENCE = literal(",'evidence':[");
    private static final byte[] PROXY = literal(",'_proxy':{");
    private static final byte[] UPSTREAM = literal("'upstream':[");
    private static final byte[] SHARED = literal(",'shared':");
    private static final byte[] RESOURCE_TYPE = literal(",'_resourceType':");
    private static final byte[] SECURITY_STATE = literal(",'_securityState':'insecure'");
    private static final byte[] SECURE = literal(",'_securityState':'secure'");
    private static final byte[] FRAMES = literal(",'_frames':{");
    private static final byte[] OF_REQUEST = literal("'request':");
    private static final byte[] OF_RESPONSE = literal("'response':");
    private static final byte[] LOST = literal(",'_lost':{");
    private static final byte[] INTERIM = literal(",'_interim':[");
    private static final byte[] STATUS = literal("{'status':");
    private static final byte[] STATUS_TEXT = literal(",'statusText':");
    private static final byte[] HEADERS = literal(",'headers':[");
    private static final byte[] AT = literal(",'time':");
    private static final byte[] REQUEST_TRAILERS = literal(",'_requestTrailers':[");
    private static final byte[] RESPONSE_TRAILERS = literal(",'_responseTrailers':[");
    private static final byte[] DIAGNOSTICS = literal(",'_diagnostics':[");
    private static final byte[] CODE = literal("{'code':");
    private static final byte[] DETAIL = literal(",'detail':");
    private static final byte[] FRAME = literal(",'frame':");

    private final Times times = new Times();
    private final ConnectionText.Last connections = new ConnectionText.Last(times);
    private final ShownFields asked = new ShownFields();
    private final ShownFields answered = new ShownFields();

    /** @param page id of the page that the entry belongs to; null for none; @param json gets the entry; it refers to contents of the exchange */
    void write(Exchange exchange, String page, JsonBuffer json) {
        ConnectionText connection = connections.of(exchange.connection());
        Timing timing = exchange.timing();
        asked.of(exchange.request() == null ? Fields.EMPTY : exchange.request().fields());
        answered.of(exchange.response() == null ? Fields.EMPTY : exchange.response().fields());
        json.raw('{');
        if (page != null) json.raw(PAGE).text(page).raw(',');
        times.iso(timing.started(), json.raw(STARTED));
        Times.millis(timing.total(), json.raw(TIME));
        MessageWriter.request(exchange, asked, json);
        MessageWriter.response(exchange, answered, json);
        timings(timing, json);
        json.raw(connection.ends());
        EntryComment.write(exchange, json);
        json.raw(ID).wire(exchange.id()).raw(OUTCOMES[exchange.outcome().ordinal()]);
        if (exchange.error() != null) json.raw(ERROR).text(MessageWriter.error(exchange));
        if (exchange.count() > 1) json.raw(COUNT).number(exchange.count());
        if (exchange.links() != Links.NONE) links(exchange.links(), json);
        json.raw(RESOURCE_TYPE).wire(ResourceType.of(exchange, asked, answered)).raw(isSecure(exchange) ? SECURE : SECURITY_STATE);
        json.raw(connection.facts());
        frames(exchange, json);
        if (exchange.requestLost() != 0 || exchange.responseLost() != 0) lost(exchange, json);
        if (!exchange.interim().isEmpty()) interim(exchange, json);
        trailers(exchange, json);
        if (!exchange.diagnostics().isEmpty()) diagnostics(exchange, json);
        json.raw('}');
    }

    private static byte[][] outcomes() {
        Outcome[] all = Outcome.values();
        byte[][] texts = new byte[all.length][];
        for (Outcome outcome : all) texts[outcome.ordinal()] = literal(",'_outcome':'" + outcome.word() + "'");
        return texts;
    }

    private static void timings(Timing timing, JsonBuffer json) {
        if (timing.connect() < 0 && timing.dns() < 0 && timing.blocked() == Timing.LEAST_BLOCKED) {
            json.raw(NO_CONNECT);
        } else {
            Times.millis(timing.blocked(), json.raw(BLOCKED));
            Times.millis(timing.dns(), json.raw(DNS));
            Times.millis(timing.connect(), json.raw(CONNECT));
            Times.millis(Math.min(timing.ssl(), timing.connect() - LEAST_BEFORE_SSL), json.raw(SSL));
            json.raw(SEND);
        }
        Times.millis(timing.send(), json);
        Times.millis(timing.waiting(), json.raw(WAIT));
        Times.millis(timing.receive(), json.raw(RECEIVE));
        json.raw('}');
    }

    /** A tunnel has a URL with https, but it is what goes through that is encrypted. */
    private static boolean isSecure(Exchange exchange) {
        boolean encrypted = exchange.url().startsWith("https:") || exchange.url().startsWith("wss:");
        return encrypted && (exchange.request() == null || !exchange.request().method().equals("CONNECT"));
    }

    private static void frames(Exchange exchange, JsonBuffer json) {
        json.raw(FRAMES);
        if (seen(exchange.requestSpan())) span(OF_REQUEST, exchange.requestSpan(), json);
        if (seen(exchange.responseSpan())) span(OF_RESPONSE, exchange.responseSpan(), json.comma());
        json.raw('}');
    }

    private static boolean seen(Span span) {
        return span != null && span.first().frame() > 0;
    }

    private static void span(byte[] name, Span span, JsonBuffer json) {
        json.raw(name).raw('[').number(span.first().frame()).raw(',').number(span.last().frame()).raw(']');
    }

    /** Chrome shows the URL of the initiator. */
    private static void links(Links links, JsonBuffer json) {
        Links.Cause cause = links.cause();
        boolean upstream = !links.attempts().isEmpty() || links.unasked();
        if (cause == null && !upstream) return;
        if (cause != null) json.raw(INITIATOR).text(cause.url()).raw('}');
        json.raw(PROXY);
        if (cause != null) {
            json.raw(PARENT).text(cause.parent()).raw(ATTEMPT).number(cause.number()).raw(ATTEMPTS).number(cause.of()).raw(EVIDENCE);
            for (String evidence : cause.evidence()) json.comma().text(WireText.of(evidence));
            json.raw(']');
        }
        if (upstream) {
            json.comma().raw(UPSTREAM);
            for (Links.Attempt attempt : links.attempts()) json.comma().text(attempt.id());
            json.raw(']');
            if (links.shared() != null) json.raw(SHARED).text(links.shared());
        }
        json.raw('}');
    }

    private static void lost(Exchange exchange, JsonBuffer json) {
        json.raw(LOST).raw(OF_REQUEST).number(exchange.requestLost()).raw(',').raw(OF_RESPONSE).number(exchange.responseLost()).raw('}');
    }

    private void interim(Exchange exchange, JsonBuffer json) {
        json.raw(INTERIM);
        for (Interim one : exchange.interim()) {
            json.comma().raw(STATUS).number(one.status()).raw(STATUS_TEXT).wire(one.reason());
            MessageWriter.fields(HEADERS, one.fields(), json);
            times.iso(one.at().nanos(), json.raw(AT));
            json.raw('}');
        }
        json.raw(']');
    }

    private static void trailers(Exchange exchange, JsonBuffer json) {
        Fields ofRequest = exchange.request() == null ? Fields.EMPTY : exchange.request().trailers();
        Fields ofResponse = exchange.response() == null ? Fields.EMPTY : exchange.response().trailers();
        if (ofRequest.size() > 0) MessageWriter.fields(REQUEST_TRAILERS, ofRequest, json);
        if (ofResponse.size() > 0) MessageWriter.fields(RESPONSE_TRAILERS, ofResponse, json);
    }

    private static void diagnostics(Exchange exchange, JsonBuffer json) {
        json.raw(DIAGNOSTICS);
        for (Diagnostic diagnostic : exchange.diagnostics()) {
            json.comma().raw(CODE).text(diagnostic.code().name()).raw(DETAIL).text(WireText.of(diagnostic.detail()));
            json.raw(FRAME).number(diagnostic.at().frame()).raw('}');
        }
        json.raw(']');
    }
}
