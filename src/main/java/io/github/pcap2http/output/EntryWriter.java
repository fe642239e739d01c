package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Sighting;
import io.github.pcap2http.exchange.Span;
import io.github.pcap2http.exchange.Timing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Renders an exchange as an entry of a HAR: one JSON object without line breaks. Fields that begin with an underscore are not of HAR
 * 1.2, which lets them pass; of those, Chrome and Safari use {@code _resourceType}, {@code _connectionId}, {@code _transferSize},
 * {@code _serverPort} and {@code response._error}, Firefox {@code _securityState}.
 */
final class EntryWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.FLUSH_PASSED_TO_STREAM, StreamWriteFeature.AUTO_CLOSE_CONTENT)
        .build();

    /** Chrome takes a TLS phase that is as long as the whole connecting for a phase before it. */
    private static final long LEAST_BEFORE_SSL = 10_000;

    private final JsonGenerator json;
    private final MessageWriter messages;

    private EntryWriter(JsonGenerator json) {
        this.json = json;
        this.messages = new MessageWriter(json);
    }

    /** @param page id of the page that the entry belongs to; null for none; @param out is neither flushed nor closed */
    static void write(Exchange exchange, String page, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            new EntryWriter(json).entry(exchange, page);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /** @return a generator that neither flushes nor closes {@code out}; its methods wrap an IOException in JacksonIOException */
    static JsonGenerator generator(OutputStream out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    }

    private void entry(Exchange exchange, String page) {
        Connection connection = exchange.connection();
        String comment = EntryComment.of(exchange);
        json.writeStartObject();
        if (page != null) json.writeStringProperty("pageref", page);
        json.writeStringProperty("startedDateTime", Times.iso(exchange.timing().started()));
        json.writeName("time").writeNumber(Times.millis(exchange.timing().total()));
        messages.request(exchange);
        messages.response(exchange);
        json.writeObjectPropertyStart("cache").writeEndObject();
        timings(exchange.timing());
        json.writeStringProperty("serverIPAddress", connection.server().address());
        json.writeStringProperty("connection", Integer.toString(connection.server().port()));
        if (comment != null) json.writeStringProperty("comment", comment);
        json.writeStringProperty("_id", exchange.id());
        json.writeStringProperty("_outcome", exchange.outcome().word());
        if (exchange.error() != null) json.writeStringProperty("_error", MessageWriter.error(exchange));
        if (exchange.count() > 1) json.writeNumberProperty("_count", exchange.count());
        links(exchange.links());
        json.writeStringProperty("_resourceType", ResourceType.of(exchange));
        json.writeStringProperty("_securityState", "insecure");
        json.writeNumberProperty("_serverPort", connection.server().port());
        json.writeStringProperty("_connectionId", Long.toString(connection.firstFrame()));
        connection(connection);
        frames(exchange);
        lost(exchange);
        interim(exchange);
        trailers(exchange);
        diagnostics(exchange);
        json.writeEndObject();
    }

    private void timings(Timing timing) {
        long ssl = Math.min(timing.ssl(), timing.connect() - LEAST_BEFORE_SSL);
        json.writeObjectPropertyStart("timings");
        phase("blocked", timing.blocked());
        phase("dns", Timing.NONE);
        phase("connect", timing.connect());
        phase("ssl", ssl);
        phase("send", timing.send());
        phase("wait", timing.waiting());
        phase("receive", timing.receive());
        json.writeEndObject();
    }

    private void phase(String name, long nanos) {
        json.writeName(name);
        if (nanos < 0) json.writeNumber(-1);
        else json.writeNumber(Times.millis(nanos));
    }

    private void connection(Connection connection) {
        json.writeObjectPropertyStart("_connection");
        json.writeStringProperty("id", Long.toString(connection.firstFrame()));
        endpoint("client", connection.client());
        endpoint("server", connection.server());
        if (connection.realClient() != null) endpoint("realClient", connection.realClient());
        if (connection.destination() != null) endpoint("destination", connection.destination());
        if (connection.opened() != null) json.writeStringProperty("opened", Times.iso(connection.opened().nanos()));
        place(connection.seen());
        if (!connection.alsoSeen().isEmpty()) {
            json.writeArrayPropertyStart("alsoSeen");
            for (Sighting sighting : connection.alsoSeen()) alsoSeen(sighting, connection);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void alsoSeen(Sighting sighting, Connection connection) {
        json.writeStartObject();
        if (!sighting.client().equals(connection.client())) endpoint("client", sighting.client());
        if (!sighting.server().equals(connection.server())) endpoint("server", sighting.server());
        place(sighting);
        json.writeEndObject();
    }

    private void place(Sighting sighting) {
        if (sighting.interfaceName() != null) json.writeStringProperty("interface", WireText.of(sighting.interfaceName()));
        if (!sighting.vlans().isEmpty()) {
            json.writeArrayPropertyStart("vlan");
            for (int vlan : sighting.vlans()) json.writeNumber(vlan);
            json.writeEndArray();
        }
        if (!sighting.tunnels().isEmpty()) {
            json.writeArrayPropertyStart("tunnel");
            for (String tunnel : sighting.tunnels()) json.writeString(tunnel);
            json.writeEndArray();
        }
    }

    private void endpoint(String name, Endpoint endpoint) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("address", WireText.of(endpoint.address()));
        json.writeNumberProperty("port", endpoint.port());
        json.writeEndObject();
    }

    private void frames(Exchange exchange) {
        json.writeObjectPropertyStart("_frames");
        span("request", exchange.requestSpan());
        span("response", exchange.responseSpan());
        json.writeEndObject();
    }

    private void span(String name, Span span) {
        if (span == null) return;
        json.writeArrayPropertyStart(name);
        json.writeNumber(span.first().frame());
        json.writeNumber(span.last().frame());
        json.writeEndArray();
    }

    /** Chrome shows the URL of the initiator. */
    private void links(Links links) {
        Links.Cause cause = links.cause();
        if (cause == null && links.attempts().isEmpty()) return;
        if (cause != null) {
            json.writeObjectPropertyStart("_initiator");
            json.writeStringProperty("type", "other");
            json.writeStringProperty("url", cause.url());
            json.writeEndObject();
        }
        json.writeObjectPropertyStart("_proxy");
        if (cause != null) {
            json.writeStringProperty("parent", cause.parent());
            json.writeNumberProperty("attempt", cause.number());
            json.writeNumberProperty("attempts", cause.of());
            strings("evidence", cause.evidence().stream().map(WireText::of).toList());
        }
        if (!links.attempts().isEmpty()) strings("upstream", links.attempts().stream().map(Links.Attempt::id).toList());
        json.writeEndObject();
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        for (String value : values) json.writeString(value);
        json.writeEndArray();
    }

    private void lost(Exchange exchange) {
        if (exchange.requestLost() == 0 && exchange.responseLost() == 0) return;
        json.writeObjectPropertyStart("_lost");
        json.writeNumberProperty("request", exchange.requestLost());
        json.writeNumberProperty("response", exchange.responseLost());
        json.writeEndObject();
    }

    private void interim(Exchange exchange) {
        if (exchange.interim().isEmpty()) return;
        json.writeArrayPropertyStart("_interim");
        for (Interim one : exchange.interim()) {
            json.writeStartObject();
            json.writeNumberProperty("status", one.status());
            json.writeStringProperty("statusText", WireText.of(one.reason()));
            messages.headers("headers", one.fields());
            json.writeStringProperty("time", Times.iso(one.at().nanos()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void trailers(Exchange exchange) {
        Fields ofRequest = exchange.request() == null ? Fields.EMPTY : exchange.request().trailers();
        Fields ofResponse = exchange.response() == null ? Fields.EMPTY : exchange.response().trailers();
        if (ofRequest.size() > 0) messages.headers("_requestTrailers", ofRequest);
        if (ofResponse.size() > 0) messages.headers("_responseTrailers", ofResponse);
    }

    private void diagnostics(Exchange exchange) {
        if (exchange.diagnostics().isEmpty()) return;
        json.writeArrayPropertyStart("_diagnostics");
        for (Diagnostic diagnostic : exchange.diagnostics()) {
            json.writeStartObject();
            json.writeStringProperty("code", diagnostic.code().name());
            json.writeStringProperty("detail", WireText.of(diagnostic.detail()));
            json.writeNumberProperty("frame", diagnostic.at().frame());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
