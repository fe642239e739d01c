package io.github.pcap2http.correlate;

/** A host and the end of a target: by these, relatives are looked up. */
final class Place {
    private final Host host;
    private final String tail;
    private final int hash;

    Place(Host host, String tail) {
        this.host = host;
        this.tail = tail;
        this.hash = 31 * host.hashCode() + tail.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place p && hash == p.hash && tail.equals(p.tail) && host.equals(p.host);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
