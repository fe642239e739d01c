package io.github.pcap2http.http1;

import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.ExchangeBuilder;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.MessageBuilder;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;

/**
 * Requests that wait for their responses.
 *
 * <p><b>Plan</b>: requests queue up; a response belongs to the first that waits (RFC 9112, section 9.3.2). That is proof as long as no
 * message start can be missing on either side. A hole that may have swallowed one breaks it: what waits then is never paired with
 * what comes later. The order is certain again with the next request of a client that does not pipeline: it had its answers before
 * it sent that request, and the causal order in which both sides are read shows it.
 */
final class Pairs {
    /** A request and its response. Without an exchange it stands for requests that may have been in a hole. */
    static final class Pair {
        final ExchangeBuilder exchange;
        boolean provable = true;   // while no message start can be missing since it began to wait
        boolean sent;              // the request has ended
        boolean answered;          // the response has ended
        boolean unasked;           // a response without a request; not in the queue
        boolean finished;          // its exchange was given on
        private Pair next;         // in the queue

        private Pair(ExchangeBuilder exchange) {
            this.exchange = exchange;
        }
    }

    private final Journal journal;
    private Pair first;   // of the queue, which mostly holds one; null: it is empty
    private Pair last;
    private int waiting;
    private boolean pipelines;
    private boolean doubt;   // the queue holds requests, or stands for some, whose response cannot be told
    private boolean heard;   // the server has spoken since the last request, or since requests may have been missed
    private boolean answerLost;   // where the response at hand ends cannot be seen
    private boolean reset;
    private Moment clientGone;   // when; null: it has not

    Pairs(Journal journal) {
        this.journal = journal;
    }

    /** A request has begun. It waits from now on. */
    Pair asked(Moment now) {
        if (waiting >= journal.limits().maxWaiting()) giveUpOldest(now);   // where only one direction was captured, all requests wait
        Pair pair = new Pair(journal.begin(now));
        add(pair);
        heard = false;
        return pair;
    }

    /** A response has begun that answers no request, as far as can be proven. */
    Pair unasked(Moment now) {
        Pair pair = new Pair(journal.begin(now));
        pair.unasked = true;
        return pair;
    }

    /**
     * A request is about to begin.
     *
     * @return whether the client must have had all answers that it will get: those that wait still are to be given up
     */
    boolean answersAreIn() {
        if (isEmpty()) doubt = false;
        boolean certain = !doubt && !answerLost;
        if (certain && !isEmpty()) pipelines = true;
        return !pipelines && !certain && heard;
    }

    /** The server has spoken. */
    void heard() {
        heard = true;
    }

    /** @param lost whether the end of the response at hand cannot be seen */
    void answerLost(boolean lost) {
        answerLost = lost;
    }

    /** @return whether no request waits, nor any that may have been in a hole */
    boolean isEmpty() {
        return first == null;
    }

    /** @return the request that a response which begins now answers for certain; null when there is none */
    Pair first() {
        return first == null || first.exchange == null || !first.provable ? null : first;
    }

    /**
     * Message starts of the server may be missing: no later response is certain to answer what waits now.
     *
     * @param current what is being answered, which stays certain; may be null
     * @return whether a CONNECT is among them, so that what follows is likely to be inside its tunnel
     */
    boolean doubtAnswers(Pair current) {
        doubt = true;
        boolean connect = false;
        for (Pair pair = first; pair != null; pair = pair.next) {
            pair.provable &= pair == current;
            connect |= !pair.provable && pair.exchange != null && pair.exchange.request() != null
                && pair.exchange.request().method().equals("CONNECT");
        }
        return connect;
    }

    /** Requests may be missing here: a marker keeps later responses from being given to later requests by mere count. */
    void doubtRequests() {
        doubt = true;
        heard = false;
        if (first == null || last.exchange != null) add(new Pair(null));
    }

    /** The connection was reset. */
    void reset() {
        reset = true;
    }

    /** The client ended the connection, of itself and before the server did. */
    void clientGone(Moment now) {
        if (clientGone == null) clientGone = now;
    }

    /** No answers come any more, but for the one to {@code current}, which is being read; null: none at all. */
    void giveUp(Pair current, Moment now) {
        giveUp(current, false, now);
    }

    /** The server has ended the connection: that is the end of all that was asked, though the client may not have ended it yet. */
    void serverGone(Moment now) {
        giveUp(null, true, now);
    }

    /** @param sent whether a request that goes on waits for its end */
    private void giveUp(Pair current, boolean sent, Moment now) {
        boolean afterMarker = false;
        for (Pair old = first; old != null && old != current; old = first) {
            if (sent && old.exchange != null && !old.sent) return;
            remove(old);
            old.provable &= !afterMarker;
            if (old.exchange == null) afterMarker = true;
            else giveUp(old, old.exchange, now);
        }
    }

    /** A marker takes its place, so that its response is not given to another one. */
    private void giveUpOldest(Moment now) {
        for (Pair old = first; old != null; old = old.next) {
            boolean waits = old.exchange != null && old.exchange.response() == null;
            if (!waits) continue;
            remove(old);
            giveUp(old, old.exchange, now);
            break;
        }
        doubt = true;
        if (isEmpty() || first.exchange != null) addFirst(new Pair(null));   // with room for one it was the only one
    }

    private void giveUp(Pair pair, ExchangeBuilder exchange, Moment now) {
        exchange.at(now);
        if (exchange.response() == null && !pair.provable) {
            exchange.note(Code.NOT_PAIRED, "");
            exchange.error("(response not captured)");
        } else if (exchange.response() == null && clientGone != null) {
            exchange.at(clientGone);
            exchange.note(Code.CLIENT_GONE, "");
            exchange.error("(client went away)");
        }
        finish(pair, now);
    }

    /** It was no request after all. */
    void drop(Pair pair) {
        remove(pair);
    }

    /** The response of {@code pair} has ended: it is the next one's turn. */
    void answered(Pair pair, Moment now) {
        pair.answered = true;
        finishIfDone(pair, now);
        remove(pair);   // though its request goes on, it waits no more
        if (first != null && first.exchange != null && first.sent) first.exchange.turn(now);
    }

    /** The request of {@code pair} has ended. */
    void sent(Pair pair, Moment now) {
        pair.sent = true;
        finishIfDone(pair, now);
    }

    private void finishIfDone(Pair pair, Moment now) {
        if (!pair.sent || !pair.answered) return;
        remove(pair);
        finish(pair, now);
    }

    /** Ends an exchange, unless nothing of a head was seen. */
    void finish(Pair pair, Moment now) {
        ExchangeBuilder exchange = pair.exchange;
        if (pair.finished || exchange.request() == null && exchange.response() == null) return;
        pair.finished = true;
        long request = exchange.requestMessage().lost();
        long response = exchange.responseMessage().lost();
        if (request > 0 || response > 0) exchange.noteMissing(missing(request, response));
        exchange.finish(outcome(exchange), now);
    }

    private static String missing(long request, long response) {
        return request == 0 ? response + " of the response" : response == 0 ? request + " of the request"
            : request + " of the request, " + response + " of the response";
    }

    private Outcome outcome(ExchangeBuilder exchange) {
        MessageBuilder response = exchange.responseMessage();
        if (exchange.request() == null) return Outcome.RESPONSE_ONLY;
        if (!exchange.requestMessage().isWhole()) return Outcome.REQUEST_CUT;
        if (exchange.response() == null) return reset && !exchange.noted(Code.NOT_PAIRED) ? Outcome.RESET : Outcome.NO_RESPONSE;
        if (!response.isWhole()) return Outcome.RESPONSE_CUT;
        if (exchange.response().status() == 101) return Outcome.UPGRADED;
        boolean granted = exchange.request().method().equals("CONNECT") && exchange.response().status() / 100 == 2;
        return granted ? Outcome.TUNNEL : Outcome.COMPLETE;
    }

    // ---- the queue

    private void add(Pair pair) {
        if (first == null) first = pair;
        else last.next = pair;
        last = pair;
        waiting++;
    }

    private void addFirst(Pair pair) {
        pair.next = first;
        if (first == null) last = pair;
        first = pair;
        waiting++;
    }

    /** Takes {@code pair} out, if it waits. */
    private void remove(Pair pair) {
        Pair before = null;
        Pair one = first;
        while (one != null && one != pair) {
            before = one;
            one = one.next;
        }
        if (one == null) return;
        if (before == null) first = one.next;
        else before.next = one.next;
        if (last == one) last = before;
        one.next = null;
        waiting--;
    }
}
