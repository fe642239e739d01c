package io.github.pcap2http.filter;

import java.util.List;

/** The tokens of an expression and where the parser is. */
final class Tokens {
    private final List<Token> all;
    private final Unit unit;
    private int next;

    Tokens(List<Token> all, Unit unit) {
        this.all = all;
        this.unit = unit;
    }

    Token peek() {
        return all.get(next);
    }

    /** @return the token behind {@link #peek}; the END again at the end */
    Token second() {
        return all.get(Math.min(next + 1, all.size() - 1));
    }

    /** Goes on; the END stays. */
    Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) next++;
        return token;
    }

    boolean takeIf(String word) {
        if (!peek().is(word)) return false;
        take();
        return true;
    }

    void expect(String word, String message) throws FilterException {
        if (!takeIf(word)) throw wrong(message);
    }

    /** @param what what the number is, such as "a length" */
    int number(String what) throws FilterException {
        if (peek().kind() != Token.Kind.NUMBER) throw wrong("expected " + what);
        return take().number();
    }

    /** @return a number that may stand here, also in parentheses, of 32 bits unsigned; -1 when there is none */
    long optionalNumber() throws FilterException {
        int depth = 0;
        while (takeIf("(")) depth++;
        if (depth == 0 && peek().kind() != Token.Kind.NUMBER) return -1;
        long number = number("a number") & 0xffffffffL;
        for (; depth > 0; depth--) expect(")", "expected ')' behind the number");
        return number;
    }

    /** That the next token cannot stand here. */
    FilterException wrong(String message) {
        Token token = peek();
        String found = token.kind() == Token.Kind.END ? "the expression ends here" : "'" + token.text() + "' cannot stand here";
        return unit.syntax(token, found + ": " + message);
    }
}
