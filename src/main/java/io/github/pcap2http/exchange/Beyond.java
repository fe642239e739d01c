package io.github.pcap2http.exchange;

import java.util.Objects;

/**
 * Who is behind the two ends of a connection, as was said on it before the first message: a proxy is in between.
 *
 * @param realClient who opened the connection that a proxy passes on, by a PROXY header; null when none was seen
 * @param destination where the client asked a SOCKS proxy to connect it to: an address, or a domain name as it was sent; null when
 *     nothing was asked
 */
public record Beyond(Endpoint realClient, Endpoint destination) {
    public static final Beyond NOTHING = new Beyond(null, null);

    @Override
    public boolean equals(Object other) {
        return other instanceof Beyond beyond && Objects.equals(realClient, beyond.realClient) && Objects.equals(destination, beyond.destination);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(realClient) + Objects.hashCode(destination);
    }

    Beyond withRealClient(Endpoint client) {
        return new Beyond(client, destination);
    }

    Beyond withDestination(Endpoint asked) {
        return new Beyond(realClient, asked);
    }
}
