package io.github.pcap2http.exchange;

/**
 * Who is behind the two ends of a connection, as was said on it before the first message: a proxy is in between.
 *
 * @param realClient who opened the connection that a proxy passes on, by a PROXY header; null when none was seen
 * @param destination where the client asked a SOCKS proxy to connect it to: an address, or a domain name as it was sent; null when
 *     nothing was asked
 */
public record Beyond(Endpoint realClient, Endpoint destination) {
    public static final Beyond NOTHING = new Beyond(null, null);

    Beyond withRealClient(Endpoint client) {
        return new Beyond(client, destination);
    }

    Beyond withDestination(Endpoint asked) {
        return new Beyond(realClient, asked);
    }
}
