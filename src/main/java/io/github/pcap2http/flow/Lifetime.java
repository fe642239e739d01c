package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.exchange.Beyond;
import io.github.pcap2http.exchange.BodyStore;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.Sighting;
import io.github.pcap2http.exchange.Vantage;
import io.github.pcap2http.flow.Protocols.Protocol;
import io.github.pcap2http.packet.Envelope;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Inner;
import io.github.pcap2http.stream.Layer;
import io.github.pcap2http.tcp.Handshake;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a connection is to those above TCP, from its first packet to its end: the lowest of their layers. Sees whether there were data at
 * all, and what it means when there were none; has it found out what is spoken, also inside of tunnels; and tells the facts.
 *
 * <p>It is also who the {@link Journal} asks for these facts, and who TCP tells what is odd about the connection: one object for all of it,
 * as there is one for each connection.
 */
final class Lifetime implements Layer, Undecided.Choice, Supplier<Connection>, Consumer<Code> {
    /** Tunnels inside of tunnels that are read. */
    private static final int MAX_DEPTH = 8;

    private final long firstFrame;
    private final Sightings sightings;
    private final ExchangeSink sink;
    private final FlowCounts counts;
    private Journal journal;
    private Handshake handshake;
    private Layer next;                   // what is spoken; Undecided, until that is known, and for good where that swaps the sides
    private Connection facts;             // as they were told last; null: they are others now
    private boolean established;          // whether they say when it was
    private Vantages vantages;            // null: the capture does not say which way packets went
    private boolean swapped;              // the client here is the server of what is spoken
    private boolean anyData;
    private boolean connecting;           // the sink knows of it
    private boolean connected;
    private int ends;                     // of sides

    /** @param told what is spoken; null: it is to be found out; @param client the side that is then the client */
    Lifetime(long firstFrame, Sightings sightings, ExchangeSink sink, Limits limits, BodyStore store, FlowCounts counts, Held held, Protocol told,
        Side client) {
        this.firstFrame = firstFrame;
        this.sightings = sightings;
        this.sink = sink;
        this.counts = counts;
        this.journal = new Journal(this, limits, store, sink, held);
        Undecided undecided = new Undecided(journal, this);
        if (told != null) undecided.tell(told, client);
        this.next = undecided;
    }

    /** Before all else. @param seen goes on with the connection */
    void opens(Handshake seen) {
        handshake = seen;
    }

    /** @return whether bytes were handed on, or holes between them */
    boolean anyData() {
        return anyData;
    }

    boolean connected() {
        return connected;
    }

    /** @return bytes that layers hold back */
    long held() {
        return journal.held().bytes();
    }

    // ---- the facts

    /** For the journal. @return the same object until something else is true */
    @Override
    public Connection get() {
        boolean changed = facts == null || !established && handshake.established() != null || facts.opened() == null && handshake.syn() != null;
        if (changed) facts = facts();
        return facts;
    }

    private Connection facts() {
        List<Sighting> all = sightings.all(swapped);
        Moment end = handshake.established();
        established = end != null;
        return new Connection(firstFrame, handshake.syn(), end, all.get(0), List.copyOf(all.subList(1, all.size())), vantage(), Beyond.NOTHING);
    }

    private Vantage vantage() {
        Vantage found = vantages == null ? null : vantages.found();
        return found == null || !swapped ? found : new Vantage(found.interfaceId(), found.end().peer());
    }

    /** Before any data: the client turned out to be the server. */
    void turn() {
        facts = null;
        if (vantages != null) vantages.turn();
        if (next instanceof Undecided undecided) undecided.turn();
    }

    /** The sightings are others. */
    void seenElsewhere() {
        facts = null;
    }

    void seeDirection(Envelope envelope, Side from) {
        if (envelope.direction() == Envelope.Direction.UNKNOWN) return;
        if (vantages == null) vantages = new Vantages();
        if (vantages.see(envelope, from)) facts = null;
    }

    /** @param data whether bytes were seen, though they may not have been handed on yet */
    void tellOfConnecting(boolean data) {
        if (!connecting && handshake.syn() != null && !handshake.accepted() && handshake.resetBy() != Side.CLIENT) {
            connecting = true;
            sink.connecting(get());
        }
        boolean opened = handshake.accepted() && (handshake.syn() != null || handshake.established() != null);   // else the SYN may come late
        boolean older = handshake.syn() == null && !handshake.accepted();   // than the capture
        if (opened || anyData || data && older) {
            connected = true;
            if (connecting || handshake.syn() == null) sink.connected(get());
        }
    }

    /** Nobody is to wait for what becomes of it: it is another connection. */
    void absorbed() {
        if (connecting && !connected) sink.connected(get());
    }

    /** A bug was met. */
    void broken() {
        counts.bug();
        journal.note(Code.INTERNAL);
        counts.ended(journal, sightings.oneSided());
    }

    /** Something is odd, says TCP. */
    @Override
    public void accept(Code code) {
        journal.note(code);
    }

    // ---- what is spoken

    @Override
    public boolean begun() {
        return handshake.syn() != null || handshake.accepted();
    }

    @Override
    public Layer chosen(Protocol protocol, boolean rolesSwapped) {
        swapped = rolesSwapped;
        facts = null;
        Layer chosen = layer(protocol, 0);
        if (!swapped) next = chosen;   // else Undecided stays between, and swaps the sides
        return chosen;
    }

    private Layer layer(Protocol protocol, int depth) {
        counts.speaks(protocol.name());
        if (protocol.opener() == null || depth > MAX_DEPTH) return new Opaque();
        return protocol.opener().open(journal, new Within(depth));
    }

    /** What is spoken inside of a layer is found out as it is outside. */
    private final class Within implements Inner, Undecided.Choice {
        private final int depth;

        private Within(int depth) {
            this.depth = depth;
        }

        @Override
        public Layer open() {
            return new Undecided(journal, this);
        }

        @Override
        public Layer chosen(Protocol protocol, boolean ignored) {
            return layer(protocol, depth + 1);
        }
    }

    // ---- the bytes

    @Override
    public void data(Side from, Bytes bytes, Moment now) {
        anyData = true;
        next.data(from, bytes, now);
    }

    @Override
    public long unread(Side from) {
        return next.unread(from);
    }

    @Override
    public void passed(Side from, long count, Moment last) {
        next.passed(from, count, last);
    }

    @Override
    public Layer reader() {
        return anyData ? next : this;
    }

    @Override
    public void gap(Side from, long length, Moment now) {
        journal.note(Code.BYTES_MISSING);
        anyData = true;
        next.gap(from, length, now);
    }

    @Override
    public void letGo(Moment now) {
        next.letGo(now);
    }

    @Override
    public void end(Side from, EndCause cause, Moment now) {
        next.end(from, cause, now);
        if (++ends < 2) return;
        Outcome failure = anyData ? null : failedConnect();
        if (failure != null) journal.begin(handshake.syn()).finish(failure, now);
        if (!anyData) counts.speaks(FlowCounts.SILENT);
        else if (journal.exchanges() == 0 && journal.unparsed() > 0) counts.speaks(FlowCounts.UNKNOWN);
        boolean counted = anyData || handshake.syn() != null;
        if (counted) counts.ended(journal, sightings.oneSided());
    }

    /** @return null when connecting did not fail, or the client itself gave it up */
    private Outcome failedConnect() {
        if (handshake.syn() == null || handshake.resetBy() == Side.CLIENT) return null;
        boolean reset = handshake.resetBy() == Side.SERVER;
        if (handshake.accepted()) return reset ? Outcome.CONNECT_RESET : null;
        if (reset) return Outcome.CONNECT_REFUSED;
        if (sightings.of(Side.SERVER)) return null;
        return handshake.repeated() ? Outcome.CONNECT_TIMEOUT : Outcome.CONNECT_UNANSWERED;
    }

    /** It has ended: nothing is told to it any more, though what is kept of the connection still points here. */
    void forget() {
        next = new Opaque();
        journal = null;
        facts = null;
        vantages = null;
    }
}
