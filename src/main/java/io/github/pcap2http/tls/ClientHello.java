package io.github.pcap2http.tls;

import io.github.pcap2http.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a client says first (RFC 8446, section 4.1.2), as far as it tells where the connection goes.
 *
 * @param random 32 bytes that name the connection in a key log; null when they are not there
 * @param serverName the host that it asks for, in lower case (RFC 6066, section 3); null when it names none, or none that can be one
 * @param protocols what it offers to speak inside, first choice first (RFC 7301); empty when it does not say
 */
record ClientHello(Bytes random, String serverName, List<String> protocols) {
    static final ClientHello UNSEEN = new ClientHello(null, null, List.of());

    private static final int RANDOM = 6;
    private static final int BEFORE_SESSION = 38;   // type, length, version, random
    private static final int SERVER_NAME = 0;       // an extension
    private static final int ALPN = 16;
    private static final int MAX_PROTOCOLS = 16;

    /**
     * <pre>
     * 1 type, 3 length, 2 version, 32 random, 1+n session id, 2+n cipher suites, 1+n compression methods, 2 length of all extensions,
     * extensions: 2 type, 2+n data
     * </pre>
     *
     * @param message the handshake message from its type on; of one that is not whole, what is there is read
     */
    static ClientHello read(Bytes message) {
        int at = behind(message, BEFORE_SESSION, 1);
        at = behind(message, at, 2);
        at = behind(message, at, 1) + 2;
        String serverName = null;
        List<String> protocols = List.of();
        while (at + 4 <= message.length()) {
            int end = behind(message, at + 2, 2);
            Bytes data = message.slice(at + 4, Math.min(end, message.length()));
            if (message.uint16(at) == SERVER_NAME) serverName = serverName(data);
            if (message.uint16(at) == ALPN) protocols = protocols(data);
            at = end;
        }
        Bytes random = message.length() < BEFORE_SESSION ? null : message.slice(RANDOM, BEFORE_SESSION).copy();
        return new ClientHello(random, serverName, protocols);
    }

    /** @return where what has its length in {@code size} bytes at {@code at} ends; beyond all bytes when its length is not there */
    private static int behind(Bytes message, int at, int size) {
        if (at + size > message.length()) return message.length();
        return at + size + (size == 1 ? message.uint8(at) : message.uint16(at));
    }

    /** 2 length of the list, then 1 type (0: host name), 2+n name. */
    private static String serverName(Bytes list) {
        if (list.length() < 5 || list.at(2) != 0) return null;
        int end = 5 + list.uint16(3);
        if (end > list.length()) return null;
        String name = list.latin1(5, end).toLowerCase(Locale.ROOT);
        boolean host = !name.isEmpty() && name.length() <= 255 && isPrintable(name);
        return host ? name : null;
    }

    /** 2 length of the list, then 1+n names. */
    private static List<String> protocols(Bytes list) {
        List<String> names = new ArrayList<>();
        int at = 2;
        while (at < list.length() && names.size() < MAX_PROTOCOLS) {
            int end = behind(list, at, 1);
            if (end > list.length()) break;
            String name = list.latin1(at + 1, end);
            boolean printable = !name.isEmpty() && isPrintable(name);
            if (printable) names.add(name);   // others are noise on purpose (RFC 8701)
            at = end;
        }
        return List.copyOf(names);
    }

    private static boolean isPrintable(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (ascii.charAt(i) <= ' ' || ascii.charAt(i) >= 0x7f) return false;
        }
        return true;
    }
}
