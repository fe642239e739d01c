package io.github.pcap2http.capture;

import java.io.IOException;

/** An input that is not a capture, or none that can be read. The message is one line: which input, what is wrong, what to do. */
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1L;

    CaptureException(String message) {
        super(message);
    }
}
