package io.github.pcap2http.exchange;

/** One oddity. @param detail what and where, for a person; may be empty; from the wire, so not to be shown unescaped */
public record Diagnostic(Code code, Moment at, String detail) {
    private static final int MAX_DETAIL = 200;

    public Diagnostic {
        if (detail.length() > MAX_DETAIL) detail = detail.substring(0, MAX_DETAIL - 3) + "...";
    }
}
