package io.github.pcap2http.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The manual page pcap2http(1), in roff with the macros of man(7), made of the table of options and of the README, which the program has with it. */
final class ManualPage {
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]*)\\*\\*");

    /** Of the README: what the options speak of. */
    private static final List<String> SECTIONS = List.of("Choosing", "Assertions", "Live", "Packets", "Outputs", "HARs as input", "Redaction", "Diagnostics",
        "Configuration", "Limits");

    private final List<String> readme;
    private final StringBuilder page = new StringBuilder(32_768);

    private ManualPage(List<String> readme) {
        this.readme = readme;
    }

    static String text() {
        try (InputStream in = ManualPage.class.getResourceAsStream("/README.md")) {
            if (in == null) throw new IllegalStateException("README.md is not in the program");
            return new ManualPage(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()).write();
        } catch (IOException e) {
            throw new IllegalStateException("README.md in the program", e);
        }
    }

    private String write() {
        page.append(".TH PCAP2HTTP 1 \"\" \"pcap2http ").append(escaped(Version.number())).append("\" \"User Commands\"\n");
        page.append(".SH NAME\npcap2http \\- turn packet captures into HTTP exchanges\n");
        page.append(".SH SYNOPSIS\n.B pcap2http\n[\\fIOPTION\\fP]... \\fICAPTURE\\fP...\n");
        page.append(".SH DESCRIPTION\n");
        line("Turns packet captures (pcap, pcapng, snoop, netmon; also compressed) into the HTTP exchanges that they hold; reads HARs and JSON lines too. "
            + "A capture that is called `-` is standard input. Without `--output` there is a log on standard output.");
        options();
        for (String title : SECTIONS) section(title);
        page.append(".SH EXIT STATUS\n");
        table("| status |");
        page.append(".SH ENVIRONMENT\n");
        table("| environment |");
        page.append(".SH EXAMPLES\n");
        example("A log on the terminal", "pcap2http capture.pcap");
        example("For a browser's network panel", "pcap2http capture.pcapng -o out.har");
        example("Of what is captured now", "tcpdump -i any -U -w - 'tcp port 80' | pcap2http -");
        page.append(".SH SEE ALSO\n.BR tcpdump (8),\n.BR pcap\\-filter (7)\n");
        return page.toString();
    }

    private void options() {
        page.append(".SH OPTIONS\n");
        for (Option.Group group : Option.Group.values()) {
            boolean first = true;
            for (Option option : Option.values()) {
                if (option.group != group) continue;
                if (first) page.append(".SS ").append(escaped(group.title)).append('\n');
                first = false;
                page.append(".TP\n");
                if (option.letter != null) page.append("\\fB\\-").append(option.letter).append("\\fP, ");
                page.append("\\fB").append(escaped(option.shown())).append("\\fP");
                if (option.argument != null) page.append(argument(option));
                page.append('\n');
                line(described(option));
            }
        }
    }

    private static String argument(Option option) {
        String shown = "\\fI" + escaped(option.argument).replace("|", "\\fP|\\fI") + "\\fP";
        return option.valueIsOptional() ? "[=" + shown + "]" : " " + shown;
    }

    /** @return what the README says of it, where it says it of the fewest others; else what the help does */
    private String described(Option option) {
        Pattern row = Pattern.compile("\\| `[^|]*" + option.shown() + "(?![\\w-]).*");
        String best = option.help;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : readme) {
            String[] cells = row.matcher(candidate).matches() ? cells(candidate) : null;
            if (cells == null || cells[1].split("--").length >= fewest) continue;
            fewest = cells[1].split("--").length;
            best = cells[2].strip();
        }
        return best;
    }

    /** @param heading the beginning of the table's first row */
    private void table(String heading) {
        int at = 0;
        while (at < readme.size() && !readme.get(at).startsWith(heading)) at++;
        for (at += 2; at < readme.size() && readme.get(at).startsWith("|"); at++) {
            String[] cells = cells(readme.get(at));
            page.append(".TP\n.B ").append(escaped(cells[1].strip().replace("`", ""))).append('\n');
            line(cells[2].strip());
        }
    }

    /** The prose, the lists, the tables and the code of a section. */
    private void section(String title) {
        page.append(".SH ").append(escaped(title.toUpperCase(Locale.ROOT))).append('\n');
        boolean first = true;
        for (int at = readme.indexOf("## " + title) + 1; at < readme.size() && !readme.get(at).startsWith("## ");) {
            String text = readme.get(at);
            if (text.isBlank()) {
                at++;
                continue;
            }
            if (text.startsWith("```")) {
                at = code(at + 1);
            } else if (text.startsWith("|")) {
                at = rows(at + 2, !text.startsWith("| condition |"));   // those stand with the options
            } else {
                int end = at + 1;
                while (end < readme.size() && goesOn(readme.get(end))) end++;
                boolean item = text.startsWith(" - ");
                page.append(item ? ".IP \\(bu 2\n" : first ? "" : ".PP\n");
                line(String.join(" ", readme.subList(at, end).stream().map(String::strip).toList()).substring(item ? 2 : 0));
                at = end;
            }
            first = false;
        }
    }

    private static boolean goesOn(String line) {
        return !line.isBlank() && !line.startsWith("#") && !line.startsWith("```") && !line.startsWith("|") && !line.startsWith(" - ");
    }

    /** @return behind it */
    private int code(int from) {
        page.append(".PP\n.RS 4\n.EX\n");
        int at = from;
        for (; !readme.get(at).startsWith("```"); at++) page.append(guarded(escaped(readme.get(at)))).append('\n');
        page.append(".EE\n.RE\n");
        return at + 1;
    }

    /** A table, an entry each row. @return behind it */
    private int rows(int from, boolean shown) {
        int at = from;
        for (; at < readme.size() && readme.get(at).startsWith("|"); at++) {
            if (!shown) continue;
            String[] cells = cells(readme.get(at));
            page.append(".TP\n");
            line(cells[1].strip());
            line(Arrays.stream(cells).skip(2).map(String::strip).filter(cell -> !cell.isEmpty()).collect(Collectors.joining("; ")));
        }
        return at;
    }

    private static String[] cells(String row) {
        return CELLS.split(row);
    }

    private void example(String what, String command) {
        page.append(".TP\n").append(escaped(what)).append("\n.B ").append(escaped(command)).append('\n');
    }

    /** A line of the README, with its marks turned into fonts. */
    private void line(String text) {
        String plain = escaped(LINK.matcher(text.replace("\\|", "|")).replaceAll("$1"));
        plain = CODE.matcher(plain).replaceAll("\\\\fB$1\\\\fP");
        page.append(guarded(STRONG.matcher(plain).replaceAll("\\\\fB$1\\\\fP"))).append('\n');
    }

    /** No text is to be taken for a command. */
    private static String guarded(String text) {
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                    if (c < 0x7f) escaped.append(c);
                    else escaped.append("\\[u").append(String.format("%04X", (int) c)).append(']');
                }
            }
        }
        return escaped.toString();
    }
}
