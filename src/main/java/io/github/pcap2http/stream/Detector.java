package io.github.pcap2http.stream;

import io.github.pcap2http.bytes.Bytes;

/** Tells from the first bytes that one side sent whether a connection speaks a certain protocol. Has no state. */
public interface Detector {
    /** What the bytes so far say. */
    enum Verdict {
        /** They cannot be this protocol, whatever follows. */
        NO,
        /** They can be; more bytes would tell. */
        MAYBE,
        /** They are, and who sent them is the client. */
        CLIENT,
        /** They are, and who sent them is the server. */
        SERVER
    }

    /**
     * @param first what one side sent from some possible start on, at least one byte
     * @param cut whether what comes next is missing: say what is most likely, not {@code MAYBE}
     */
    Verdict look(Bytes first, boolean cut);

    /** @return false when {@link #look} says no to all that begins with {@code first} */
    default boolean mayBegin(byte first) {
        return look(Bytes.of(new byte[] {first}), false) != Verdict.NO;
    }
}
