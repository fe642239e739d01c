package io.github.pcap2http.correlate;

/** How much of what happened at a time the capture has. */
enum Sight {
    /** All, as far as is known. */
    WHOLE,
    /** Packets are missing, and perhaps requests in them. */
    LOSSY,
    /** A request is missing, or may have been sent before the capture began. */
    HIDDEN
}
