package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Codings;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * Renders a transaction of a replay file. {@code client-request} and {@code server-response} are what a replay sends;
 * {@code proxy-request} and {@code proxy-response} are what the proxy made of them.
 *
 * <p>A replay finds the response to a request by the field {@code uuid}; requests that have none get one. Content is given as it was sent,
 * as text or percent-encoded. Where the bytes that were sent are not at hand, or there are too many, or the proxy only
 * passed them on, it is given by its size. Trailer fields and interim responses have no place in the format.
 */
final class ReplayTransaction {
    /** Longer content is given by its size, of which a replay makes up a content. */
    static final int MAX_DATA = 1 << 20;   // bytes

    static final String REQUEST = "client-request";
    static final String DELAY = "delay";

    private static final String KEY = "uuid";
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";
    /** How a message is framed is each sender's own affair, and when one way replaces another, both are right. */
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");
    private static final List<String> VERSIONS = List.of("0.9", "1.0", "1.1", "2", "3");

    private final JsonGenerator json;
    private final boolean checks;
    private final boolean pace;

    /** @param checks whether to check the fields that the proxy sends. @param pace whether servers take as long as they took */
    ReplayTransaction(JsonGenerator json, boolean checks, boolean pace) {
        this.json = json;
        this.checks = checks;
        this.pace = pace;
    }

    /**
     * @param upstream the attempt that was answered; null when no proxy is known to have asked a server: what the client got then
     *     stands for the server's response, too, and nothing is checked
     */
    void write(Exchange client, Exchange upstream) {
        Request request = client.request();
        String own = request.fields().first(KEY);
        String key = own == null ? client.id() : own;
        Exchange answered = upstream == null ? client : upstream;
        json.writeStartObject();
        json.writeStringProperty(KEY, WireText.of(key));
        json.writeNumberProperty("start-time", client.requestSpan().first().nanos());
        json.writeName(REQUEST);
        request(client, key, null);
        if (upstream != null) {
            json.writeName("proxy-request");
            request(upstream, key, request);
        }
        json.writeName("server-response");
        response(answered.response(), pace ? delay(answered.timing().waiting()) : null, null, null);
        json.writeName("proxy-response");
        Fields checked = upstream == null ? null : upstream.response().fields();
        response(client.response(), null, checked, answered.response().body());
        json.writeEndObject();
    }

    /** @param received what the sender, a proxy, makes this request of; null when it is no proxy */
    private void request(Exchange exchange, String key, Request received) {
        Request request = exchange.request();
        json.writeStartObject();
        version(request.version());
        json.writeStringProperty("scheme", exchange.url().startsWith("https:") ? "https" : "http");
        json.writeStringProperty("method", WireText.of(request.method()));
        json.writeStringProperty("url", WireText.of(request.target()));
        fields(request.fields(), key, received == null ? null : received.fields());
        content(request.body(), request.fields(), received == null ? null : received.body());
        json.writeEndObject();
    }

    /** @param delay before it is sent; null for none. @param received the fields, and the content, that a proxy made this of; null when it did not */
    private void response(Response response, String delay, Fields received, Body receivedBody) {
        json.writeStartObject();
        if (delay != null) json.writeStringProperty(DELAY, delay);
        version(response.version());
        json.writeNumberProperty("status", response.status());
        json.writeStringProperty("reason", WireText.of(response.reason()));
        fields(response.fields(), null, received);
        content(response.body(), response.fields(), receivedBody);
        json.writeEndObject();
    }

    /** @return such as {@code 15ms} or {@code 1204567us}; null for less than 1 us */
    static String delay(long nanos) {
        long micros = nanos / 1000;
        if (micros <= 0) return null;
        return micros % 1000 == 0 ? micros / 1000 + "ms" : micros + "us";
    }

    /** The format knows the versions that there are; a message of another one has none. */
    private void version(String version) {
        String number = version.replaceFirst("^HTTP/", "").replaceFirst("^([23])\\.0$", "$1");
        if (VERSIONS.contains(number)) json.writeStringProperty("version", number);
    }

    /** @param key the value of a field to add; null for none. @param received null when nothing is to be checked */
    private void fields(Fields fields, String key, Fields received) {
        json.writeObjectPropertyStart("headers");
        json.writeArrayPropertyStart("fields");
        Set<String> named = new HashSet<>();
        for (Field field : fields) {
            boolean first = named.add(lower(field));
            field(field, checks && received != null && first ? check(fields.all(field.name()), received.all(field.name())) : null);
        }
        if (key != null && named.add(KEY)) field(new Field(KEY, key), null);
        if (checks && received != null) {
            for (Field field : received) {
                if (!FRAMING.contains(lower(field)) && named.add(lower(field))) field(field, "absent");
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void field(Field field, String check) {
        json.writeStartArray();
        json.writeString(WireText.of(field.name()));
        json.writeString(WireText.of(field.value()));
        if (check != null) json.writeString(check);
        json.writeEndArray();
    }

    /** What was passed on must be again; what the proxy made up, such as times and names of hosts, may be another thing the next time. */
    private static String check(List<String> sent, List<String> received) {
        return sent.size() == 1 && sent.equals(received) ? "equal" : "present";
    }

    private static String lower(Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    /** @param received what a proxy made this content of; null when the sender is no proxy */
    private void content(Body body, Fields fields, Body received) {
        long size = body.wireLength() < 0 ? body.size() : body.wireLength() + body.lost();   // a HAR may not tell what was sent
        if (size == 0) return;
        json.writeObjectPropertyStart("content");
        if (size <= MAX_DATA && isAsSent(body, fields) && !isPassedOn(body, received)) data(body.content());
        json.writeNumberProperty("size", size);
        json.writeEndObject();
    }

    private static boolean isPassedOn(Body body, Body received) {
        return received != null && received.wireLength() == body.wireLength() && received.kept().sameAs(body.kept());
    }

    /** Whether the very bytes are at hand that were sent: all of them, and no coding undone. */
    private static boolean isAsSent(Body body, Fields fields) {
        boolean coded = !Codings.of(fields).isEmpty();
        if (body.wireLength() < 0) return body.complete() && !coded;
        return body.lost() == 0 && body.kept().length() == body.wireLength() && (!coded || body.coding() != null);
    }

    private void data(Bytes content) {
        String text = text(content);
        json.writeStringProperty("encoding", text == null ? "uri" : "plain");
        json.writeStringProperty("data", text == null ? percentEncoded(content) : text);
    }

    /** @return null when it is not text that is UTF-8 to the last byte */
    private static String text(Bytes content) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(content.array(), content.offset(), content.length());
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\n' || c == '\r' || c == '\t') ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String percentEncoded(Bytes content) {
        StringBuilder text = new StringBuilder(content.length() * 2);
        for (int i = 0; i < content.length(); i++) {
            int b = content.uint8(i);
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || UNRESERVED.indexOf(b) >= 0;
            if (plain) text.append((char) b);
            else text.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
        }
        return text.toString();
    }
}
