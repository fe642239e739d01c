package io.github.pcap2http.check;

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

    /** @return three lines without a last line end: the expression, a caret below the place, the message */
    public String caret() {
        StringBuilder shown = new StringBuilder(expression.length());
        for (char c : expression.toCharArray()) shown.append(Character.isISOControl(c) ? ' ' : c);
        return shown + "\n" + " ".repeat(position) + "^\n" + getMessage();
    }
}
