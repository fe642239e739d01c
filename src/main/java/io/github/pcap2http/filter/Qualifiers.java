package io.github.pcap2http.filter;

/**
 * What stands before an address, a port or a protocol, and is inherited by the ones that follow it without.
 *
 * @param protocol null for any
 */
record Qualifiers(Protocol protocol, Direction direction, Kind kind) {
    /** Nothing to inherit: what follows a bare protocol or a comparison. */
    static final Qualifiers NONE = new Qualifiers(null, Direction.ANY, Kind.NONE);

    /** ANY: no direction was given, which means the same as EITHER where there is a source and a destination. */
    enum Direction {
        ANY, SOURCE, DESTINATION, EITHER, BOTH, ADDRESS_1, ADDRESS_2, ADDRESS_3, ADDRESS_4, RECEIVER, TRANSMITTER;

        boolean wlanOnly() {
            return compareTo(ADDRESS_1) >= 0;
        }
    }

    /** ADDRESS: a direction without a kind, which means host, or net for masks. */
    enum Kind { NONE, ADDRESS, HOST, NET, PORT, PORT_RANGE, PROTOCOL, PROTOCOL_CHAIN, GATEWAY }

    /** Words for messages: the kind as it is written. */
    String kindName() {
        return switch (kind) {
            case PORT -> "port";
            case PORT_RANGE -> "portrange";
            case PROTOCOL -> "proto";
            case PROTOCOL_CHAIN -> "protochain";
            case GATEWAY -> "gateway";
            case NET -> "net";
            default -> "host";
        };
    }
}
