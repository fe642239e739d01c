package io.github.pcap2http.tls;

import io.github.pcap2http.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * TLS secrets in the format of {@code SSLKEYLOGFILE} (RFC 9850): lines of a label, the client's random number, and a secret, in hex.
 * Knows for which connections there are secrets. Other lines are passed over.
 */
public final class KeyLog {
    /** Connections that are remembered; those of later lines are not. */
    static final int MAX_CONNECTIONS = 1 << 20;

    private static final int RANDOM_DIGITS = 64;

    private final Set<String> clientRandoms = new HashSet<>();   // in hex, lower case; strings, since these collide in vain

    /** @param lines whole ones; not kept */
    public void add(byte[] lines) {
        for (String line : (Iterable<String>) new String(lines, StandardCharsets.ISO_8859_1).lines()::iterator) {
            String[] words = line.strip().split(" +");
            if (words.length != 3 || words[0].startsWith("#") || words[1].length() != RANDOM_DIGITS) continue;
            if (words[1].chars().allMatch(HexFormat::isHexDigit) && clientRandoms.size() < MAX_CONNECTIONS) {
                clientRandoms.add(words[1].toLowerCase(Locale.ROOT));
            }
        }
    }

    /** @param clientRandom 32 bytes; null is never there */
    public boolean has(Bytes clientRandom) {
        return clientRandom != null && clientRandoms.contains(HexFormat.of().formatHex(clientRandom.toArray()));
    }
}
