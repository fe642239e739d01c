package io.github.pcap2http.redact;

import java.util.stream.IntStream;

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

    /** And other controls. */
    private static final String BLANKS = new String(IntStream.rangeClosed(0, ' ').toArray(), 0, ' ' + 1);

    /** @return whether it consists of parameters with ampersands between */
    boolean strict() {
        return this == URL || this == FORM;
    }

    /** @return whether {@code c} ends a value that has no quotes. @param depth how many encodings were taken off */
    boolean ends(char c, int depth) {
        return (strict() && depth > 0 ? TEXT : this).ends().indexOf(c) >= 0;
    }

    /** @return what ends a value that has no quotes */
    String ends() {
        return switch (this) {
            case URL -> "&#";
            case FORM -> "&";
            case FIELD -> BLANKS + "&\"'<>#`;";
            default -> BLANKS + "&\"'<>#`";
        };
    }
}
