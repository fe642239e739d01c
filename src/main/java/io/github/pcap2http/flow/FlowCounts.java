package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Journal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was found on the connections of a capture, for the summary: counts only. */
public final class FlowCounts {
    /** The name under which connections are counted whose protocol was not recognised. */
    public static final String UNKNOWN = "unknown";
    /** The name for connections that carried no data. */
    public static final String SILENT = "no data";

    /** The name for TLS connections whose client named no server, or was not captured when it did. */
    public static final String UNNAMED = "no name";

    private static final int MAX_RANDOMS = 65_536;

    private final Map<String, Long> protocols = new TreeMap<>();
    private final Tally serverNames = new Tally();
    private final List<Bytes> clientRandoms = new ArrayList<>();
    private final Tally offers = new Tally();
    private final Map<Code, Long> notes = new EnumMap<>(Code.class);
    private long connections;
    private long oneSided;
    private long unparsed;
    private long internal;

    /** A connection has ended. @param journal what its layers had to say */
    void ended(Journal journal, boolean seenOneSideOnly) {
        connections++;
        if (seenOneSideOnly) oneSided++;
        unparsed += journal.unparsed();
        for (Journal.Encrypted one : journal.encrypted()) {
            serverNames.count(one.serverName() == null ? UNNAMED : one.serverName());
            for (String protocol : one.protocols()) offers.count(protocol);
            if (one.clientRandom() != null && clientRandoms.size() < MAX_RANDOMS) clientRandoms.add(one.clientRandom());
        }
        if (journal.notes().isEmpty()) return;
        for (Map.Entry<Code, Long> one : journal.notes().entrySet()) {
            notes.put(one.getKey(), notes.getOrDefault(one.getKey(), 0L) + one.getValue());
        }
    }

    void speaks(String protocol) {
        protocols.put(protocol, protocols.getOrDefault(protocol, 0L) + 1);
    }

    void bug() {
        internal++;
    }

    /** @return TCP connections that have ended */
    public long connections() {
        return connections;
    }

    /** @return of these, where only one side's packets carried data or the other side was not captured at all */
    public long oneSided() {
        return oneSided;
    }

    /** @return bytes that no protocol could make anything of */
    public long unparsed() {
        return unparsed;
    }

    /** @return bugs of this program that were met, each the end of one connection */
    public long internal() {
        return internal;
    }

    /** @return connections, and insides of tunnels, by what was spoken on them */
    public Map<String, Long> protocols() {
        return protocols;
    }

    /**
     * @return TLS connections, and those inside of tunnels, by the server that the client asked for, in lower case, printable ASCII; the
     *     first {@value Tally#MAX_NAMES} names, and then {@value Tally#OTHERS}
     */
    public Map<String, Long> serverNames() {
        return serverNames.counts();
    }

    /** @return of these, how many clients offered to speak what inside, such as {@code h2}; bounded in the same way */
    public Map<String, Long> offers() {
        return offers.counts();
    }

    /** @return the random number of each client whose hello was seen, 32 bytes; of the first {@value #MAX_RANDOMS} of them */
    public List<Bytes> clientRandoms() {
        return Collections.unmodifiableList(clientRandoms);
    }

    /** @return oddities that belong to connections and not to exchanges */
    public Map<Code, Long> notes() {
        return notes;
    }
}
