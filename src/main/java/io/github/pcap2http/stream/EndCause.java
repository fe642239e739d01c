package io.github.pcap2http.stream;

/** Why no more bytes of a side come. */
public enum EndCause {
    /** The side closed in order (TCP FIN). */
    FIN,
    /** One of the two sides broke the connection off (TCP RST). */
    RST,
    /** Nothing was heard for so long that the connection was given up, or its ports were used for a new one. */
    IDLE,
    /** The capture ended first. */
    CAPTURE_END,
    /** This program could not go on with the connection. */
    GAVE_UP
}
