package io.github.pcap2http.cli;

/** A command line that cannot be meant. The message is one line: what is wrong and what would be right. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
