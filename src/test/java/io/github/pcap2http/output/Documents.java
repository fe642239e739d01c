package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What outputs write, for tests: in memory, and read back as trees. */
final class Documents {
    static final OutputOptions OPTIONS = OutputOptions.plain("shop.pcap", "1.2.3", TimeZone.getTimeZone("UTC"));

    private static final JsonMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private Documents() { }

    static String written(Format format, OutputOptions options, Exchange... exchanges) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Output output = format.open(Target.stream(bytes), options)) {
            for (Exchange exchange : exchanges) output.finished(exchange);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static String har(Exchange... exchanges) {
        return written(Format.HAR, OPTIONS, exchanges);
    }

    /** @return the entry of an exchange, checked against the rules of HAR */
    static JsonNode entry(Exchange exchange) {
        JsonNode har = tree(har(exchange));
        HarRules.check(har);
        return har.at("/log/entries/0");
    }

    /** @return what {@code json} holds, with what comes later */
    static String text(JsonBuffer json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            json.writeTo(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static JsonNode tree(String json) {
        return JSON.readTree(json);
    }
}
