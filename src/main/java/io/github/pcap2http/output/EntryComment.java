package io.github.pcap2http.output;

import static io.github.pcap2http.output.JsonBuffer.literal;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;

/** In words, what a proxy did about an exchange, and what of it is not whole: for people who read an entry without knowing our own fields. */
final class EntryComment {
    private static final byte[] COMMENT = literal(",'comment':'");
    private static final byte[] NEXT = literal("; ");
    private static final byte[] REQUEST = literal("the request");
    private static final byte[] RESPONSE = literal("the response");
    private static final byte[] BODY = literal("the body of ");
    private static final byte[] COMMA = literal(", ");
    private static final byte[] BYTE = literal(" byte");
    private static final byte[] BYTES = literal(" bytes");
    private static final byte[] NOT_KEPT = literal(", was not kept");

    private final JsonBuffer json;
    private boolean begun;

    private EntryComment(JsonBuffer json) {
        this.json = json;
    }

    /** Renders a member with sentences, or nothing when there is nothing to say. */
    static void write(Exchange exchange, JsonBuffer json) {
        EntryComment comment = new EntryComment(json);
        comment.ofExchange(exchange);
        if (exchange.request() != null) comment.ofMessage(REQUEST, exchange.requestLost(), exchange.request().body());
        if (exchange.response() != null) comment.ofMessage(RESPONSE, exchange.responseLost(), exchange.response().body());
        if (comment.begun) json.raw('"');
    }

    private void ofExchange(Exchange exchange) {
        if (exchange.links() != Links.NONE) {
            for (String words : ProxyWords.of(exchange)) sentence().inside(words);
        }
        if (exchange.count() > 1) {
            sentence().inside("stands for " + exchange.count() + " attempts to connect to this server, which all failed alike");
        }
        if (exchange.outcome() == Outcome.RESPONSE_ONLY) sentence().inside("no request was seen for this response");
        if (exchange.outcome() == Outcome.REQUEST_CUT) sentence().inside("the request is not whole");
        if (exchange.outcome() == Outcome.RESPONSE_CUT) sentence().inside("the response is not whole");
    }

    private void ofMessage(byte[] name, long lost, Body body) {
        if (lost == 0 && body == Body.NONE) return;
        if (lost > 0) bytes(lost, sentence().inside("the capture lacks ")).inside(" of ").raw(name);
        long kept = body.kept().length();
        if (body.lost() > 0 && kept > 0) {
            sentence().raw(BODY).raw(name).inside(" is shown up to the first missing byte");
        } else if (body.lost() == 0 && kept == 0 && body.size() > 0) {
            bytes(body.size(), sentence().raw(BODY).raw(name).raw(COMMA)).raw(NOT_KEPT);
        } else if (body.lost() == 0 && kept < body.size()) {
            sentence().inside("of ").raw(BODY).raw(name).inside(" the first ").number(kept).inside(" of ");
            bytes(body.size(), json).inside(" were kept");
        }
        if (body.coding() != null && kept > 0) {
            sentence().raw(BODY).raw(name).inside(" is shown as it was sent, in the coding ").inside(WireText.of(body.coding()));
        }
    }

    /** @return where the next sentence goes */
    private JsonBuffer sentence() {
        json.raw(begun ? NEXT : COMMENT);
        begun = true;
        return json;
    }

    private static JsonBuffer bytes(long count, JsonBuffer json) {
        return json.number(count).raw(count == 1 ? BYTE : BYTES);
    }
}
