package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Finds the attempts that requests caused, and gives exchanges on with their links, each directly before its attempts.
 *
 * <p><b>Plan</b>: when a request begins, whoever is open and may have caused it is known: {@link Kin} looks that up. Exchanges that may
 * belong together so become a group, joined by {@link Edge}s; {@link Group} decides it when all in it has ended. What has no edge when it
 * ends is given on at once. What waits does so for a window of time at most, and not too many do; then its group is decided with
 * what is known.
 *
 * <p>All that has ended and waits is in {@code waiting}, in the order of the ends. Where clocks differ it is in {@code recent} first, for as
 * long as they do; then in {@code unsettled}, until {@link #settle} has seen whether all of its group has ended. If not, the next one of the
 * group that ends comes there, and brings all others up; or its time, in {@code rechecks}, or the end of its window.
 */
public final class Correlator implements ExchangeSink {
    /** So long an exchange that has ended may wait for what it belongs to, unless something else is asked for. */
    public static final long WINDOW_NANOS = 60_000_000_000L;
    /** Order between connections is trusted to this only, where several clocks told the time. */
    public static final long SLACK_NANOS = 10_000_000;
    /** So many exchanges that have ended may wait. */
    static final int MAX_WAITING = 10_000;
    /** So many bytes of bodies and header sections may wait with them: see {@link Node#weight}. */
    static final long MAX_WAITING_BYTES = 64L << 20;
    /** So many that are gone may be among those that wait, and as many as wait. */
    private static final int MOST_GONE = 1000;
    /** So long after a connection was accepted, it is no more taken for one that failed. */
    private static final long ACCEPTED_NANOS = 1_000_000_000L;
    /** So long after a capture began in the middle of things, somebody may still wait who asked before. */
    private static final long MIDDLE_NANOS = 3_000_000_000L;
    /** Attempts to connect of which it is not known yet what becomes of them. */
    private static final int MAX_CONNECTING = 4096;

    /** @param frame the first one of the connection. @param due when it is no more waited for */
    private record Accepted(long frame, long due) { }

    private record Recheck(Node node, long due) implements Comparable<Recheck> {
        @Override
        public int compareTo(Recheck other) {
            return Long.compare(due, other.due);
        }
    }

    /** What ended first; of what ended at once, what began first. */
    private static final class ByEnd implements Comparator<Node> {
        @Override
        public int compare(Node one, Node other) {
            return one.ended() == other.ended() ? one.compareTo(other) : Long.compare(one.ended(), other.ended());
        }
    }

    private final ExchangeSink next;
    private final long window;   // nanoseconds
    private final Present present = new Present();
    private final Hosts hosts = new Hosts(present);
    private final Kin kin = new Kin(hosts, present);
    private final Fit fit = new Fit();
    private final Routes routes = new Routes();
    private final Strangers strangers = new Strangers();
    private final Open open = new Open(hosts);
    private final Map<Long, Node> connecting = new LinkedHashMap<>();   // by first frame of the connection
    private final Deque<Accepted> accepted = new ArrayDeque<>();
    private final Deque<Node> waiting = new ArrayDeque<>();   // and some that are gone; the first one ended first
    private final Deque<Node> recent = new ArrayDeque<>();   // ended so shortly ago that by another clock they may still be open
    private final Deque<Node> unsettled = new ArrayDeque<>();   // to be looked at by settle(), the next time
    private final Queue<Recheck> rechecks = new PriorityQueue<>();   // all of the group has ended, but more may be begun for it until then
    private long first = Long.MIN_VALUE;   // when the first exchange began
    private long latest = Long.MIN_VALUE;   // when the last one that is known of began or ended
    private boolean middle;   // there is a connection that is older than the capture
    private int waits;   // how many of waiting are not gone
    private long bytes;   // of what waits, as Node.weight has them
    private long clock;   // capture time that has passed, in nanoseconds
    private long due = Long.MAX_VALUE;   // when the first of what waits, at the earliest, is to be looked at
    private long slack;   // nanoseconds by which clocks may differ; 0: one told the time
    private long lossy = Long.MIN_VALUE;   // requests that were sent until then may be missing from the capture
    private long hidden = Long.MIN_VALUE;   // and of those that were sent until then, some are

    /** @param windowNanos of capture time that an exchange which has ended may wait for what it belongs to */
    public Correlator(ExchangeSink next, long windowNanos) {
        this.next = next;
        this.window = windowNanos;
    }

    /** There are several captures, perhaps of several hosts. */
    public void severalFiles() {
        kin.count();
        ignoreVantages();
    }

    /** @param several whether what comes from now on is of several captures, the clocks of which differ by no more than {@value #SLACK_NANOS} ns or so */
    public void severalClocks(boolean several) {
        slack = several ? SLACK_NANOS : 0;
        kin.slack(slack);
        fit.slack(slack);
    }

    /** Which end of a connection is the host that captured tells nothing here: there are several, or each sees a part of what passes. */
    public void ignoreVantages() {
        hosts.ignoreVantages();
    }

    @Override
    public void connecting(Connection connection) {
        if (connecting.size() >= MAX_CONNECTING) return;
        Node node = new Node(null, hosts.of(connection), connection.opened(), null);
        if (kin.relateConnect(node)) connecting.put(connection.firstFrame(), node);
    }

    @Override
    public void connected(Connection connection) {
        if (connection.opened() == null && connection.established() == null) middle = true;
        if (connecting.isEmpty() || !connecting.containsKey(connection.firstFrame())) return;
        accepted.add(new Accepted(connection.firstFrame(), clock + ACCEPTED_NANOS));
        due = Math.min(due, clock + ACCEPTED_NANOS);
    }

    @Override
    public void started(String id, Connection connection, Moment at, Request head) {
        passed(at.nanos());
        if (head == null) {
            if (connection.opened() == null || connection.established() != null) hidden(at.nanos());
            return;
        }
        Node node = open.begin(id, connection, at, head);
        kin.relate(node);
        kin.add(node);
        if (!connecting.isEmpty()) forget(connecting.remove(connection.firstFrame()));
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        passed(exchange.timing().started() + exchange.timing().total());
        if (exchange.requestLost() + exchange.responseLost() > 0) lossy = latest;
        boolean failed = exchange.outcome().connectFailed();
        Node node = failed ? connecting.remove(exchange.connection().firstFrame()) : open.end(exchange);
        if (node == null) {
            next.finished(exchange);
            return;
        }
        node.exchange = exchange;
        boolean free = !node.tied && slack == 0 && unsettled.isEmpty() && !node.mayGoOn(routes);
        if (free) decideAlone(node);   // as settle() would, with nothing before it
        else await(node);
    }

    private void await(Node node) throws IOException {
        node.waits = true;
        waits++;
        bytes += node.weight();
        waiting.add(node);
        if (waiting.size() > 2 * waits + MOST_GONE) waiting.removeIf(one -> one.gone);   // one that waits for long must not keep all that came since
        due = Math.min(due, clock + Math.min(window, slack > 0 ? slack : window));
        node.ended(clock, clock + slack);
        node.fresh = slack > 0;
        (node.fresh ? recent : unsettled).add(node);
        settle();
        while (!waiting.isEmpty() && (waits > MAX_WAITING || bytes > MAX_WAITING_BYTES)) {
            giveUp();
            settle();
        }
    }

    /**
     * Time goes on. Nothing depends on how often that is told, if only it is told before what happens then.
     *
     * @param nanos of capture time that have passed; never less than before
     * @throws IOException as {@link #finished}
     */
    public void advance(long nanos) throws IOException {
        if (nanos >= due) catchUp(nanos);
        clock = nanos;
    }

    private void catchUp(long nanos) throws IOException {
        while (true) {
            long accepts = accepted.isEmpty() ? Long.MAX_VALUE : accepted.peek().due();
            while (!waiting.isEmpty() && waiting.peek().gone) waiting.poll();
            long ends = waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().finished() + window;
            long settles = recent.isEmpty() ? Long.MAX_VALUE : recent.peek().settles();
            long checks = rechecks.isEmpty() ? Long.MAX_VALUE : rechecks.peek().due();
            due = Math.min(Math.min(accepts, ends), Math.min(settles, checks));
            if (due > nanos) return;
            clock = Math.max(clock, due);
            if (due == settles) age(recent.poll());
            else if (due == accepts) forget(connecting.remove(accepted.poll().frame()));
            else if (due == checks) unsettled.add(rechecks.poll().node());
            else giveUp();
            settle();
        }
    }

    /** The capture has ended: decides and gives on all that still waits. */
    public void end() throws IOException {
        for (Node node : List.copyOf(connecting.values())) forget(node);
        connecting.clear();
        while (!recent.isEmpty()) age(recent.poll());
        settle();
        while (!waiting.isEmpty()) giveUp();
    }

    private void age(Node node) {
        node.fresh = false;
        unsettled.add(node);
    }

    private void passed(long nanos) {
        if (first == Long.MIN_VALUE) first = nanos;
        latest = Math.max(latest, nanos);
        if (middle && latest <= first + MIDDLE_NANOS) hidden = Math.max(hidden, first + MIDDLE_NANOS);
    }

    /** A response came at {@code nanos} whose request is missing. */
    private void hidden(long nanos) {
        hidden = Math.max(hidden, nanos);
        strangers.doubt(nanos);
    }

    private Sight sight(long began) {
        if (began <= hidden) return Sight.HIDDEN;
        return began <= lossy ? Sight.LOSSY : Sight.WHOLE;
    }

    /** An attempt to connect came to something, and is none that failed. */
    private void forget(Node connect) {
        if (connect == null) return;
        for (Edge edge : connect.parents()) {
            if (edge.parent().exchange != null) unsettled.add(edge.parent());
        }
        connect.cutAll();
    }

    /** Decides the groups in which all has ended. */
    private void settle() throws IOException {
        while (!unsettled.isEmpty()) {
            Node node = unsettled.poll();
            if (node.gone) continue;
            if (node.standsAlone() && !node.mayGoOn(routes)) {
                if (!awaits(node, List.of())) decideAlone(node);
                continue;
            }
            List<Node> group = group(node, true);
            if (group == null || awaits(group)) continue;
            long until = Long.MIN_VALUE;
            for (Node one : group) until = Math.max(until, one.finished() + Group.pause(one));
            if (clock < until && mayGoOn(group)) recheck(node, until);
            else decide(group);
        }
    }

    private boolean mayGoOn(List<Node> group) {
        for (Node one : group) {
            if (one.mayGoOn(routes)) return true;
        }
        return false;
    }

    private void recheck(Node node, long nanos) {
        rechecks.add(new Recheck(node, nanos));
        due = Math.min(due, nanos);
    }

    private static boolean awaits(List<Node> group) {
        for (Node one : group) {
            if (awaits(one, group)) return true;
        }
        return false;
    }

    /** @return whether it is not known yet what comes of an attempt, not one of {@code group}, with the answer to which {@code node} may have been served */
    private static boolean awaits(Node node, List<Node> group) {
        if (!Sharing.possible(node)) return false;
        for (Node attempt : node.sources()) {
            if (!attempt.gone && !group.contains(attempt)) return true;
        }
        return false;
    }

    /** The eldest that waits has waited long enough, with all that it waits for. */
    private void giveUp() throws IOException {
        Node eldest = waiting.poll();
        if (eldest == null || eldest.gone) return;
        decide(group(eldest, false));
    }

    /** @return all that may belong together with {@code node}. @param ended null is returned if one has not ended */
    private static List<Node> group(Node node, boolean ended) {
        Set<Node> found = new LinkedHashSet<>();
        Deque<Node> ahead = new ArrayDeque<>();
        ahead.add(node);
        found.add(node);
        while (!ahead.isEmpty()) {
            Node one = ahead.poll();
            if (ended && (one.exchange == null || one.fresh)) return null;
            for (Edge edge : one.parents()) {
                if (found.add(edge.parent())) ahead.add(edge.parent());
            }
            for (Edge edge : one.children()) {
                if (found.add(edge.child())) ahead.add(edge.child());
            }
        }
        return new ArrayList<>(found);
    }

    /** @return whether nobody can have caused {@code node}, as far as the capture shows */
    private static boolean uncaused(Node node) {
        return !node.connect() && !node.mayBeAttempt && !node.ambiguous;
    }

    private void decide(List<Node> group) throws IOException {
        long began = Collections.min(group).began();
        if (group.size() > 1) new Group(group, kin, fit, routes, strangers, sight(began)).decide();
        else if (uncaused(group.get(0)) && sight(began) == Sight.WHOLE) strangers.add(group.get(0));
        List<Node> firsts = new ArrayList<>();
        for (Node node : group) {
            Collections.sort(node.attempts());
            if (node.exchange != null && (node.parent() == null || node.parent().exchange == null || node.parent().gone)) firsts.add(node);
        }
        firsts.sort(new ByEnd());
        for (Node node : firsts) giveOn(node);
    }

    /** What {@link #decide} comes to for one that {@link Node#standsAlone}, as most do in captures without proxies. */
    private void decideAlone(Node node) throws IOException {
        if (uncaused(node) && sight(node.began()) == Sight.WHOLE) strangers.add(node);
        giveOn(node);
    }

    private void giveOn(Node node) throws IOException {
        Exchange exchange = node.exchange;
        if (node.ambiguous) exchange = exchange.with(new Diagnostic(Code.AMBIGUOUS_PARENT, node.begin, ""));
        boolean unasked = unasked(node);
        boolean linked = node.tied && (node.parent() != null || !node.attempts().isEmpty());
        if (linked || unasked) exchange = exchange.with(links(node, unasked));
        if (node.waits) {
            waits--;
            bytes -= node.weight();
        }
        if (!node.connect()) kin.remove(node);
        if (!node.tied) {
            node.leave();
            next.finished(exchange);
            return;
        }
        for (Node sharer : node.sharers()) {
            if (sharer.exchange != null) unsettled.add(sharer);
        }
        node.leave();
        next.finished(exchange);
        for (Node attempt : node.attempts()) {
            if (!attempt.gone) giveOn(attempt);
        }
    }

    /** @return whether its server, which asks others, answered it, and nothing was seen that this one may have asked */
    private boolean unasked(Node node) {
        if (node.mayHaveCaused || node.connect() || node.exchange.response() == null || !routes.any() || !routes.from(node.connection().server())) return false;
        return slack == 0 && sight(node.began()) == Sight.WHOLE;
    }

    private static Links links(Node node, boolean unasked) {
        Links.Cause cause = node.parent() == null ? null : cause(node, node.parent());
        Node source = unasked ? Sharing.source(node) : null;
        List<Links.Attempt> attempts = new ArrayList<>(node.attempts().size());
        for (Node attempt : node.attempts()) attempts.add(attempt.asAttempt());
        return new Links(cause, List.copyOf(attempts), unasked, source == null ? null : source.id());
    }

    private static Links.Cause cause(Node node, Node parent) {
        List<Node> all = parent.attempts();
        return new Links.Cause(parent.id(), parent.url(), all.indexOf(node) + 1, all.size(), node.evidence());
    }
}
