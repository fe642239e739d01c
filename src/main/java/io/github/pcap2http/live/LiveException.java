package io.github.pcap2http.live;

import java.io.IOException;
import java.util.List;

/** Why packets cannot be captured here. The message is one line: what is wrong, and what to do about it. */
public final class LiveException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String unknown;
    private final transient List<String> known;

    LiveException(String message) {
        this(message, null, List.of());
    }

    private LiveException(String message, String unknown, List<String> known) {
        super(message);
        this.unknown = unknown;
        this.known = known;
    }

    static LiveException noInterface(String name, List<String> known) {
        return new LiveException("there is no interface " + name, name, known);
    }

    /** @return name of an interface that is none; null when something else is wrong */
    public String unknownInterface() {
        return unknown;
    }

    /** @return names of interfaces that there are, when one is not known; else empty */
    public List<String> interfaces() {
        return known;
    }
}
