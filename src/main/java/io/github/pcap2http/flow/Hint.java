package io.github.pcap2http.flow;

/** What a server's port speaks, as somebody says who knows better than what is looked for. */
public enum Hint {
    HTTP1("http1"),
    TLS("tls"),
    /** Nothing that is of interest: its connections are counted and passed over. */
    NONE("none");

    private final String word;

    Hint(String word) {
        this.word = word;
    }

    /** @return the hint that is called {@code word}; null when none is */
    public static Hint named(String word) {
        for (Hint hint : values()) if (hint.word.equals(word)) return hint;
        return null;
    }
}
