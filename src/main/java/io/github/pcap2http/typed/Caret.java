package io.github.pcap2http.typed;

/** Points at a place in what somebody typed. */
public final class Caret {
    private static final int WIDTH = 120;   // characters of the text that are shown at most

    private Caret() { }

    /**
     * @param text one line; control characters in it are shown as blanks
     * @param position in it, in characters from 0; its length when the end came too early
     * @return three lines without a last line end: the text (of a long one the part that matters), a caret below the place, the message
     */
    public static String under(String text, int position, String message) {
        int start = Math.max(0, Math.min(position - WIDTH / 2, text.length() - WIDTH));
        int end = Math.min(text.length(), start + WIDTH);
        StringBuilder shown = new StringBuilder(start > 0 ? "..." : "");
        int column = shown.length() + position - start;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? ' ' : c);
        }
        if (end < text.length()) shown.append("...");
        return shown + "\n" + " ".repeat(column) + "^\n" + message;
    }
}
