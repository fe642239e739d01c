package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.flow.Protocols.Place;
import io.github.pcap2http.flow.Protocols.Protocol;
import io.github.pcap2http.stream.Detector.Verdict;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Layer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A connection, or what is inside a tunnel, of which it is not known yet what is spoken. Holds what comes, looks at every place where a
 * message may start (the first byte of a side, the first after the peer spoke, after a hole, after a line end), and when a protocol is
 * found gives all that was held to its layer. It goes on looking as long as the connection lasts, but holds no more than a little. What
 * can be told by the first bytes of a side only is looked for there, where those cannot be the start of anything else; and what is only
 * counted is believed only when the peer has not answered in HTTP, since some clients' requests are odd beyond recognition.
 */
final class Undecided implements Layer {
    /** Is told what was found, and makes the layer for it. */
    interface Choice {
        /** @param swapped whether the roles of the sides are other than they were taken to be */
        Layer chosen(Protocol protocol, boolean swapped);

        /** @return whether what comes first is the first that was sent at all */
        default boolean begun() {
            return true;
        }
    }

    private static final int OBJECT_BYTES = 100;   // what holding costs beside the bytes

    /** What one side's first bytes look like. */
    private record Claim(Protocol protocol, Side from, Verdict verdict) { }

    private record Event(Side from, Bytes bytes, long gap, Moment now) { }

    private final Journal journal;
    private final Choice choice;
    private final Deque<Event> held = new ArrayDeque<>(1);
    private Probe client;   // null, as the next three, when it is known what is spoken: most connections last long after that
    private Probe server;
    private Opening clientOpening;
    private Opening serverOpening;
    private long heldBytes;
    private long givenUp;
    private Side lastSpoke;
    private Claim claim;
    private Layer layer;
    private boolean swapped;
    private Claim told;   // nothing is looked for

    /** @param journal is told of bytes that are given up */
    Undecided(Journal journal, Choice choice) {
        this.journal = journal;
        this.choice = choice;
        this.client = new Probe();
        this.server = new Probe();
        this.clientOpening = new Opening();
        this.serverOpening = new Opening();
    }

    /** Somebody says what is spoken. @param from the side that is the client */
    void tell(Protocol protocol, Side from) {
        told = new Claim(protocol, from, Verdict.CLIENT);
    }

    /** Before any data: the client turned out to be the server. */
    void turn() {
        if (told != null) told = new Claim(told.protocol(), told.from().peer(), told.verdict());
    }

    @Override
    public void data(Side from, Bytes bytes, Moment now) {
        if (layer == null && told != null) decide(told);
        if (layer != null) {
            layer.data(role(from), bytes, now);
            return;
        }
        hold(new Event(from, bytes.copy(), 0, now));
        Probe probe = probe(from);
        if (from != lastSpoke) probe.mayStart();
        lastSpoke = from;
        if (!claimedBy(from)) opening(from).look(bytes, from);
        if (layer == null && !claimedBy(from)) probe.look(bytes, from);
        if (layer == null && claim != null && !claimedBy(from) && !probe.waits()) decide(claim);
    }

    @Override
    public long unread(Side from) {
        return layer == null ? 0 : layer.unread(role(from));
    }

    @Override
    public void passed(Side from, long count, Moment last) {
        layer.passed(role(from), count, last);
    }

    @Override
    public void gap(Side from, long length, Moment now) {
        if (layer == null && told != null) decide(told);
        if (layer == null) cut(from);
        if (layer != null) {
            layer.gap(role(from), length, now);
            return;
        }
        hold(new Event(from, Bytes.EMPTY, length, now));
        probe(from).mayStart();
        lastSpoke = from;
    }

    @Override
    public void end(Side from, EndCause cause, Moment now) {
        if (layer == null) cut(from);
        if (layer != null) {
            layer.end(role(from), cause, now);
            return;
        }
        probe(from).ended(cause, now);
        if (client.endCause == null || server.endCause == null) return;
        if (claim != null) {
            decide(claim);
            return;
        }
        journal.unparsed(client.bytes + server.bytes);
        journal.held().add(-heldBytes);
        heldBytes = 0;
        held.clear();
    }

    /** What comes next of a side is missing: what was possible is decided now. */
    private void cut(Side from) {
        if (claimedBy(from)) return;
        opening(from).cut(from);
        if (layer == null) probe(from).cut(from);
    }

    private Probe probe(Side side) {
        return side == Side.CLIENT ? client : server;
    }

    private Opening opening(Side side) {
        return side == Side.CLIENT ? clientOpening : serverOpening;
    }

    private Side role(Side side) {
        return swapped ? side.peer() : side;
    }

    private void hold(Event one) {
        Event last = held.peekLast();
        boolean longer = last != null && last.gap() > 0 && one.gap() > 0 && last.from() == one.from();
        if (longer) {
            count(held.pollLast(), -1);
            add(new Event(one.from(), Bytes.EMPTY, last.gap() + one.gap(), one.now()));
        } else {
            add(one);
        }
        while (heldBytes > journal.limits().maxUndecided()) giveUpOldest();
    }

    private void add(Event one) {
        held.add(one);
        count(one, 1);
    }

    private Event take() {
        Event one = held.poll();
        count(one, -1);
        return one;
    }

    private void count(Event one, int sign) {
        int bytes = sign * (one.bytes().length() + OBJECT_BYTES);
        heldBytes += bytes;
        journal.held().add(bytes);
    }

    private void giveUpOldest() {
        givenUp += take().bytes().length();
    }

    /** Gives up all that is held; goes on looking at what comes. */
    @Override
    public void letGo(Moment now) {
        if (layer != null) {
            layer.letGo(now);
            return;
        }
        while (!held.isEmpty()) giveUpOldest();
        forgetStarts();
    }

    private void forgetStarts() {
        client.forget();
        server.forget();
        clientOpening.end();
        serverOpening.end();
    }

    private boolean claimedBy(Side side) {
        return claim != null && claim.from() == side;
    }

    private void decide(Claim found) {
        swapped = found.protocol().opener() != null && (found.verdict() == Verdict.CLIENT) != (found.from() == Side.CLIENT);
        layer = choice.chosen(found.protocol(), swapped);
        forgetStarts();
        Probe[] probes = {client, server};
        client = null;
        server = null;
        clientOpening = null;
        serverOpening = null;
        while (!held.isEmpty()) {
            Event one = take();
            if (one.gap() > 0) layer.gap(role(one.from()), one.gap(), one.now());
            else layer.data(role(one.from()), one.bytes(), one.now());
        }
        if (found.protocol().opener() != null) journal.unparsed(givenUp);
        for (Side side : Side.values()) {
            Probe probe = probes[side.ordinal()];
            if (probe.endCause != null) layer.end(role(side), probe.endCause, probe.endedAt);
        }
    }

    /** Looks at one side's bytes for the start of something known. */
    private final class Probe {
        private static final int MAX_SEARCH = 64 << 10;   // of a side, until it is searched only behind turns and holes
        private static final int LOOK_ALWAYS = 1024;      // a longer start is looked at when it has doubled, or a line ends

        private final ByteQueue start = new ByteQueue(journal.held());
        private int nextLook;
        private boolean atStart = true;
        private long bytes;
        private EndCause endCause;   // null: the side goes on
        private Moment endedAt;

        void ended(EndCause cause, Moment now) {
            endCause = cause;
            endedAt = now;
        }

        void mayStart() {
            atStart = true;
            start.clear();
        }

        void forget() {
            atStart = false;
            start.clear();
        }

        void look(Bytes data, Side from) {
            bytes += data.length();
            if (!start.isEmpty()) {
                start.append(data);
                if (data.indexOf('\n', 0) < 0 && start.length() > LOOK_ALWAYS && start.length() < nextLook) return;
                nextLook = 2 * start.length();
                Bytes all = start.view().copy();
                Verdict verdict = ask(all, from, false);
                if (verdict != Verdict.NO) return;
                start.clear();
                atStart = false;
                search(all, from);
            } else {
                search(data, from);
            }
        }

        private void search(Bytes data, Side from) {
            int i = 0;
            while (i < data.length() && layer == null) {
                if (atStart && Protocols.mayBegin(data.at(i)) && tryAt(data.from(i), from)) return;
                i = bytes > MAX_SEARCH ? -1 : nextStart(data, i);
                atStart = i >= 0;
                if (!atStart) return;
            }
        }

        /** @return the place behind the next line end where something may begin, as far as one byte tells, or where no byte is yet; -1 for none */
        private static int nextStart(Bytes data, int from) {
            byte[] array = data.array();
            int end = data.offset() + data.length();
            for (int i = data.offset() + from; i < end; i++) {
                if (array[i] == '\n' && (i + 1 == end || Protocols.mayBegin(array[i + 1]))) return i + 1 - data.offset();
            }
            return -1;
        }

        private boolean tryAt(Bytes data, Side from) {
            Verdict verdict = ask(data, from, false);
            if (verdict == Verdict.MAYBE) start.append(data);
            return verdict != Verdict.NO;
        }

        /** @return whether what came last may be the start of a message */
        boolean waits() {
            return !start.isEmpty();
        }

        void cut(Side from) {
            if (!start.isEmpty()) ask(start.view().copy(), from, true);
            start.clear();
        }

        private Verdict ask(Bytes data, Side from, boolean cut) {
            boolean maybe = false;
            for (Protocol protocol : Protocols.EVERYWHERE) {
                Verdict verdict = protocol.detector().look(data, cut);
                if (verdict == Verdict.CLIENT || verdict == Verdict.SERVER) {
                    decide(new Claim(protocol, from, verdict));
                    return verdict;
                }
                maybe |= verdict == Verdict.MAYBE;
            }
            return maybe && data.length() < journal.limits().maxUndecided() ? Verdict.MAYBE : Verdict.NO;
        }
    }

    /** The first bytes of a side. */
    private final class Opening {
        private static final int MAX_BYTES = 1024;

        private final ByteQueue head = new ByteQueue(journal.held());
        private boolean over;

        void look(Bytes data, Side from) {
            if (over) return;
            head.append(data.slice(0, Math.min(data.length(), MAX_BYTES - head.length())));
            ask(from, head.length() == MAX_BYTES);
        }

        void cut(Side from) {
            if (!over && !head.isEmpty()) ask(from, true);
            end();
        }

        private void ask(Side from, boolean cut) {
            Bytes first = head.view();
            boolean maybe = false;
            for (Protocol protocol : Protocols.EVERYWHERE) maybe |= protocol.detector().look(first, cut) != Verdict.NO;
            List<Protocol> candidates = maybe ? List.of() : Protocols.atFirst();   // HTTP first
            for (Protocol protocol : candidates) {
                Verdict verdict = protocol.detector().look(first, cut);
                if (verdict == Verdict.MAYBE) {
                    maybe = true;
                } else if (verdict != Verdict.NO && fits(protocol, verdict, from)) {
                    end();
                    found(new Claim(protocol, from, verdict));
                    return;
                }
            }
            if (!maybe || cut) end();
        }

        private void found(Claim found) {
            if (found.protocol().opener() != null) decide(found);
            else if (claim == null) claim = found;
        }

        private boolean fits(Protocol protocol, Verdict verdict, Side from) {
            if (protocol.place() == Place.FIRST) return true;
            return choice.begun() && (verdict == Verdict.CLIENT) == (from == Side.CLIENT);
        }

        private void end() {
            over = true;
            head.clear();
        }
    }
}
