package io.github.pcap2http.socks;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Address;
import io.github.pcap2http.exchange.Endpoint;

/**
 * What a client asks of the proxy.
 *
 * <pre>
 * SOCKS 4   1 version, 1 command, 2 port, 4 address, user NUL; 4a: address 0.0.0.x, and host name NUL behind the user
 * SOCKS 5   1 version, 1 command, 1 reserved, 1 type, address, 2 port                              RFC 1928, section 4
 *           address by type: 1: 4 bytes, 3: 1+n host name, 4: 16 bytes                             RFC 1928, section 5
 * </pre>
 *
 * @param length in bytes
 * @param destination null when it is a name without a letter
 */
record Request(int length, int command, Endpoint destination) {
    static final int CONNECT = 1;
    static final int BIND = 2;
    static final int UDP_ASSOCIATE = 3;

    private static final int FIXED_4 = 8;
    private static final int FIXED_5 = 4;
    private static final int MAX_NAME = 255;   // of a user or a host

    /** @return 0: more bytes are needed; -1: this is no such request */
    static int length4(Bytes in) {
        if (in.length() < FIXED_4) return 0;
        int user = end(in, FIXED_4);
        if (user <= 0 || !hasName(in)) return user;
        int name = end(in, user);
        return name == user + 1 ? -1 : name;
    }

    /** @param in at least {@link #length4} bytes */
    static Request read4(Bytes in) {
        int length = length4(in);
        String host = hasName(in) ? in.latin1(end(in, FIXED_4), length - 1) : Address.text(in.slice(4, FIXED_4));
        return new Request(length, in.at(1), new Endpoint(host, in.uint16(2)));
    }

    /** SOCKS 4a: an address that cannot be one says that a name follows. */
    private static boolean hasName(Bytes in) {
        return in.int32(4) != 0 && (in.int32(4) & 0xffffff00) == 0;
    }

    /** @return behind the NUL that ends the text at {@code from}; 0 when it is not there yet; -1 when this is no text */
    private static int end(Bytes in, int from) {
        int i = from;
        while (i < in.length() && in.at(i) != 0) {
            if (in.uint8(i) < ' ' || i - from > MAX_NAME) return -1;
            i++;
        }
        return i == in.length() ? 0 : i + 1;
    }

    /** @return of a request or a reply; 0: more bytes are needed; -1: its address is of no known type */
    static int length5(Bytes in) {
        if (in.length() <= FIXED_5) return 0;
        int type = in.at(3);
        int address = type == 1 ? 4 : type == 3 ? 1 + in.uint8(FIXED_5) : type == 4 ? 16 : -1;
        if (address < 0) return -1;
        int length = FIXED_5 + address + 2;
        return in.length() < length ? 0 : length;
    }

    /** @param in at least {@link #length5} bytes */
    static Request read5(Bytes in) {
        int length = length5(in);
        int port = length - 2;
        String host = in.at(3) == 3 ? in.latin1(FIXED_5 + 1, port) : Address.text(in.slice(FIXED_5, port));
        return new Request(length, in.at(1), host.isEmpty() ? null : new Endpoint(host, in.uint16(port)));
    }
}
