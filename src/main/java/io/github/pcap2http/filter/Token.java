package io.github.pcap2http.filter;

/**
 * A piece of an expression.
 *
 * @param text as it is written, without the backslash of an escaped name
 * @param position of its first character in the expression
 * @param number value of a NUMBER, of 32 bits unsigned
 */
record Token(Kind kind, String text, int position, int number) {
    enum Kind {
        /** Words and signs that mean themselves. */
        WORD,
        /** A name that is no word of the language. */
        NAME,
        NUMBER,
        /** Two to four numbers with dots between them. */
        IPV4,
        IPV6,
        ETHERNET,
        /** An address of ARCnet: $5. */
        ARCNET,
        END
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equals(word);
    }
}
