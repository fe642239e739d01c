package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What is spooled of a client's request, as JSON: these things about it, and behind them, where it can be replayed, its transaction.
 *
 * @param ends the connection, as people write it
 * @param ipVersion {@code 4} or {@code 6}
 * @param opened when the connection was, as far as it is known, in nanoseconds since 1970 UTC
 * @param begun the request's first byte
 * @param ended the response's last byte
 * @param notes comments; of what cannot be replayed, what it was
 * @param replayed whether the transaction follows
 */
record ReplayRecord(String ends, String ipVersion, long opened, long begun, long ended, List<String> notes, boolean replayed) {
    static final String TRANSACTION = "transaction";

    private static final Printable PRINTABLE = new Printable(true);
    private static final JsonFactory JSON = JsonFactory.builder()
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.FLUSH_PASSED_TO_STREAM, StreamWriteFeature.AUTO_CLOSE_CONTENT)
        .build();

    /** @return a generator that neither flushes nor closes {@code out}; its methods wrap an IOException in JacksonIOException */
    static JsonGenerator generator(OutputStream out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    }

    /** Begins the record's object, and leaves it open. @param whyNot null when it can be replayed */
    static void write(JsonGenerator json, Exchange exchange, String whyNot, List<String> notes) {
        Connection connection = exchange.connection();
        long begun = exchange.requestSpan().first().nanos();
        json.writeStartObject();
        json.writeStringProperty("ends", connection.client() + " > " + connection.server());
        json.writeStringProperty("ip", connection.server().address().indexOf(':') < 0 ? "4" : "6");
        json.writeNumberProperty("opened", connection.opened() == null ? begun : connection.opened().nanos());
        json.writeNumberProperty("begun", begun);
        json.writeNumberProperty("ended", exchange.responseSpan() == null ? begun : exchange.responseSpan().last().nanos());
        json.writeArrayPropertyStart("notes");
        if (whyNot != null) json.writeString("left out: " + PRINTABLE.of(exchange.request().method() + " " + exchange.url()) + ", " + whyNot);
        for (String note : notes) json.writeString(note);
        json.writeEndArray();
    }

    /** @return what comes first; {@code json} is then at the transaction's first token, or at the record's end */
    static ReplayRecord read(JsonParser json) throws IOException {
        json.nextToken();
        String ends = string(json);
        String ip = string(json);
        long opened = number(json);
        long begun = number(json);
        long ended = number(json);
        List<String> notes = new ArrayList<>();
        json.nextToken();
        json.nextToken();
        while (json.nextToken() == JsonToken.VALUE_STRING) notes.add(json.getString());
        boolean replayed = json.nextToken() == JsonToken.PROPERTY_NAME;
        if (replayed) json.nextToken();
        return new ReplayRecord(ends, ip, opened, begun, ended, notes, replayed);
    }

    private static String string(JsonParser json) {
        json.nextToken();
        json.nextToken();
        return json.getString();
    }

    private static long number(JsonParser json) {
        json.nextToken();
        json.nextToken();
        return json.getLongValue();
    }
}
