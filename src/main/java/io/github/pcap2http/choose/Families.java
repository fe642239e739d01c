package io.github.pcap2http.choose;

import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives on the exchanges that were chosen, and, unless they are wanted alone, the whole family of each: what caused it, what it caused, and so on
 * through a chain of proxies.
 *
 * <p><b>Plan</b>: a family is known by the names that its members mention. What is not chosen waits until one of its family is, or until all were
 * seen; so a family is given in the order in which it came. Mostly that is at once, since an exchange is directly followed by its
 * attempts. What comes in between does not wait. When too much waits, what waits of the eldest family goes; its names stay, so that it is
 * known whether that was wanted. When these are too many, the eldest family is forgotten.
 */
public final class Families implements ExchangeSink {
    static final int MAX_WAITING = 1000;   // exchanges
    /** Of header sections, which need {@value #HEAD_WEIGHT} times their length, and of bodies on the heap, in bytes. */
    static final long MAX_WAITING_BYTES = 16L << 20;
    static final int MAX_NAMES = 50_000;   // of members of families that were not all seen
    private static final int HEAD_WEIGHT = 8;

    private static final class Family {
        private final Map<String, Boolean> names = new HashMap<>();   // and whether that member was seen
        private final List<Waiting> waiting = new ArrayList<>(2);
        private long gone;   // exchanges that had waited
        private int missing;
        private boolean chosen;
    }

    /** @param place among all exchanges */
    private record Waiting(long place, Exchange exchange) { }

    private final Choice choice;
    private final Setting setting;
    private final boolean alone;
    private final ExchangeSink next;
    private final ExchangeSink counted;
    private final Map<String, Family> byName = new HashMap<>();
    private final Set<Family> open = new LinkedHashSet<>();      // the eldest first
    private final Set<Family> holding = new LinkedHashSet<>();   // those of which exchanges wait, so
    private int waiting;
    private long waitingBytes;
    private long seen;
    private long chosen;
    private long leftOut;
    private long perhapsLeftOut;

    /**
     * @param alone whether exchanges are given without their families
     * @param next is given what was chosen, with its families
     * @param counted is given what meets the conditions itself, when it comes; null: nobody
     */
    public Families(Choice choice, Setting setting, boolean alone, ExchangeSink next, ExchangeSink counted) {
        this.choice = choice;
        this.setting = setting;
        this.alone = alone;
        this.next = next;
        this.counted = counted;
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        seen++;
        boolean meets = choice.test(exchange, setting);
        if (meets) {
            chosen++;
            if (counted != null) counted.finished(exchange);
        }
        Links links = exchange.links();
        if (alone || links.cause() == null && links.attempts().isEmpty()) {
            if (meets) next.finished(exchange);
            return;
        }
        Family family = familyOf(exchange);
        family.chosen |= meets;
        if (family.chosen) {
            give(family);
            next.finished(exchange);
        } else {
            await(family, exchange);
        }
        if (family.missing == 0) forget(family);
        while (waiting > MAX_WAITING || waitingBytes > MAX_WAITING_BYTES) drop(holding.iterator().next());
        while (byName.size() > MAX_NAMES) {
            Family eldest = open.iterator().next();
            perhapsLeftOut += eldest.waiting.size() + eldest.gone;
            forget(eldest);
        }
    }

    @Override
    public void pause() throws IOException {
        next.pause();
    }

    private Family familyOf(Exchange exchange) {
        Links links = exchange.links();
        Family family = new Family();
        family = mention(exchange.id(), family);
        if (links.cause() != null) family = mention(links.cause().parent(), family);
        for (Links.Attempt attempt : links.attempts()) family = mention(attempt.id(), family);
        if (family.names.replace(exchange.id(), true) == Boolean.FALSE) family.missing--;
        open.add(family);
        return family;
    }

    /** @return the family of {@code name}, with all that was known of {@code family}: they are one */
    private Family mention(String name, Family family) {
        Family other = byName.get(name);
        if (other == family) return family;
        if (other != null) return join(other, family);
        byName.put(name, family);
        family.names.put(name, false);
        family.missing++;
        return family;
    }

    private Family join(Family one, Family other) {
        Family elder = one.names.size() >= other.names.size() ? one : other;
        Family younger = elder == one ? other : one;
        for (String name : younger.names.keySet()) byName.put(name, elder);
        elder.names.putAll(younger.names);
        elder.waiting.addAll(younger.waiting);
        elder.waiting.sort(Comparator.comparingLong(Waiting::place));
        elder.gone += younger.gone;
        elder.missing += younger.missing;
        elder.chosen |= younger.chosen;
        if (holding.remove(younger)) holding.add(elder);
        open.remove(younger);
        return elder;
    }

    private void await(Family family, Exchange exchange) {
        exchange.retain();
        family.waiting.add(new Waiting(seen, exchange));
        holding.add(family);
        waiting++;
        waitingBytes += weight(exchange);
    }

    private void give(Family family) throws IOException {
        leftOut += family.gone;
        family.gone = 0;
        for (Iterator<Waiting> each = family.waiting.iterator(); each.hasNext();) {
            Exchange exchange = each.next().exchange();
            each.remove();
            next.finished(exchange);
            letGo(exchange);
        }
        holding.remove(family);
    }

    private void drop(Family family) {
        family.gone += family.waiting.size();
        letGo(family);
    }

    private void forget(Family family) {
        letGo(family);
        open.remove(family);
        byName.keySet().removeAll(family.names.keySet());
    }

    private void letGo(Family family) {
        for (Waiting one : family.waiting) letGo(one.exchange());
        family.waiting.clear();
        holding.remove(family);
    }

    private void letGo(Exchange exchange) {
        exchange.release();
        waiting--;
        waitingBytes -= weight(exchange);
    }

    private static long weight(Exchange exchange) {
        Request request = exchange.request();
        Response response = exchange.response();
        long asked = request == null ? 0 : Math.max(0, request.headLength()) * HEAD_WEIGHT + onHeap(request.body().kept());
        return asked + (response == null ? 0 : Math.max(0, response.headLength()) * HEAD_WEIGHT + onHeap(response.body().kept()));
    }

    private static long onHeap(Content content) {
        return content.onHeap() ? content.length() : 0;
    }

    /** @return exchanges that came so far */
    public long seen() {
        return seen;
    }

    /** @return those that met the conditions themselves */
    public long chosen() {
        return chosen;
    }

    /** @return what users should be told, a line each */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(0);
        String why = " that belong to chosen ones: too many waited until it was known; --alone does without them";
        if (leftOut > 0) remarks.add((leftOut == 1 ? "1 exchange is" : leftOut + " exchanges are") + " lacking" + why);
        if (perhapsLeftOut > 0) remarks.add((perhapsLeftOut == 1 ? "1 exchange" : perhapsLeftOut + " exchanges") + " may be lacking" + why);
        return remarks;
    }
}
