package io.github.pcap2http.blot;

/** What is known of a byte that was sent. */
final class Mark {
    /** Nothing: it goes. */
    static final byte GOES = 0;
    /** It stays, if it is the one that was found. */
    static final byte STAYS = 1;
    /** A carriage return takes its place; so a {@link #LF line feed}. */
    static final byte CR = 2;
    static final byte LF = 3;

    /** It goes, and is known to be part of a message. */
    static final byte TAKEN = 4;

    private Mark() { }
}
