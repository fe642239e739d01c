package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A replay file as its readers see it: valid against their schema, and complete enough for Proxy Verifier to load it. */
public final class ReplayFile {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Schema SCHEMA = schema();
    private static final List<String> MESSAGES = List.of("client-request", "proxy-request", "server-response", "proxy-response");

    private ReplayFile() { }

    /** The schema as both projects keep it; its {@code $schema} leads nowhere. */
    private static Schema schema() {
        try {
            ObjectNode schema = (ObjectNode) new JsonMapper().readTree(Files.readString(Path.of("src/test/resources/replay/schema.json")));
            schema.remove("$schema");
            return SchemaRegistry.withDialect(Dialects.getDraft7()).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text YAML, or JSON. @return what it holds, checked */
    public static JsonNode read(String text) {
        JsonNode file = YAML.readTree(text);
        assertEquals(List.of(), SCHEMA.validate(file), text);
        file.get("sessions").valueStream().flatMap(ReplayFile::transactions).forEach(ReplayFile::check);
        return file;
    }

    static Stream<JsonNode> transactions(JsonNode session) {
        return session.get("transactions").valueStream();
    }

    /** What Proxy Verifier asks for beyond the schema. */
    private static void check(JsonNode transaction) {
        assertEquals(true, transaction.has("server-response"), "a response for the server to send");
        String key = transaction.get("uuid").stringValue();
        for (String name : MESSAGES) {
            JsonNode message = transaction.get(name);
            if (message == null) continue;
            if (name.endsWith("request")) assertEquals(List.of(key), values(message, "uuid"));
            else assertEquals(true, message.get("status").intValue() <= 599);
            message.at("/headers/fields").forEach(field -> assertEquals(true, field.size() == 2
                || Set.of("equal", "present", "absent").contains(field.get(2).stringValue())));
            if (message.at("/content").has("data")) assertEquals(message.at("/content/size").intValue(), data(message).length);
        }
    }

    /** @return the values of all fields of that name */
    static List<String> values(JsonNode message, String name) {
        return message.at("/headers/fields").valueStream().filter(field -> field.get(0).stringValue().equalsIgnoreCase(name))
            .map(field -> field.get(1).stringValue()).toList();
    }

    /** @return the bytes that a reader sends */
    static byte[] data(JsonNode message) {
        JsonNode content = message.get("content");
        String data = content.get("data").stringValue();
        return switch (content.get("encoding").stringValue()) {
            case "uri" -> URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            case "plain" -> data.getBytes(StandardCharsets.UTF_8);
            default -> throw new AssertionError(content);
        };
    }
}
