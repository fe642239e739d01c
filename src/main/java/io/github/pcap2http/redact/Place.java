package io.github.pcap2http.redact;

/** What kind of text is looked into: it says where a value ends. */
enum Place {
    /** A URL or a part of one. */
    URL,
    /** A url-encoded form. */
    FORM,
    /** A form in parts. */
    PARTS,
    /** The value of a field. */
    FIELD,
    /** Any text, JSON as well. */
    TEXT,
    /** A program or a style sheet, in which {@code token=e.next()} is no secret. */
    SCRIPT;

    /** @return whether it consists of parameters with ampersands between */
    boolean strict() {
        return this == URL || this == FORM;
    }

    /** @return whether {@code c} ends a value that has no quotes. @param depth how many encodings were taken off */
    boolean ends(char c, int depth) {
        if (c == '&') return true;
        if (strict() && depth == 0) return c == '#' && this == URL;
        return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '#' || c == '`' || c == ';' && this == FIELD;
    }
}
