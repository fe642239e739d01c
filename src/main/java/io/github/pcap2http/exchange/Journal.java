package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the layers of one connection report to: it names and begins exchanges, knows the connection's facts, and keeps what is
 * to be said of the connection as a whole.
 */
public final class Journal {
    private final Supplier<Connection> facts;
    private final Limits limits;
    private final BodyStore store;
    private final ExchangeSink sink;
    private final Held held;
    private Map<Code, Long> notes;   // null: none, as mostly
    private List<Encrypted> encrypted = List.of();   // mostly none
    private Beyond beyond = Beyond.NOTHING;
    private long exchanges;
    private long unparsed;

    /**
     * What is encrypted, and said about it in the clear.
     *
     * @param clientRandom 32 bytes that name the connection in a key log; null when they were not seen
     * @param serverName printable ASCII; null when the client named none
     * @param protocols what the client offered to speak, first choice first; may be empty
     */
    public record Encrypted(Bytes clientRandom, String serverName, List<String> protocols) { }

    /**
     * @param facts asked each time, since a handshake may be known later than the first byte
     * @param held counts for all connections what the layers hold
     */
    public Journal(Supplier<Connection> facts, Limits limits, BodyStore store, ExchangeSink sink, Held held) {
        this.facts = facts;
        this.limits = limits;
        this.store = store;
        this.sink = sink;
        this.held = new Held(held);
    }

    /** @return what may become an exchange; it is one, and has its number, as soon as it has a head or is finished */
    public ExchangeBuilder begin(Moment at) {
        return new ExchangeBuilder(this, at);
    }

    /** @return the number of one exchange more, from 1 */
    long number() {
        return ++exchanges;
    }

    /** @return what packets show of it */
    public Connection connection() {
        return facts.get();
    }

    /** A proxy said for whom it speaks: so it is for the exchanges that begin from now on. */
    public void realClient(Endpoint client) {
        beyond = beyond.withRealClient(client);
    }

    /** The client asked a proxy to connect it to this: so it is for the exchanges that begin from now on. */
    public void destination(Endpoint asked) {
        beyond = beyond.withDestination(asked);
    }

    /** All from here on is encrypted. See {@link Encrypted} */
    public void encrypted(Bytes clientRandom, String serverName, List<String> protocols) {
        if (encrypted.isEmpty()) encrypted = new ArrayList<>(1);
        encrypted.add(new Encrypted(clientRandom, serverName, protocols));
    }

    /** @return what was encrypted on the connection and in its tunnels */
    public List<Encrypted> encrypted() {
        return encrypted;
    }

    Beyond beyond() {
        return beyond;
    }

    public Limits limits() {
        return limits;
    }

    /** @return counts what the layers hold of bytes that are no message yet, or not known to be one */
    public Held held() {
        return held;
    }

    BodyStore store() {
        return store;
    }

    ExchangeSink sink() {
        return sink;
    }

    /** Something odd that belongs to no exchange. */
    public void note(Code code) {
        if (notes == null) notes = new EnumMap<>(Code.class);
        notes.put(code, notes.getOrDefault(code, 0L) + 1);
    }

    /** @return how often what was odd on the connection */
    public Map<Code, Long> notes() {
        return notes == null ? Map.of() : notes;
    }

    /** @return how often {@code code} was odd on the connection */
    long count(Code code) {
        return notes == null ? 0 : notes.getOrDefault(code, 0L);
    }

    /** Bytes that no layer could make anything of. */
    public void unparsed(long bytes) {
        unparsed += bytes;
    }

    public long unparsed() {
        return unparsed;
    }

    public long exchanges() {
        return exchanges;
    }
}
