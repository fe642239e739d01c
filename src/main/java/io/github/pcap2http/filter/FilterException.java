package io.github.pcap2http.filter;

/** An expression that is no filter. The message is one line: what is wrong, and what to write instead. */
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int WIDTH = 120;   // characters of the expression that are shown at most

    private final String expression;
    private final int position;

    FilterException(String expression, int position, String message) {
        super(message, null, false, false);
        this.expression = expression;
        this.position = position;
    }

    /** @return where in the expression, in characters from 0; its length when the end came too early */
    public int position() {
        return position;
    }

    /** @return three lines without a last line end: the expression (of a long one the part that matters), a caret below the place, the message */
    public String caret() {
        int start = Math.max(0, Math.min(position - WIDTH / 2, expression.length() - WIDTH));
        int end = Math.min(expression.length(), start + WIDTH);
        StringBuilder shown = new StringBuilder(start > 0 ? "..." : "");
        int column = shown.length() + position - start;
        for (int i = start; i < end; i++) {
            char c = expression.charAt(i);
            shown.append(Character.isISOControl(c) ? ' ' : c);
        }
        if (end < expression.length()) shown.append("...");
        return shown + "\n" + " ".repeat(column) + "^\n" + getMessage();
    }
}
