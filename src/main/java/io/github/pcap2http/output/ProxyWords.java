package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Links;
import java.util.ArrayList;
import java.util.List;

/** In words, what a proxy did: for one of its attempts, and for the request that caused them. */
final class ProxyWords {
    private ProxyWords() { }

    /** @return sentences; none where no proxy is known to have been involved */
    static List<String> of(Exchange exchange) {
        List<String> words = new ArrayList<>(0);
        Links.Cause cause = exchange.links().cause();
        if (cause != null) words.add("attempt " + cause.number() + " of " + cause.of() + " of a proxy to answer " + cause.url());
        String whole = outcome(exchange);
        if (whole != null) words.add(whole);
        return words;
    }

    /** @return how it went for the client with all attempts; null where nothing is known of a proxy that cared for it */
    static String outcome(Exchange exchange) {
        List<Links.Attempt> attempts = exchange.links().attempts();
        String shared = exchange.links().shared();
        if (shared != null) return "served with the answer to the attempt " + shared + " that another client's request caused (collapsed forwarding)";
        if (attempts.isEmpty()) return exchange.links().unasked() ? unasked(exchange.response().fields()) : null;
        int count = attempts.size();
        String all = count == 1 ? "the only attempt" : "all " + count + " attempts";
        Links.Attempt last = attempts.get(count - 1);
        String attempted = count == 1 ? "1 attempt" : count + " attempts";
        if (exchange.response() == null) return attempted + (gone(exchange) ? ", and the client went away" : ", and no answer for the client");
        int status = exchange.response().status();
        int answerer = answerer(attempts, status);
        if (answerer >= 0) return (failed(status) ? "the answer of attempt " : "answered by attempt ") + (answerer + 1) + " of " + count;
        if (last.status() == 304) return "found unchanged by attempt " + count + " of " + count;
        if (allFailed(attempts)) return all + " failed, and the client got " + status;
        return attempted + ", and the client got " + status;
    }

    /** A cache says that it has answered with an age (RFC 9111, section 5.1), or that it was hit (RFC 9211, section 2.1). */
    private static String unasked(Fields fields) {
        return fields.has("age") || hit(fields.all("cache-status")) ? "answered from a cache, no attempt seen" : "no attempt seen";
    }

    private static boolean hit(List<String> caches) {
        for (String cache : caches) {
            if (cache.contains("; hit")) return true;
        }
        return false;
    }

    private static boolean gone(Exchange exchange) {
        for (Diagnostic diagnostic : exchange.diagnostics()) {
            if (diagnostic.code() == Code.CLIENT_GONE) return true;
        }
        return false;
    }

    private static boolean allFailed(List<Links.Attempt> attempts) {
        for (Links.Attempt attempt : attempts) {
            if (attempt.status() >= 0 && !failed(attempt.status())) return false;
        }
        return true;
    }

    /** @return index of the last attempt, if it was answered with {@code status} or what a part is cut from; else -1 */
    private static int answerer(List<Links.Attempt> attempts, int status) {
        int last = attempts.size() - 1;
        int got = attempts.get(last).status();
        return got == status || got == 200 && (status == 206 || status == 304) ? last : -1;
    }

    private static boolean failed(int status) {
        return status >= 500;
    }
}
