package io.github.pcap2http.output;

/**
 * Text from captures inside of Markdown, of GitHub's and of GitLab's kind. It stands in code, where neither links, mentions, HTML nor emphasis mean
 * anything; what would end the code, or a cell of a table, is shown as an escape.
 */
final class MarkdownText {
    private static final Printable PRINTABLE = new Printable(true);

    private MarkdownText() { }

    /** @param text not bytes, see {@link WireText}. @param most characters; what is longer is cut in the middle. @return empty when {@code text} is */
    static String code(String text, int most) {
        String shown = PRINTABLE.of(cut(text, most)).replace("|", "\\x7c").replace("`", "\\x60");
        return shown.isBlank() ? "" : "`" + shown.strip() + "`";
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) return text;
        int head = most * 2 / 3;
        return text.substring(0, head) + "\u2026" + text.substring(text.length() - (most - head - 1));
    }
}
