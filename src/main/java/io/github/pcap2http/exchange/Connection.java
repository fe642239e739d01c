package io.github.pcap2http.exchange;

import java.util.List;

/**
 * What is known of the connection that an exchange came over.
 *
 * @param firstFrame number of its first packet: its name in exchange ids
 * @param opened its first SYN; null when the capture began later
 * @param established end of the handshake; null when not seen
 * @param seen where its first packet was captured; the ends there are those of the connection
 * @param alsoSeen where else copies of its packets were captured so far, in order of the first of them
 */
public record Connection(long firstFrame, Moment opened, Moment established, Sighting seen, List<Sighting> alsoSeen) {
    public Endpoint client() {
        return seen.client();
    }

    public Endpoint server() {
        return seen.server();
    }
}
