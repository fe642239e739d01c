package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.exchange.BodyStore;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.Sighting;
import io.github.pcap2http.packet.Envelope;
import io.github.pcap2http.packet.FlowKey;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.tcp.Handshake;
import io.github.pcap2http.tcp.TcpConnection;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One connection in the table: its addresses, where it was seen, and TCP, which its segments go through. The guard against bugs is here. */
final class Flow extends FlowTable.Entry {
    /** Linux gives a connect up after 127 s (tcp_syn_retries 6); this much later nobody waits any more. */
    private static final long HALF_OPEN_NANOS = 130_000_000_000L;

    /** What is in flight between two places, mostly. Farther off is no part of a connection where it was not seen before. */
    static final long NEAR_BYTES = 1 << 18;

    /**
     * What else the same connection has in the table.
     *
     * @param addresses those of the connection, or others that an address translation gives to it
     * @param clientFirst whether the client is the first end of {@code addresses}
     */
    record Alias(FlowKey key, FlowKey addresses, boolean clientFirst) { }

    private static final int MOST_ALIASES = 16;

    private boolean clientFirst;          // whether the client is the first end of its addresses
    private final long firstFrame;
    private final Sightings sightings = new Sightings();
    private List<Alias> aliases = List.of();   // mostly none
    private boolean steady;               // it goes on as it began: see isSteady
    private long clientManner;            // Envelope.manner() of each side's last segment that went the long way
    private long serverManner;
    private final boolean rethrow;
    private final Endpoints endpoints;
    private Lifetime lifetime;            // null: it has ended, and what is kept of it is small
    private final TcpConnection tcp;
    private final FlowKey addresses;      // that its packets have; its key may have a place in addition
    private boolean clientSentLast;
    private boolean broken;               // by a bug
    private boolean absorbed;             // it was another one, between other addresses
    private long firstClock;
    private long lastClock = -1;
    private FlowEngine.Timer timer;       // null: nothing is waited for

    long counted;                         // this and the next two are the Holders': bytes that count as held, 0 for one that is not in their list
    Flow moreSilent;                      // neighbours in the list
    Flow lessSilent;

    /** @param begin the first segment that was seen; not kept; @param held what layers of all connections hold; @param hints what ports speak; null: nobody knows */
    Flow(FlowKey key, Segment begin, ExchangeSink sink, Limits limits, BodyStore store, FlowCounts counts, Held held, boolean rethrow,
        Map<Integer, Hint> hints, Endpoints endpoints) {
        boolean answer = begin.syn() && begin.hasAck();
        key(key);
        this.addresses = begin.key();
        this.clientFirst = begin.forward() != answer;
        this.firstFrame = begin.frame();
        this.endpoints = endpoints;
        this.rethrow = rethrow;
        Hint hint = hints == null ? null : hints.get(addresses.port(!clientFirst));
        boolean turned = hint == null && hints != null && !begin.syn();   // then it is not sure who the client is, but the port tells
        if (turned) hint = hints.get(addresses.port(clientFirst));
        this.lifetime = new Lifetime(firstFrame, sightings, sink, limits, store, counts, held, hint == null ? null : Protocols.told(hint),
            turned ? Side.SERVER : Side.CLIENT);
        this.tcp = new TcpConnection(lifetime, limits, lifetime);
        lifetime.opens(tcp.handshake());
    }

    /** Tells what a segment is to this connection, before {@link #segment} is given it. */
    void show(Segment segment, boolean copy, Trace trace) {
        Side from = sender(segment);
        int length = segment.payloadLength() + segment.missing();
        trace.placed(firstFrame, from, tcp.standing(from, segment.seq(), segment.ack(), segment.flags(), length), copy,
            ended() || !lifetime.anyData());
    }

    /**
     * The short way of {@link #segment}, for those that are like many before them: see {@link FlowEngine#inOrder}.
     *
     * @param segment with {@link Segment#goesOn}
     * @return false when the segment has to go the long way; then nothing was done that the long way does not do again
     */
    boolean inOrder(Segment segment, long clock) {
        if (!steady || segment.missing() > 0) return false;
        boolean byClient = segment.forward() == clientFirst;
        long manner = segment.envelope().manner();
        if (manner != (byClient ? clientManner : serverManner)) return false;
        Side from = byClient ? Side.CLIENT : Side.SERVER;
        if (manner != 0) lifetime.seeDirection(segment.envelope(), from);
        try {
            boolean done = tcp.inOrder(from, segment.seq(), segment.ack(), segment.flags(), segment.array(), segment.payloadOffset(),
                segment.payloadLength(), segment.frame(), segment.nanos());
            if (!done) return false;
        } catch (RuntimeException | StackOverflowError e) {
            failed(e, new Moment(segment.frame(), segment.nanos()));
            forget();
        }
        lastClock = clock;
        clientSentLast = byClient;
        return true;
    }

    /** The long way, which any segment can go. @param clock nanoseconds of capture time that have passed; so everywhere here */
    void segment(Segment segment, Moment now, long clock) {
        if (lastClock < 0) firstClock = clock;
        lastClock = clock;
        Side from = sender(segment);
        clientSentLast = from == Side.CLIENT;
        see(segment, from);
        Envelope envelope = segment.envelope();
        sightings.hear(from, envelope.oneWayIds());
        if (from == Side.CLIENT) clientManner = envelope.manner();
        else serverManner = envelope.manner();
        if (lifetime == null) return;
        lifetime.seeDirection(envelope, from);
        try {
            tcp.segment(from, segment.seq(), segment.ack(), segment.flags(), segment.payload(), segment.missing(), now, clock);
        } catch (RuntimeException | StackOverflowError e) {
            failed(e, now);
        }
        if (!lifetime.connected()) lifetime.tellOfConnecting(segment.payloadLength() > 0);
        steady = isSteady();
        if (ended()) forget();
    }

    /**
     * All that is told once of a connection has been told, both sides were seen, and it has no second address, nor will it turn out to be
     * another one's copy, since it has had data. So a segment that was captured as those of its side are changes nothing but the time.
     */
    private boolean isSteady() {
        return lifetime.connected() && sightings.of(Side.CLIENT) && sightings.of(Side.SERVER) && lifetime.anyData() && aliases.isEmpty()
            && !broken;
    }

    Side sender(Segment segment) {
        boolean clientFirst = aliases.isEmpty() ? this.clientFirst : isClientFirst(segment.key());
        return segment.forward() == clientFirst ? Side.CLIENT : Side.SERVER;
    }

    private boolean isClientFirst(FlowKey addresses) {
        for (Alias alias : aliases) {
            if (alias.addresses().equals(addresses)) return alias.clientFirst();
        }
        return clientFirst;
    }

    /** @return who sent the last segment, after the first */
    Side lastSender() {
        return clientSentLast ? Side.CLIENT : Side.SERVER;
    }

    /** @return whether nothing of the other side has been seen */
    boolean oneSided() {
        return sightings.oneSided();
    }

    /** @return the key that its packets have */
    FlowKey addresses() {
        return addresses;
    }

    long firstFrame() {
        return firstFrame;
    }

    /** The address that opened the connection, or sent the first packet that was seen. */
    Endpoint client() {
        return end(addresses, clientFirst);
    }

    Endpoint server() {
        return end(addresses, !clientFirst);
    }

    private static Endpoint end(FlowKey addresses, boolean first) {
        return first ? addresses.first() : addresses.second();
    }

    // ---- where it was seen

    /** The connection has another key as well. @param copy a segment with it, which {@code sender} sent */
    void alias(FlowKey other, Segment copy, Side sender) {
        steady = false;
        add(new Alias(other, copy.key(), copy.forward() == (sender == Side.CLIENT)));
    }

    private void add(Alias alias) {
        if (aliases.isEmpty()) aliases = new ArrayList<>(1);
        aliases.add(alias);
    }

    List<Alias> aliases() {
        return aliases;
    }

    /** @return whether it may have one more address pair */
    boolean hasRoom() {
        return aliases.size() < MOST_ALIASES;
    }

    boolean knowsClient(Endpoint end) {
        return knows(end, true);
    }

    boolean knowsServer(Endpoint end) {
        return knows(end, false);
    }

    private boolean knows(Endpoint end, boolean asClient) {
        if (end.equals(end(addresses, clientFirst == asClient))) return true;
        for (Alias alias : aliases) {
            if (end.equals(end(alias.addresses(), alias.clientFirst() == asClient))) return true;
        }
        return false;
    }

    /**
     * Another entry in the table turned out to be this connection, between other addresses. This one takes its addresses, and it ends
     * without a word; its segments were copies of this one's, so nothing is lost.
     *
     * @param sameRoles whether its client is the client here
     */
    void absorb(Flow other, boolean sameRoles) {
        steady = false;
        add(new Alias(other.key(), other.addresses, other.clientFirst == sameRoles));
        for (Alias alias : other.aliases) add(new Alias(alias.key(), alias.addresses(), alias.clientFirst() == sameRoles));
        other.absorbed = true;
        other.lifetime.absorbed();
        other.forget();
    }

    /** @return whether nothing of it was handed on, so that it can be forgotten */
    boolean untouched() {
        return !ended() && !lifetime.anyData();
    }

    /** @return whether its SYN was seen */
    boolean opened() {
        return tcp.handshake().syn() != null;
    }

    /** @return whether packets of this connection were captured where the segment was, and, of its sender, in the same tunnel */
    boolean seenWhere(Segment segment) {
        Envelope envelope = segment.envelope();
        return sightings.cameIn(sender(segment), envelope.oneWayIds())
            && (sightings.at(envelope.place()) || !aliases.isEmpty() && sightings.at(placed(segment)));
    }

    /** @return its place, another one for each of the addresses of this connection */
    private int placed(Segment segment) {
        int place = segment.envelope().place();
        return aliases.isEmpty() ? place : place ^ segment.key().hashCode();
    }

    private void see(Segment segment, Side from) {
        int place = placed(segment);
        if (!sightings.wants(place)) return;
        Endpoint seenClient = aliases.isEmpty() ? client() : from == Side.CLIENT ? segment.source() : segment.destination();
        Endpoint seenServer = aliases.isEmpty() ? server() : from == Side.CLIENT ? segment.destination() : segment.source();
        Envelope envelope = segment.envelope();
        sightings.add(place, new Sighting(endpoints.get(seenClient), endpoints.get(seenServer), interfaceOf(envelope), envelope.vlans(), envelope.tunnels()));
        if (lifetime != null) lifetime.seenElsewhere();
    }

    /** @return its name; or, as packets of the interface "any" have it, its number on the capturing host; null when there is neither */
    private static String interfaceOf(Envelope envelope) {
        boolean numbered = envelope.interfaceName() == null && envelope.interfaceIndex() >= 0;
        return numbered ? "ifindex " + envelope.interfaceIndex() : envelope.interfaceName();
    }

    // ---- what belongs to it

    void advance(Moment now, long clock) {
        if (lifetime == null) return;
        try {
            tcp.advance(now, clock);
            if (halfOpenUntil() <= clock) tcp.close(EndCause.IDLE, now);
        } catch (RuntimeException | StackOverflowError e) {
            failed(e, now);
        }
        if (ended()) forget();
    }

    void close(EndCause cause, Moment now) {
        if (lifetime == null) return;
        try {
            tcp.close(cause, now);
        } catch (RuntimeException | StackOverflowError e) {
            failed(e, now);
        }
        if (ended()) forget();
    }

    /** @return whether a segment with SYN belongs to this connection and does not open a new one */
    boolean openedBy(Segment syn) {
        Side from = sender(syn);
        boolean roles = (from == Side.CLIENT) != syn.hasAck();
        return roles && tcp.openedBy(from, syn.seq(), syn.ack(), syn.hasAck());
    }

    /** @return whether a segment with SYN belongs to this connection, and shows that the client is the server: then {@link #turn} it */
    boolean turnedBy(Segment syn) {
        if (!untouched() || !aliases.isEmpty()) return false;
        Side from = sender(syn);
        boolean roles = (from == Side.CLIENT) != syn.hasAck();
        return !roles && tcp.turnedBy(from, syn.seq(), syn.ack(), syn.hasAck());
    }

    /** A segment of the server stands before all others in the capture. */
    void turn() {
        steady = false;
        clientFirst = !clientFirst;
        clientSentLast = !clientSentLast;
        long manner = clientManner;
        clientManner = serverManner;
        serverManner = manner;
        tcp.turn();
        sightings.turn();
        lifetime.turn();
    }

    /** @return whether the numbers of a segment are near those of this connection */
    boolean fits(Segment segment) {
        return distance(segment) <= NEAR_BYTES;
    }

    /** @return bytes between the numbers of a segment and those of this connection, at most {@link #NEAR_BYTES} for one that {@link #fits} */
    long distance(Segment segment) {
        if (segment.syn()) return openedBy(segment) ? 0 : Long.MAX_VALUE;
        return tcp.distance(sender(segment), segment.seq(), segment.ack(), segment.hasAck(), NEAR_BYTES);
    }

    boolean ended() {
        return broken || absorbed || tcp.ended();
    }

    /** @return when its last segment came */
    long lastClock() {
        return lastClock;
    }

    /** @return when {@link #advance} is to be called */
    long deadline() {
        return broken || absorbed ? Long.MAX_VALUE : Math.min(tcp.deadline(), halfOpenUntil());
    }

    private long halfOpenUntil() {
        Handshake handshake = tcp.handshake();
        boolean halfOpen = handshake.syn() != null && !handshake.accepted() && !sightings.of(Side.SERVER) && !tcp.ended() && !lifetime.anyData();
        return halfOpen ? firstClock + HALF_OPEN_NANOS : Long.MAX_VALUE;
    }

    /** @return what the engine waits for this flow with; null: nothing */
    FlowEngine.Timer timer() {
        return timer;
    }

    void timer(FlowEngine.Timer set) {
        timer = set;
    }

    /** @return bytes that are held back, since others are missing, or they are no whole message yet, or it is not known what they are */
    long held() {
        return ended() ? 0 : tcp.held() + lifetime.held();
    }

    /** Holds nothing back any more: what is missing counts as lost, what is half a header section as cut, what is unknown as noise. */
    void letGo(Moment now) {
        if (lifetime == null) return;
        try {
            tcp.letGo(now);
            lifetime.letGo(now);
        } catch (RuntimeException | StackOverflowError e) {
            failed(e, now);
        }
        if (ended()) forget();
    }

    private void failed(Throwable bug, Moment now) {
        if (bug instanceof UncheckedIOException environment) throw environment;   // not ours
        broken = true;
        steady = false;
        lifetime.broken();
        if (rethrow) throw new IllegalStateException("frame " + now.frame() + ": " + bug, bug);
    }

    /** It has ended: what is kept of it is what tells late segments from those of others. */
    private void forget() {
        tcp.forget();
        lifetime.forget();
        lifetime = null;
        steady = false;
        sightings.forget();
    }
}
