package io.github.pcap2http.exchange;

/** The two ends of a connection. */
public enum Side {
    /** Who opened the connection, or, where that was not seen, who sends requests. */
    CLIENT,
    SERVER;

    public Side peer() {
        return this == CLIENT ? SERVER : CLIENT;
    }
}
