package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Request;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Values of a request that hardly occur in another one by chance: ids, tokens, keys, in whatever field. They are told by their looks,
 * long and with digits; that they really are unique must be found by comparing requests. Names do not matter, since proxies hand values on
 * under other names; but fields that say what kind of client it is, or what it wants to have, are the same in many requests.
 */
final class Marks {
    private static final int LEAST_VALUE = 8;      // characters of a whole field value
    private static final int LEAST_PIECE = 16;     // characters of a part of one, such as the trace id of a traceparent
    private static final int LONGEST = 4096;
    private static final int MOST = 64;            // of one request

    /** Fields in which equal values mean nothing: the client's kind, its wishes, the connection, the framing, the route. */
    private static final Set<String> COMMON = Set.of("host", "user-agent", "accept", "accept-encoding", "accept-language", "accept-charset",
        "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "upgrade-insecure-requests",
        "content-type", "content-length", "content-encoding", "cache-control", "pragma", "range", "date", "expect", "origin", "referer", "dnt",
        "if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range", "max-forwards", "priority",
        "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-server", "forwarded", "via",
        "x-real-ip", "client-ip", "x-requested-with");

    /** By length: a name is compared with few, and without a copy of it in lower case. */
    private static final String[][] COMMON_OF_LENGTH = new String[32][];

    static {
        Arrays.fill(COMMON_OF_LENGTH, new String[0]);
        for (String name : COMMON) {
            String[] others = COMMON_OF_LENGTH[name.length()];
            COMMON_OF_LENGTH[name.length()] = Arrays.copyOf(others, others.length + 1);
            COMMON_OF_LENGTH[name.length()][others.length] = name;
        }
    }

    private Marks() { }

    /** @return each value, and the name of the field that it stands in */
    static Map<String, String> of(Request head) {
        Map<String, String> marks = null;   // mostly none
        for (Field field : head.fields()) {
            String value = field.value();
            if (value.length() < LEAST_VALUE || value.length() > LONGEST || !telling(value, LEAST_VALUE) || common(field.name())) continue;
            if (marks == null) marks = new LinkedHashMap<>();
            put(marks, value, field.name());
            if (value.length() >= LEAST_PIECE) pieces(value, field.name(), marks);
        }
        return marks == null ? Map.of() : marks;
    }

    private static boolean common(String name) {
        if (name.length() < COMMON_OF_LENGTH.length) {
            for (String one : COMMON_OF_LENGTH[name.length()]) {
                if (one.charAt(0) == (name.charAt(0) | 0x20) && one.equalsIgnoreCase(name)) return true;
            }
        }
        return name.length() > 4 && (name.charAt(0) | 0x20) == 's' && name.regionMatches(true, 0, "sec-", 0, 4);
    }

    /** Between what is neither letter nor digit. */
    private static void pieces(String value, String name, Map<String, String> marks) {
        int from = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i < value.length() && (digit(value.charAt(i)) || letter(value.charAt(i)))) continue;
            if (i - from >= LEAST_PIECE) {
                String piece = value.substring(from, i);
                if (telling(piece, LEAST_PIECE)) put(marks, piece, name);
            }
            from = i + 1;
        }
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static void put(Map<String, String> marks, String value, String name) {
        if (marks.size() < MOST) marks.putIfAbsent(value, name);
    }

    private static boolean telling(String value, int least) {
        if (value.length() < least) return false;
        int i = 0;
        while (i < value.length() && !digit(value.charAt(i))) i++;
        return i < value.length();
    }
}
