package io.github.pcap2http.http1;

import io.github.pcap2http.exchange.Code;

/** Bytes that a parser cannot follow. Thrown inside this room, caught by the reader that owns the parser; has no stack trace. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;

    Malformed(Code code) {
        super(code.meaning(), null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
