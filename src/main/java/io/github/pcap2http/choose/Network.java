package io.github.pcap2http.choose;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Sighting;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/** An end of connections: an address or a network of them, a name of a host, a port, or both. */
final class Network {
    private final byte[] address;   // 4 or 16 bytes; null: any
    private final int bits;         // of the address that count
    private final Glob name;        // of hosts; null: the address tells
    private final int port;         // -1: any

    private Network(byte[] address, int bits, Glob name, int port) {
        this.address = address;
        this.bits = bits;
        this.name = name;
        this.port = port;
    }

    /** @param text such as {@code 10.0.0.1}, {@code 10.0.0.0/8}, {@code 2001:db8::/32}, {@code [2001:db8::1]:443}, {@code 10.0.0.1:80}, {@code :80}, {@code 80}, {@code *.test:80} */
    static Network of(String text) throws ChoiceException {
        if (text.matches(":?\\d+")) return new Network(null, 0, null, port(text.substring(text.startsWith(":") ? 1 : 0)));
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) throw new ChoiceException("lacks a ']'");
            String rest = text.substring(end + 1);
            if (!rest.isEmpty() && !rest.startsWith(":")) throw new ChoiceException("has more behind the ']' than a ':' and a port");
            return host(text.substring(1, end), rest.isEmpty() ? -1 : port(rest.substring(1)));
        }
        int colon = text.indexOf(':');
        boolean withPort = colon >= 0 && colon == text.lastIndexOf(':');
        return withPort ? host(text.substring(0, colon), port(text.substring(colon + 1))) : host(text, -1);
    }

    private static int port(String text) throws ChoiceException {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65535) throw new ChoiceException("has the port '" + text + "', and ports are 0 to 65535");
        return port;
    }

    private static Network host(String text, int port) throws ChoiceException {
        int slash = text.indexOf('/');
        byte[] address = AddressText.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null && (slash >= 0 || text.indexOf(':') >= 0 || text.matches("[\\d.]+"))) {
            throw new ChoiceException("is no address; write one as 10.0.0.1, 10.0.0.0/8, 2001:db8::1, 2001:db8::/32, 10.0.0.1:80, [2001:db8::1]:80, :80, or the name of a host");
        }
        if (address == null) return new Network(null, 0, new Glob(text, true), port);
        int most = address.length * 8;
        String prefix = slash < 0 ? "" : text.substring(slash + 1);
        int bits = slash < 0 ? most : prefix.matches("\\d{1,3}") ? Integer.parseInt(prefix) : -1;
        if (bits < 0 || bits > most) throw new ChoiceException("has the prefix '" + prefix + "', and that is 0 to " + most);
        return new Network(address, bits, null, port);
    }

    /** @param first the side in question, of where a connection was seen. @param told whom a proxy spoke of instead; may give null */
    boolean matches(Connection connection, Function<Sighting, Endpoint> first, Function<Connection, Endpoint> told, Setting setting) {
        if (matches(first.apply(connection.seen()), setting)) return true;
        Endpoint behind = told.apply(connection);
        if (behind != null && matches(behind, setting)) return true;
        for (Sighting sighting : connection.alsoSeen()) {
            if (matches(first.apply(sighting), setting)) return true;
        }
        return false;
    }

    private boolean matches(Endpoint end, Setting setting) {
        if (port >= 0 && end.port() != port) return false;
        if (name != null) {
            String known = setting.hostNames().get(end.address());
            return known != null && name.matches(known.toLowerCase(Locale.ROOT)) || name.matches(end.address());
        }
        return address == null || within(AddressText.parse(end.address()));
    }

    private boolean within(byte[] other) {
        if (other == null || other.length != address.length) return false;
        int whole = bits / 8;
        if (!Arrays.equals(address, 0, whole, other, 0, whole)) return false;
        return bits % 8 == 0 || (address[whole] ^ other[whole]) >> 8 - bits % 8 == 0;
    }
}
