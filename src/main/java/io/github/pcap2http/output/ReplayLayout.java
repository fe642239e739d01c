package io.github.pcap2http.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Lays the spooled records of a replay file out as its document, one after the other: in YAML or in JSON, which is YAML as well. */
final class ReplayLayout {
    private static final JsonFactory JSON = JsonFactory.builder()
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

    private final JsonGenerator out;
    private final OutputOptions options;
    private long session = -1;   // first frame of the connection that is looked at; -1: none yet
    private boolean open;        // whether its session was begun: it has a transaction
    private long base = -1;      // when the first session's connection was opened; -1: there is none yet
    private long before;         // when the connection became free for its next request

    ReplayLayout(JsonGenerator out, OutputOptions options) {
        this.out = out;
        this.options = options;
    }

    /** @return a generator of indented JSON that neither flushes nor closes {@code out} */
    static JsonGenerator json(OutputStream out) {
        ObjectWriteContext indented = new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return new DefaultPrettyPrinter();
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
        return JSON.createGenerator(indented, out, JsonEncoding.UTF8);
    }

    /**
     * @param records where they are in the spool, by connection, the first frame of which is their group
     * @param any whether one of them is replayed
     */
    void write(Spool spool, EntryIndex records, boolean any) throws IOException {
        comment(List.of("A record of " + new Printable(true).of(WireText.of(options.title())) + " by pcap2http " + options.version() + ", for Proxy Verifier.",
            "The field uuid, by which it finds the response to a request, was added to requests that had none."));
        out.writeStartObject();
        out.writeObjectPropertyStart("meta");
        out.writeStringProperty("version", "1.0");
        out.writeEndObject();
        if (any) out.writeArrayPropertyStart("sessions");   // else it is empty, and comments cannot stand in it
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        records.inOrder((connection, start, offset, length) -> {
            bytes.reset();
            spool.copyTo(bytes, offset, length);
            try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes.toByteArray())) {
                ReplayRecord record = ReplayRecord.read(json);
                if (connection != session) {
                    endSession();
                    session = connection;
                    before = record.opened();
                }
                record(record, json);
                before = record.ended();
            }
        });
        endSession();
        if (!any) out.writeArrayPropertyStart("sessions");
        out.writeEndArray();
        out.writeEndObject();
    }

    private void record(ReplayRecord record, JsonParser transaction) {
        if (!record.replayed()) {
            comment(record.notes());
            return;
        }
        if (!open) startSession(record);
        comment(record.notes());
        out.writeStartObject();
        if (!out.canWriteComments() && !record.notes().isEmpty()) notes(record.notes());
        transaction(transaction, options.replayPace() ? ReplayTransaction.delay(record.begun() - before) : null);
    }

    private void startSession(ReplayRecord record) {
        open = true;
        if (base < 0) base = record.opened();
        comment(List.of(record.ends()));
        out.writeStartObject();
        String delay = options.replayPace() ? ReplayTransaction.delay(record.opened() - base) : null;
        if (delay != null) out.writeStringProperty(ReplayTransaction.DELAY, delay);
        out.writeArrayPropertyStart("protocol");
        protocol("http", "1");
        protocol("tcp", null);
        protocol("ip", record.ipVersion());
        out.writeEndArray();
        out.writeNumberProperty("connection-time", record.opened());
        out.writeArrayPropertyStart("transactions");
    }

    private void protocol(String name, String version) {
        out.writeStartObject();
        out.writeStringProperty("name", name);
        if (version != null) out.writeStringProperty("version", version);
        out.writeEndObject();
    }

    private void endSession() {
        if (!open) return;
        open = false;
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Copies what is behind the first brace. @param delay of the client's request; null for none */
    private void transaction(JsonParser in, String delay) {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = in.nextToken();
            if (token.isStructStart()) depth++;
            if (token.isStructEnd()) depth--;
            if (token == JsonToken.VALUE_STRING) out.writeString(in.getString());
            else out.copyCurrentEvent(in);
            boolean request = token == JsonToken.START_OBJECT && depth == 2 && ReplayTransaction.REQUEST.equals(in.currentName());
            if (request && delay != null) out.writeStringProperty(ReplayTransaction.DELAY, delay);
        }
    }

    /** JSON has no comments; there, what belongs to a transaction is in a property that readers pass over, and the rest left out. */
    private void comment(List<String> lines) {
        if (!out.canWriteComments()) return;
        for (String line : lines) out.writeComment(" " + line);
    }

    private void notes(List<String> notes) {
        out.writeArrayPropertyStart("comment");
        for (String note : notes) out.writeString(note);
        out.writeEndArray();
    }
}
