package io.github.pcap2http.cli;

/** What {@code --help} prints: one screen of 80 columns with what is needed most, or every option under its heading. */
final class Help {
    private static final int NAMES = 28;   // columns
    private static final String USAGE = """
        Usage: pcap2http [OPTION]... CAPTURE...      or      pcap2http -i INTERFACE ...

        Turns packet captures (pcap, pcapng, snoop, netmon; also compressed) into the
        HTTP exchanges that they hold; reads HARs too. CAPTURE '-' is standard input.
        """;
    private static final String OUTPUTS = """
        Outputs by the ending of their name: .har, .jsonl, .log, .md, .curl, .packets,
        .replay.yaml, .pcapng; .gz, .zst behind it compress; '-' is standard output.
        """;
    private static final String STATUS = """
        Exit status: 0 done, even if nothing was found; 1 the input or an output failed;
        2 wrong usage; 3 a bug in pcap2http; 4 --fail-on; 5 damaged input, --strict.
        """;
    private static final String EXAMPLES = """
        Examples:
          pcap2http capture.pcap                         a log on the terminal
          pcap2http capture.pcapng -o out.har            for a browser's network panel
          pcap2http capture.pcap -f packets -v           all packets and their fields
          pcap2http -i any -F 'tcp port 80' -f jsonl | jq .request.url      as root
        """;

    private Help() { }

    /** @return at most 45 lines of 80 columns */
    static String screen() {
        StringBuilder text = new StringBuilder(4096).append(USAGE).append('\n');
        for (Option option : Option.values()) if (option.inShortHelp()) line(option, text);
        return text.append('\n').append(OUTPUTS).append('\n').append(STATUS).append('\n').append(EXAMPLES).toString();
    }

    /** @return every option, in lines of 80 columns */
    static String whole() {
        StringBuilder text = new StringBuilder(8192).append(USAGE);
        for (Option.Group group : Option.Group.values()) {
            boolean first = true;
            for (Option option : Option.values()) {
                if (option.group != group) continue;
                if (first) text.append('\n').append(group.title).append(":\n");
                first = false;
                line(option, text);
            }
        }
        return text.append('\n').append(OUTPUTS).append('\n').append(STATUS).append('\n').append(EXAMPLES).toString();
    }

    private static void line(Option option, StringBuilder text) {
        int start = text.length();
        text.append(option.letter == null ? "      " : "  -" + option.letter + ", ").append(synopsis(option));
        do text.append(' '); while (text.length() - start < NAMES);
        text.append(option.help).append('\n');
    }

    /** @return such as {@code --output FILE} */
    static String synopsis(Option option) {
        if (option.argument == null) return option.shown();
        return option.valueIsOptional() ? option.shown() + "[=" + option.argument + "]" : option.shown() + " " + option.argument;
    }
}
