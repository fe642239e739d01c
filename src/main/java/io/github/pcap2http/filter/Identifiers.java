package io.github.pcap2http.filter;

import java.util.Locale;

/** What the qualifiers ask about: addresses, ports and protocols, as numbers or names. */
final class Identifiers {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SCTP = 132;

    private final Unit unit;
    private final Tokens tokens;
    private final Addresses addresses;
    private final Ports ports;
    private final Protocols protocols;

    Identifiers(Unit unit, Tokens tokens, Addresses addresses, Ports ports, Protocols protocols) {
        this.unit = unit;
        this.tokens = tokens;
        this.addresses = addresses;
        this.ports = ports;
        this.protocols = protocols;
    }

    /** @return whether a token can be one, numbers aside */
    static boolean isOne(Token token) {
        return switch (token.kind()) {
            case NAME, IPV4, IPV6, ETHERNET, ARCNET -> true;
            default -> false;
        };
    }

    /** Takes the next token, and a mask behind it. @param qualifiers what was said before it, or is inherited */
    Condition next(Qualifiers qualifiers) throws FilterException {
        Token token = tokens.take();
        unit.at(token);
        if (qualifiers.kind() == Qualifiers.Kind.NONE) return bare(token.text());
        return switch (token.kind()) {
            case NAME -> name(qualifiers, token.text());
            case IPV4 -> ipv4(qualifiers, token.text());
            case IPV6 -> ipv6(qualifiers, token.text());
            case ETHERNET -> ethernet(qualifiers, token.text());
            default -> unit.wrong("'" + token.text() + "' is an ARCnet address, and ARCnet is not supported");
        };
    }

    private Condition bare(String text) {
        return unit.wrong("'" + text + "' needs a word before it that says what it is: host, net, port, proto, ...");
    }

    Condition number(Qualifiers qualifiers, Token token, int number) {
        unit.at(token);
        return switch (qualifiers.kind()) {
            case NONE -> bare(token.text());
            case ADDRESS, HOST -> addresses.ip(qualifiers, number, -1);
            case NET -> network(qualifiers, number);
            case PORT, PORT_RANGE -> port(qualifiers, Integer.toUnsignedLong(number), Integer.toUnsignedLong(number), 0);
            case PROTOCOL -> protocols.numbered(qualifiers.protocol(), number);
            case PROTOCOL_CHAIN -> protocols.chain(qualifiers.protocol(), number);
            case GATEWAY -> gateway();
        };
    }

    /** The first of the four parts that is not 0 moves to the front: {@code net 10} is 10.0.0.0/8. */
    private Condition network(Qualifiers qualifiers, int number) {
        int address = number;
        int mask = -1;
        while (address != 0 && (address & 0xff000000) == 0) {
            address <<= 8;
            mask <<= 8;
        }
        return addresses.ip(qualifiers, address, mask);
    }

    private Condition gateway() {
        return unit.wrong("'gateway' needs names to be looked up, which is not done; write 'ether host MAC and not host ADDRESS'");
    }

    private Condition name(Qualifiers qualifiers, String name) {
        Protocol protocol = qualifiers.protocol();
        return switch (qualifiers.kind()) {
            case ADDRESS, HOST -> protocol == Protocol.LINK
                ? unit.wrong("names of Ethernet addresses are not looked up; write the address of '" + name + "'")
                : unit.wrong("host names are not looked up; write the address of '" + name + "'");
            case NET -> unit.wrong("names of networks are not looked up; write '" + name + "' as an address, such as 192.0.2.0/24");
            case PORT -> namedPort(qualifiers, name);
            case PORT_RANGE -> range(qualifiers, name);
            case PROTOCOL, PROTOCOL_CHAIN -> namedProtocol(qualifiers, name);
            case NONE, GATEWAY -> gateway();
        };
    }

    private Condition namedPort(Qualifiers qualifiers, String name) {
        int[] port = portOf(name);
        return port == null ? unknownPort(name) : port(qualifiers, port[0], port[0], port[1]);
    }

    private Condition unknownPort(String name) {
        return unit.wrong("unknown port '" + name + "'; write its number");
    }

    /** Two numbers or names with a hyphen between them. */
    private Condition range(Qualifiers qualifiers, String text) {
        int hyphen = text.indexOf('-');
        if (hyphen < 0) return unit.wrong("'portrange' needs two ports with a hyphen between them, such as 8000-8080");
        int[] first = portOf(text.substring(0, hyphen));
        int[] last = portOf(text.substring(hyphen + 1));
        if (first == null) return unknownPort(text.substring(0, hyphen));
        if (last == null) return unknownPort(text.substring(hyphen + 1));
        return port(qualifiers, Math.min(first[0], last[0]), Math.max(first[0], last[0]), first[1] == last[1] ? first[1] : 0);
    }

    /** @return the port, and the IP protocol that it is of, 0 for any; null when it is not known */
    private static int[] portOf(String text) {
        if (text.matches("[0-9]+")) return new int[] {text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text), 0};
        int tcp = Names.port(text, "tcp");
        int udp = Names.port(text, "udp");
        if (tcp < 0 && udp < 0) return null;
        if (tcp < 0) return new int[] {udp, UDP};
        return new int[] {tcp, tcp == udp ? 0 : TCP};
    }

    /** @param nameOf IP protocol that the name of the port belongs to; 0 for any */
    private Condition port(Qualifiers qualifiers, long low, long high, int nameOf) {
        Protocol protocol = qualifiers.protocol();
        if (protocol != null && protocol != Protocol.TCP && protocol != Protocol.UDP && protocol != Protocol.SCTP) {
            return unit.wrong("'" + protocol.word() + "' has no ports; 'port' and 'portrange' go with tcp, udp or sctp, or stand alone");
        }
        if (high > 65535) return unit.wrong("a port is at most 65535");
        int number = protocol == null ? nameOf : protocol.numbers[0];
        if (nameOf != 0 && nameOf != number) return unit.wrong("this is a port of " + name(nameOf) + ", not of " + name(number));
        return ports.port(number, qualifiers.direction(), (int) low, (int) high);
    }

    private static String name(int protocol) {
        return protocol == TCP ? "tcp" : protocol == UDP ? "udp" : protocol == SCTP ? "sctp" : String.valueOf(protocol);
    }

    private Condition namedProtocol(Qualifiers qualifiers, String name) {
        Protocol over = qualifiers.protocol();
        int number = -1;
        if (over == null || over == Protocol.IP || over == Protocol.IP6) number = Names.ipProtocol(name);
        else if (over == Protocol.LINK) number = Names.linkProtocol(name);
        else if (over == Protocol.ISO) number = isoProtocol(name);
        if (number < 0) return unit.wrong("unknown protocol '" + name + "'; write its number");
        return qualifiers.kind() == Qualifiers.Kind.PROTOCOL ? protocols.numbered(over, number) : protocols.chain(over, number);
    }

    private static int isoProtocol(String name) {
        return switch (name) {
            case "esis", "isis", "clnp" -> Protocol.valueOf(name.toUpperCase(Locale.ROOT)).numbers[0];
            default -> -1;
        };
    }

    /** An address whose missing parts are those behind it: {@code net 192.168} is 192.168.0.0/16. */
    private Condition ipv4(Qualifiers qualifiers, String text) throws FilterException {
        String mask = tokens.takeIf("mask") ? maskText() : null;
        Token prefix = tokens.takeIf("/") ? prefix() : null;
        if (!isAddress(qualifiers)) return noAddress(qualifiers);
        int[] parts = Numbers.ipv4(text);
        if (qualifiers.protocol() == Protocol.DECNET) return unit.wrong("DECnet addresses are not supported");
        if (parts == null) return unit.wrong("'" + text + "' is no IPv4 address");
        int address = left(parts);
        if (mask == null && prefix == null) {
            if (qualifiers.protocol() == Protocol.LINK) return unit.wrong("'ether' needs an Ethernet address, such as 00:00:5e:00:53:01");
            return addresses.ip(qualifiers, address, -1 << 32 - 8 * parts.length);
        }
        int bits;
        if (mask != null) {
            int[] maskParts = Numbers.ipv4(mask);
            if (maskParts == null) return unit.wrong("'" + mask + "' is no mask");
            bits = left(maskParts);
        } else {
            long length = Integer.toUnsignedLong(prefix.number());
            if (length > 32) return unit.wrong("an IPv4 prefix is at most 32 bits long");
            bits = length == 0 ? 0 : -1 << 32 - length;
        }
        if ((address & ~bits) != 0) return unit.wrong("'" + text + "' has bits set that its mask does not cover");
        if (qualifiers.kind() != Qualifiers.Kind.NET) return unit.wrong("masks and prefixes go with 'net' only; write 'net " + text + "/...'");
        return addresses.ip(qualifiers, address, bits);
    }

    private String maskText() throws FilterException {
        if (tokens.peek().kind() != Token.Kind.IPV4) throw tokens.wrong("expected a mask, such as 255.255.255.0");
        return tokens.take().text();
    }

    private Token prefix() throws FilterException {
        if (tokens.peek().kind() != Token.Kind.NUMBER) throw tokens.wrong("expected the length of a prefix");
        return tokens.take();
    }

    private static int left(int[] parts) {
        int address = 0;
        for (int i = 0; i < parts.length; i++) address |= parts[i] << 24 - 8 * i;
        return address;
    }

    private Condition ipv6(Qualifiers qualifiers, String text) throws FilterException {
        Token length = tokens.takeIf("/") ? prefix() : null;
        if (!isAddress(qualifiers)) return noAddress(qualifiers);
        byte[] address = Ipv6Text.parse(text);
        if (address == null) return unit.wrong("'" + text + "' is no IPv6 address");
        long prefix = length == null ? 128 : Integer.toUnsignedLong(length.number());
        if (prefix > 128) return unit.wrong("an IPv6 prefix is at most 128 bits long");
        if (Addresses.beyondPrefix(address, (int) prefix)) return unit.wrong("'" + text + "' has bits set behind its prefix");
        if (qualifiers.kind() != Qualifiers.Kind.NET && prefix != 128) return unit.wrong("prefixes go with 'net' only; write 'net " + text + "/...'");
        return addresses.ip6(qualifiers, address, (int) prefix);
    }

    private Condition ethernet(Qualifiers qualifiers, String text) {
        if (!isAddress(qualifiers) || qualifiers.kind() == Qualifiers.Kind.NET) return noAddress(qualifiers);
        if (qualifiers.protocol() != Protocol.LINK) return unit.wrong("an Ethernet address needs 'ether' before it: 'ether host " + text + "'");
        return addresses.ethernet(qualifiers.direction(), Numbers.ethernet(text));
    }

    private static boolean isAddress(Qualifiers qualifiers) {
        return switch (qualifiers.kind()) {
            case ADDRESS, HOST, NET -> true;
            default -> false;
        };
    }

    private Condition noAddress(Qualifiers qualifiers) {
        return unit.wrong("'" + qualifiers.kindName() + "' does not go with this address; write host or net before it");
    }
}
