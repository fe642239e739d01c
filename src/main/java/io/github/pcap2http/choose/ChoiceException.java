package io.github.pcap2http.choose;

/** A condition that cannot be meant. The message goes on after the condition's name and value, such as {@code is no status; ...}. */
public final class ChoiceException extends Exception {
    private static final long serialVersionUID = 1L;

    ChoiceException(String message) {
        super(message, null, false, false);
    }
}
