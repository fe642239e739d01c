package io.github.pcap2http.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the files of a run hold beside packets, in one place for all of them: names of hosts, secrets, the count of interfaces. */
final class Extras {
    static final int MAX_NAMES = 100_000;
    static final int MAX_SECRETS = 64 << 20;   // bytes

    private final Map<String, String> hostNames = new LinkedHashMap<>();
    private final List<Secrets> secrets = new ArrayList<>();
    private long secretBytes;
    private int interfaces;

    /** @return the number for a new interface */
    int nextInterface() {
        return interfaces++;
    }

    /** The first name that an address was given stays. @return false when there are too many */
    boolean addName(String address, String name) {
        if (hostNames.size() >= MAX_NAMES && !hostNames.containsKey(address)) return false;
        hostNames.putIfAbsent(address, name);
        return true;
    }

    /** @return whether {@code length} more bytes of secrets may be kept */
    boolean hasRoomFor(long length) {
        return secretBytes + length <= MAX_SECRETS;
    }

    void add(Secrets found) {
        secrets.add(found);
        secretBytes += Math.max(found.bytes().length, 64);   // bounds the count of empty ones too
    }

    Map<String, String> hostNames() {
        return hostNames;
    }

    List<Secrets> secrets() {
        return secrets;
    }
}
