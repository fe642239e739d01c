package io.github.pcap2http.exchange;

import java.util.List;

/**
 * What is known of the connection that an exchange came over.
 *
 * @param firstFrame number of its first packet: its name in exchange ids; of a HAR the number that names it there, 0 where it has none
 * @param opened its first SYN; null when the capture began later
 * @param established end of the handshake; null when not seen
 * @param seen where its first packet was captured; the ends there are those of the connection
 * @param alsoSeen where else copies of its packets were captured so far, in order of the first of them
 * @param vantage which end is the host that captured; null when neither is, both are, or it is not known
 * @param beyond who is behind {@code client} and {@code server}, where proxies said so
 */
public record Connection(long firstFrame, Moment opened, Moment established, Sighting seen, List<Sighting> alsoSeen, Vantage vantage,
                         Beyond beyond) {
    public Endpoint client() {
        return seen.client();
    }

    public Endpoint server() {
        return seen.server();
    }

    /** @return whom a proxy before the server speaks for; null when none said so */
    public Endpoint realClient() {
        return beyond.realClient();
    }

    /** @return where a SOCKS proxy was asked to connect to, which then is not {@link #server()}; null when none was asked */
    public Endpoint destination() {
        return beyond.destination();
    }

    /** @return the same, but for who is behind its ends */
    public Connection with(Beyond other) {
        return other == beyond || other.equals(beyond) ? this : new Connection(firstFrame, opened, established, seen, alsoSeen, vantage, other);
    }
}
