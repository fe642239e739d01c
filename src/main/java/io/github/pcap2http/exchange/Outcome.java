package io.github.pcap2http.exchange;

/** How an exchange, or an attempt to connect, ended. */
public enum Outcome {
    COMPLETE("complete", ""),
    /** 101: what follows on the connection is another protocol. */
    UPGRADED("upgraded", ""),
    /** A CONNECT that was granted. */
    TUNNEL("tunnel", ""),
    /** The request is not whole, whether it was answered or not. */
    REQUEST_CUT("request-cut", "(request cut)"),
    RESPONSE_CUT("response-cut", "(response cut)"),
    /** The connection was reset before a response. */
    RESET("reset", "(reset before a response)"),
    /** The connection was closed, or the capture ended, before a response; or none could be proven to belong here. */
    NO_RESPONSE("no-response", "(no response)"),
    /** No request is known for this response. */
    RESPONSE_ONLY("response-only", "(no request seen)"),
    CONNECT_REFUSED("connect-refused", "(connection refused)"),
    /** The server reset the connection before the client had sent anything. */
    CONNECT_RESET("connect-reset", "(connection reset on accept)"),
    /** The SYN was repeated and never answered. */
    CONNECT_TIMEOUT("connect-timeout", "(connect timed out)"),
    /** The capture ended before the SYN was answered. */
    CONNECT_UNANSWERED("connect-unanswered", "(connect not answered)");

    private final String word;
    private final String error;

    Outcome(String word, String error) {
        this.word = word;
        this.error = error;
    }

    /** @return the stable name that outputs write */
    public String word() {
        return word;
    }

    /** @return a short text for people, in parentheses; empty where nothing failed */
    public String error() {
        return error;
    }

    /** @return whether this is an attempt to connect that never got as far as a request */
    public boolean connectFailed() {
        return ordinal() >= CONNECT_REFUSED.ordinal();
    }
}
