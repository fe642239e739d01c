package io.github.pcap2http.check;

import io.github.pcap2http.typed.Caret;

/** An expression that cannot be meant. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expression;
    private final int position;

    ExpressionException(String expression, int position, String message) {
        super(message, null, false, false);
        this.expression = expression;
        this.position = position;
    }

    /** @return where in the expression, in characters from 0; its length when the end came too early */
    public int position() {
        return position;
    }

    /** @return as {@link Caret#under} */
    public String caret() {
        return Caret.under(expression, position, getMessage());
    }
}
