package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;

/** In words, what a proxy did about an exchange, and what of it is not whole: for people who read an entry without knowing our own fields. */
final class EntryComment {
    private static final int COMMENT = Literal.of(",'comment':'");
    private static final int NEXT = Literal.of("; ");
    private static final int BODY = Literal.of("the body of ");
    private static final int[] MESSAGES = {Literal.of("the request"), Literal.of("the response")};
    /** Of bodies that were not kept, which are many when none is. */
    private static final int[] WHOLE_BODIES = {Literal.of("the body of the request, "), Literal.of("the body of the response, ")};
    private static final int NOT_KEPT = Literal.of(", was not kept");
    private static final int BYTE = Literal.of(" byte");
    private static final int BYTES = Literal.of(" bytes");

    private final JsonBuffer json;
    private boolean begun;

    private EntryComment(JsonBuffer json) {
        this.json = json;
    }

    /** Renders a member with sentences, or nothing when there is nothing to say. */
    static void write(Exchange exchange, JsonBuffer json) {
        EntryComment comment = new EntryComment(json);
        comment.ofExchange(exchange);
        if (exchange.request() != null) comment.ofMessage(0, exchange.requestLost(), exchange.request().body());
        if (exchange.response() != null) comment.ofMessage(1, exchange.responseLost(), exchange.response().body());
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

    /** @param which 0 for the request, 1 for the response */
    private void ofMessage(int which, long lost, Body body) {
        if (lost == 0 && body == Body.NONE) return;
        int name = MESSAGES[which];
        if (lost > 0) bytes(lost, sentence().inside("the capture lacks ")).inside(" of ").put(name);
        long kept = body.kept().length();
        if (body.lost() > 0 && kept > 0) {
            sentence().put(BODY).put(name).inside(" is shown up to the first missing byte");
        } else if (body.lost() == 0 && kept == 0 && body.size() > 0) {
            bytes(body.size(), sentence().put(WHOLE_BODIES[which])).put(NOT_KEPT);
        } else if (body.lost() == 0 && kept < body.size()) {
            sentence().inside("of ").put(BODY).put(name).inside(" the first ").number(kept).inside(" of ");
            bytes(body.size(), json).inside(" were kept");
        }
        if (body.coding() != null && kept > 0) {
            sentence().put(BODY).put(name).inside(" is shown as it was sent, in the coding ").inside(WireText.of(body.coding()));
        }
    }

    /** @return where the next sentence goes */
    private JsonBuffer sentence() {
        json.put(begun ? NEXT : COMMENT);
        begun = true;
        return json;
    }

    private static JsonBuffer bytes(long count, JsonBuffer json) {
        return json.number(count).put(count == 1 ? BYTE : BYTES);
    }
}
