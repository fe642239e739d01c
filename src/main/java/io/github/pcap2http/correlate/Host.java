package io.github.pcap2http.correlate;

/** A host, as {@link Hosts} names it, and how many of the requests that are {@link Present} it has to do with. */
final class Host {
    final String name;
    final boolean loopback;   // the name is an address of the loopback network
    boolean captured;   // the name is an address of the host that captured
    boolean asks;     // some connection is from it, or from the address that is its name
    boolean serves;   // some connection is to it
    int served;   // requests that went to it; this and the next one: while they are counted
    int sent;     // requests that came from it, or from the address that is its name, whatever host that was

    Host(String name) {
        this.name = name;
        this.loopback = loopback(name);
    }

    static boolean loopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.startsWith("::ffff:127.");
    }

    boolean idle() {
        return served == 0 && sent == 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Host host && name.equals(host.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
