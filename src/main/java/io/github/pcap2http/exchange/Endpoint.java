package io.github.pcap2http.exchange;

/**
 * An address and a port, as on the wire.
 *
 * @param address IPv4 in dotted form, or IPv6 as RFC 5952 writes it, without brackets; for a host that is only spoken of, as in
 *     {@link Beyond#destination()} or by a HAR, also a domain name as it was sent, one character for each byte
 * @param port 0 to 65535
 */
public record Endpoint(String address, int port) {
    /** An end that nothing is known of, as a HAR's client is. */
    public static final Endpoint UNKNOWN = new Endpoint("", 0);

    /** @return whether there is an IP address */
    public boolean isAddress() {
        return address.indexOf(':') >= 0 || !address.isEmpty() && isIpv4();
    }

    private boolean isIpv4() {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) return false;
        }
        return true;
    }

    /** Written out, as {@link #hashCode} is: what a record has by itself is put together at run time, when it is first called, which takes a while. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint end && port == end.port && address.equals(end.address);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + port;
    }

    /** @return {@code 192.0.2.1:80} or {@code [2001:db8::1]:80} */
    @Override
    public String toString() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
