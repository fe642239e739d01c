package io.github.pcap2http.output;

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

    private static final int TIME = Literal.of("Z','time':");
    private static final int BLOCKED = Literal.of(",'cache':{},'timings':{'blocked':");
    private static final int NO_CONNECT = Literal.of(",'cache':{},'timings':{'blocked':0.01,'dns':-1,'connect':-1,'ssl':-1,'send':");
    private static final int DNS = Literal.of(",'dns':");
    private static final int CONNECT = Literal.of(",'connect':");
    private static final int SSL = Literal.of(",'ssl':");
    private static final int SEND = Literal.of(",'send':");
    private static final int WAIT = Literal.of(",'wait':");
    private static final int RECEIVE = Literal.of(",'receive':");
    private static final int ID = Literal.of(",'_id':");
    private static final int[] OUTCOMES = outcomes();
    private static final int ERROR = Literal.of(",'_error':");
    private static final int COUNT = Literal.of(",'_count':");
    private static final int INITIATOR = Literal.of(",'_initiator':{'type':'other','url':");
    private static final int PARENT = Literal.of("'parent':");
    private static final int ATTEMPT = Literal.of(",'attempt':");
    private static final int ATTEMPTS = Literal.of(",'attempts':");
    private static final int EVIDENCE = Literal.of(",'evidence':[");
    private static final int PROXY = Literal.of(",'_proxy':{");
    private static final int UPSTREAM = Literal.of("'upstream':[");
    private static final int SHARED = Literal.of(",'shared':");
    private static final int SECURITY_STATE = Literal.of(",'_securityState':'insecure'");
    private static final int SECURE = Literal.of(",'_securityState':'secure'");
    private static final int FRAMES = Literal.of(",'_frames':{");
    private static final int FRAMES_OF_REQUEST = Literal.of(",'_frames':{'request':[");
    private static final int AND_OF_RESPONSE = Literal.of("],'response':[");
    private static final int FRAMES_OF_RESPONSE = Literal.of("'response':[");
    private static final int FRAMES_END = Literal.of("]}");
    private static final int NO_FRAMES = Literal.of("}");
    private static final int OF_REQUEST = Literal.of("'request':");
    private static final int OF_RESPONSE = Literal.of("'response':");
    private static final int LOST = Literal.of(",'_lost':{");
    private static final int INTERIM = Literal.of(",'_interim':[");
    private static final int STATUS = Literal.of("{'status':");
    private static final int STATUS_TEXT = Literal.of(",'statusText':");
    private static final int HEADERS = Literal.of(",'headers':[");
    private static final int AT = Literal.of(",'time':");
    private static final int REQUEST_TRAILERS = Literal.of(",'_requestTrailers':[");
    private static final int RESPONSE_TRAILERS = Literal.of(",'_responseTrailers':[");
    private static final int DIAGNOSTICS = Literal.of(",'_diagnostics':[");
    private static final int CODE = Literal.of("{'code':");
    private static final int DETAIL = Literal.of(",'detail':");
    private static final int FRAME = Literal.of(",'frame':");

    private final Times starts;
    private final Times times = new Times();
    private final ConnectionText connections = new ConnectionText();
    private final MessageWriter messages = new MessageWriter();
    private final ShownFields asked = new ShownFields();
    private final ShownFields answered = new ShownFields();

    /** @param page id of the page that all entries belong to, which needs no escapes; null for none */
    EntryWriter(String page) {
        starts = new Times("{" + (page == null ? "" : "'pageref':'" + page + "',") + "'startedDateTime':", TIME);
    }

    /** @param json gets the entry; it refers to contents of the exchange */
    void write(Exchange exchange, JsonBuffer json) {
        ConnectionText connection = connections.of(exchange.connection());
        Timing timing = exchange.timing();
        asked.of(exchange.request() == null ? Fields.EMPTY : exchange.request().fields());
        answered.of(exchange.response() == null ? Fields.EMPTY : exchange.response().fields());
        starts.iso(timing.started(), json);
        Times.millis(timing.total(), json);
        messages.request(exchange, asked, json);
        messages.response(exchange, answered, json);
        timings(timing, json);
        connection.ends(json);
        EntryComment.write(exchange, json);
        json.put(ID).wire(exchange.id()).put(OUTCOMES[exchange.outcome().ordinal()]);
        if (exchange.error() != null) json.put(ERROR).text(MessageWriter.error(exchange));
        if (exchange.count() > 1) json.put(COUNT).number(exchange.count());
        if (exchange.links() != Links.NONE) links(exchange.links(), json);
        json.put(ResourceType.of(exchange, asked, answered).literal).put(isSecure(exchange) ? SECURE : SECURITY_STATE);
        connection.facts(json);
        frames(exchange, json);
        if (exchange.requestLost() != 0 || exchange.responseLost() != 0) lost(exchange, json);
        if (!exchange.interim().isEmpty()) interim(exchange, json);
        trailers(exchange, json);
        if (!exchange.diagnostics().isEmpty()) diagnostics(exchange, json);
        json.raw('}');
    }

    private static int[] outcomes() {
        Outcome[] all = Outcome.values();
        int[] texts = new int[all.length];
        for (Outcome outcome : all) texts[outcome.ordinal()] = Literal.of(",'_outcome':'" + outcome.word() + "'");
        return texts;
    }

    private static void timings(Timing timing, JsonBuffer json) {
        if (timing.connect() < 0 && timing.dns() < 0 && timing.blocked() == Timing.LEAST_BLOCKED) {
            json.put(NO_CONNECT);
        } else {
            Times.millis(timing.blocked(), json.put(BLOCKED));
            Times.millis(timing.dns(), json.put(DNS));
            Times.millis(timing.connect(), json.put(CONNECT));
            Times.millis(Math.min(timing.ssl(), timing.connect() - LEAST_BEFORE_SSL), json.put(SSL));
            json.put(SEND);
        }
        Times.millis(timing.send(), json);
        Times.millis(timing.waiting(), json.put(WAIT));
        Times.millis(timing.receive(), json.put(RECEIVE));
        json.raw('}');
    }

    /** A tunnel has a URL with https, but it is what goes through that is encrypted. */
    private static boolean isSecure(Exchange exchange) {
        String url = exchange.url();
        if (url.length() > 4 && url.charAt(4) == ':') return false;   // of http, mostly
        return (url.startsWith("https:") || url.startsWith("wss:")) && (exchange.request() == null || !exchange.request().method().equals("CONNECT"));
    }

    private static void frames(Exchange exchange, JsonBuffer json) {
        boolean asked = seen(exchange.requestSpan());
        boolean answered = seen(exchange.responseSpan());
        json.put(asked ? FRAMES_OF_REQUEST : FRAMES);
        if (asked) span(exchange.requestSpan(), json);
        if (answered) span(exchange.responseSpan(), json.put(asked ? AND_OF_RESPONSE : FRAMES_OF_RESPONSE));
        json.put(asked || answered ? FRAMES_END : NO_FRAMES);
    }

    private static boolean seen(Span span) {
        return span != null && span.first().frame() > 0;
    }

    private static void span(Span span, JsonBuffer json) {
        json.number(span.first().frame()).raw(',').number(span.last().frame());
    }

    /** Chrome shows the URL of the initiator. */
    private static void links(Links links, JsonBuffer json) {
        Links.Cause cause = links.cause();
        boolean upstream = !links.attempts().isEmpty() || links.unasked();
        if (cause == null && !upstream) return;
        if (cause != null) json.put(INITIATOR).text(cause.url()).raw('}');
        json.put(PROXY);
        if (cause != null) {
            json.put(PARENT).text(cause.parent()).put(ATTEMPT).number(cause.number()).put(ATTEMPTS).number(cause.of()).put(EVIDENCE);
            for (String evidence : cause.evidence()) json.comma().text(WireText.of(evidence));
            json.raw(']');
        }
        if (upstream) {
            json.comma().put(UPSTREAM);
            for (Links.Attempt attempt : links.attempts()) json.comma().text(attempt.id());
            json.raw(']');
            if (links.shared() != null) json.put(SHARED).text(links.shared());
        }
        json.raw('}');
    }

    private static void lost(Exchange exchange, JsonBuffer json) {
        json.put(LOST).put(OF_REQUEST).number(exchange.requestLost()).raw(',').put(OF_RESPONSE).number(exchange.responseLost()).raw('}');
    }

    private void interim(Exchange exchange, JsonBuffer json) {
        json.put(INTERIM);
        for (Interim one : exchange.interim()) {
            json.comma().put(STATUS).number(one.status()).put(STATUS_TEXT).wire(one.reason());
            MessageWriter.fields(HEADERS, one.fields(), json);
            times.iso(one.at().nanos(), json.put(AT));
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
        json.put(DIAGNOSTICS);
        for (Diagnostic diagnostic : exchange.diagnostics()) {
            json.comma().put(CODE).text(diagnostic.code().name()).put(DETAIL).text(WireText.of(diagnostic.detail()));
            json.put(FRAME).number(diagnostic.at().frame()).raw('}');
        }
        json.raw(']');
    }
}
