package io.github.pcap2http.slice;

import io.github.pcap2http.packet.Segment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which lines of key logs (RFC 9850) the chosen connections need: a TLS connection is named there by its client's random number. */
final class Keys {
    private static final int MOST = 100_000;   // connections that are remembered
    private static final int RANDOM = 32;      // bytes
    private static final int RANDOM_AT = 11;   // behind record header, message header and version

    private final Map<String, List<Long>> hellos = new HashMap<>();
    private int count;

    /*  0 record type: 22   1 version: 3, x   3 length   5 message: 1   6 length   9 version   11 random   (RFC 8446, sections 4.1.2 and 5.1)  */

    /** Looks whether a segment begins a TLS connection, be it in a tunnel. */
    void look(Segment segment, long connection) {
        if (segment.payloadLength() < RANDOM_AT + RANDOM) return;
        byte[] bytes = segment.array();
        int at = segment.payloadOffset();
        if (bytes[at] != 22 || bytes[at + 1] != 3 || bytes[at + 5] != 1 || count == MOST) return;
        String random = HexFormat.of().formatHex(bytes, at + RANDOM_AT, at + RANDOM_AT + RANDOM);
        hellos.computeIfAbsent(random, name -> new ArrayList<>(1)).add(connection);
        count++;
    }

    /** @param logs in the format of {@code SSLKEYLOGFILE}. @return the lines that are needed, each once; mostly empty */
    byte[] needed(List<byte[]> logs, Connections connections) {
        ByteArrayOutputStream needed = new ByteArrayOutputStream();
        Set<String> written = new HashSet<>();
        for (byte[] log : logs) {
            for (String line : (Iterable<String>) new String(log, StandardCharsets.ISO_8859_1).lines()::iterator) {
                String[] words = line.strip().split(" +");
                if (words.length != 3 || !hellos.containsKey(words[1].toLowerCase(Locale.ROOT))) continue;
                boolean chosen = hellos.get(words[1].toLowerCase(Locale.ROOT)).stream().anyMatch(connections::has);
                if (chosen && written.add(line.strip())) needed.writeBytes((line.strip() + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return needed.toByteArray();
    }
}
