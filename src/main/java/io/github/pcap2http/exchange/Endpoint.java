package io.github.pcap2http.exchange;

/**
 * An address and a port, as on the wire.
 *
 * @param address IPv4 in dotted form, or IPv6 as RFC 5952 writes it, without brackets; for a host that is only spoken of, as in
 *     {@link Beyond#destination()}, also a domain name as it was sent, one character for each byte
 * @param port 0 to 65535
 */
public record Endpoint(String address, int port) {
    /** @return {@code 192.0.2.1:80} or {@code [2001:db8::1]:80} */
    @Override
    public String toString() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
