package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Outcome;
import java.util.ArrayList;
import java.util.List;

/** In words, what a proxy did about an exchange, and what of it is not whole: for people who read an entry without knowing our own fields. */
final class EntryComment {
    private EntryComment() { }

    /** @return sentences, or null when there is nothing to say */
    static String of(Exchange exchange) {
        List<String> remarks = new ArrayList<>(ProxyWords.of(exchange));
        if (exchange.count() > 1) {
            remarks.add("stands for " + exchange.count() + " attempts to connect to this server, which all failed alike");
        }
        if (exchange.outcome() == Outcome.RESPONSE_ONLY) remarks.add("no request was seen for this response");
        if (exchange.outcome() == Outcome.REQUEST_CUT) remarks.add("the request is not whole");
        if (exchange.outcome() == Outcome.RESPONSE_CUT) remarks.add("the response is not whole");
        if (exchange.request() != null) ofMessage("request", exchange.requestLost(), exchange.request().body(), remarks);
        if (exchange.response() != null) ofMessage("response", exchange.responseLost(), exchange.response().body(), remarks);
        return remarks.isEmpty() ? null : String.join("; ", remarks);
    }

    private static void ofMessage(String message, long lost, Body body, List<String> remarks) {
        if (lost > 0) remarks.add("the capture lacks " + bytes(lost) + " of the " + message);
        String name = "the body of the " + message;
        long kept = body.kept().length();
        if (body.lost() > 0 && kept > 0) {
            remarks.add(name + " is shown up to the first missing byte");
        } else if (body.lost() == 0 && kept == 0 && body.size() > 0) {
            remarks.add(name + ", " + bytes(body.size()) + ", was not kept");
        } else if (body.lost() == 0 && kept < body.size()) {
            remarks.add("of " + name + " the first " + kept + " of " + bytes(body.size()) + " were kept");
        }
        if (body.coding() != null && kept > 0) remarks.add(name + " is shown as it was sent, in the coding " + WireText.of(body.coding()));
    }

    private static String bytes(long count) {
        return count == 1 ? "1 byte" : count + " bytes";
    }
}
