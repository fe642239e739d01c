package io.github.pcap2http.cli;

/**
 * The table of all options, and the place to add one: the parser, {@code --help}, the configuration file, completion in shells and the manual
 * page are made of it. What is in it must be cheap, for it is loaded by every run: plain values.
 *
 * <p>A configuration file gives an option under its long name: a flag as true or false, a repeatable one as a value or a list of them, one with
 * {@code NAME=VALUE} as a mapping too.
 */
enum Option {
    OUTPUT(Group.OUTPUT, "o", "output", "FILE", Kind.FILE, Option.REPEATS | Option.FIRST, "where to write; its ending says what (below)"),
    FORMAT(Group.OUTPUT, "f", "format", "NAME", Kind.WORD, Option.FIRST, "what to write, where no name says it"),
    VERBOSE(Group.OUTPUT, "v", "verbose", null, Kind.COUNT, Option.FIRST, "log, packets with header fields; -vv: with bodies"),
    UTC(Group.OUTPUT, null, "utc", null, Kind.FLAG, Option.FIRST, "log and packets in UTC and not in local time"),
    ORDER(Group.OUTPUT, null, "order", "start|end", Kind.WORD, 0, "log, JSON lines, curl: as exchanges start, or end"),
    MAX_BODY(Group.OUTPUT, null, "max-body", "SIZE", Kind.SIZE, Option.FIRST, "bytes of a decoded body to keep (default 64M)"),
    BODIES(Group.OUTPUT, null, "bodies", "DIR", Kind.DIRECTORY, Option.FIRST, "write each body to a file in this new directory"),
    CONNECTIONS(Group.OUTPUT, null, "connections", null, Kind.FLAG, 0, "packets: all those of the connections"),
    SUMMARY(Group.OUTPUT, null, "summary", "text|json", Kind.WORD, Option.OPTIONAL | Option.FIRST, "say on standard error what was in the capture"),
    REPLAY_CHECKS(Group.OUTPUT, null, "replay-checks", null, Kind.FLAG, 0, "replay files check the fields the proxy sends"),
    REPLAY_PACE(Group.OUTPUT, null, "replay-pace", null, Kind.FLAG, 0, "replay files keep the captured pace"),

    FILTER(Group.INPUT, "F", "filter", "EXPR", Kind.TEXT, Option.FIRST, "packets to look at, as tcpdump has it"),
    FOLLOW(Group.INPUT, null, "follow", null, Kind.FLAG, Option.FIRST, "the file still grows: wait for more, until Ctrl-C"),
    KEEP_DUPLICATES(Group.INPUT, null, "keep-duplicates", null, Kind.FLAG, 0, "an exchange for each place it was captured at"),
    CONNECTS(Group.INPUT, null, "connects", "all|some", Kind.WORD, 0, "failed connects: each, or 32 a server (default)"),
    PROXY(Group.INPUT, null, "proxy", "on|off", Kind.WORD, 0, "link what a proxy asks to what it was asked (on)"),
    LOOK_AHEAD(Group.INPUT, null, "look-ahead", "TIME", Kind.TIME_SPAN, 0, "how long an exchange waits for that (60s)"),
    DECODE_AS(Group.INPUT, null, "decode-as", "PORT=NAME", Kind.PAIR, Option.REPEATS, "what a server's port speaks: http1, tls or none"),

    HOST(Group.CHOOSING, null, "host", "GLOB", Kind.TEXT, Option.REPEATS | Option.FIRST, "host of the URL: '*.test', several with commas"),
    METHOD(Group.CHOOSING, null, "method", "LIST", Kind.TEXT, Option.REPEATS, "method: GET,HEAD"),
    STATUS(Group.CHOOSING, null, "status", "LIST", Kind.TEXT, Option.REPEATS | Option.FIRST, "status: 5xx,404,400-403; none: no response"),
    URL(Group.CHOOSING, null, "url", "GLOB|/RE/", Kind.TEXT, Option.REPEATS | Option.FIRST, "URL: '*cart*', '/api/*', or /regex/"),
    CLIENT(Group.CHOOSING, null, "client", "NET", Kind.TEXT, Option.REPEATS, "address, net, port of the client: 10.0.0.0/8"),
    SERVER(Group.CHOOSING, null, "server", "NET", Kind.TEXT, Option.REPEATS, "so of the server: 10.0.0.2:80, [::1]:80, :443"),
    HEADER(Group.CHOOSING, null, "header", "FIELD", Kind.TEXT, Option.REPEATS, "a field of either side: 'Name: glob or /regex/'"),
    BODY(Group.CHOOSING, null, "body", "RE", Kind.TEXT, Option.REPEATS, "regex that is found in a decoded body"),
    SINCE(Group.CHOOSING, null, "since", "TIME", Kind.TEXT, 0, "begun at or after: +30s, 08:47, or date and time"),
    UNTIL(Group.CHOOSING, null, "until", "TIME", Kind.TEXT, 0, "begun before"),
    SLOWER_THAN(Group.CHOOSING, null, "slower-than", "TIME", Kind.TEXT, Option.FIRST, "that took longer: 500ms, 2s"),
    FAILED(Group.CHOOSING, null, "failed", "yes|no", Kind.WORD, Option.OPTIONAL | Option.FIRST, "no whole response, or a status from 500 on"),
    ID(Group.CHOOSING, null, "id", "LIST", Kind.TEXT, Option.REPEATS, "by name: 4-1,9-2, '4-*'"),
    ALONE(Group.CHOOSING, null, "alone", null, Kind.FLAG, 0, "without what a proxy joins the chosen ones to"),

    FAIL_ON(Group.ASSERTIONS, null, "fail-on", "EXPR", Kind.TEXT, Option.REPEATS | Option.FIRST, "status 4 if so: 'status>=500', 'p95(ttfb)>300ms'"),
    REPORT(Group.ASSERTIONS, null, "report", "FILE", Kind.FILE, 0, "what became of --fail-on, as JUnit XML"),

    REDACT(Group.REDACTION, null, "redact", "mask|drop|hash", Kind.WORD, Option.OPTIONAL | Option.FIRST, "take secrets out of all outputs"),
    REDACT_RULE(Group.REDACTION, null, "redact-rule", "RULE", Kind.TEXT, Option.REPEATS, "header:NAME, query:NAME, json:/POINTER, regex:RE"),

    INTERFACE(Group.LIVE, "i", "interface", "NAME", Kind.TEXT, Option.REPEATS | Option.FIRST, "capture here, until Ctrl-C; 'any': on all of them"),
    INTERFACES(Group.LIVE, "D", "interfaces", "text|json", Kind.WORD, Option.OPTIONAL | Option.TYPED | Option.FIRST, "list them"),
    WRITE(Group.LIVE, "w", "write", "FILE", Kind.FILE, Option.FIRST, "keep the packets as well, as pcapng"),
    FOR(Group.LIVE, null, "for", "TIME", Kind.TIME_SPAN, 0, "end after so long: 30s, 10min"),
    COUNT(Group.LIVE, null, "count", "N", Kind.NUMBER, 0, "end after so many packets"),
    BUFFER_SIZE(Group.LIVE, "B", "buffer-size", "SIZE", Kind.SIZE, 0, "of the kernel, an interface (16M): against drops"),
    SNAPLEN(Group.LIVE, "s", "snaplen", "N", Kind.NUMBER, 0, "bytes of a packet to take (262144)"),
    PROMISCUOUS(Group.LIVE, null, "promiscuous", "on|off", Kind.WORD, 0, "take packets for other hosts as well (on)"),
    IMMEDIATE(Group.LIVE, null, "immediate", null, Kind.FLAG, 0, "each packet at once; without: within 20 ms"),
    LINK_TYPE(Group.LIVE, null, "link-type", "NAME", Kind.TEXT, 0, "LINUX_SLL: 'any' with VLAN tags; SLL2 lacks them"),

    KEYLOG(Group.TLS, "k", "keylog", "FILE", Kind.FILE, Option.REPEATS | Option.FIRST, "TLS keys; only counted: not decrypted with yet"),

    LIMIT(Group.LIMITS, null, "limit", "NAME=N", Kind.PAIR, Option.REPEATS, "bounds of memory and disk; 'x=1' shows the names"),
    THREADS(Group.LIMITS, null, "threads", "N", Kind.NUMBER, 0, "threads that work at a time (one a processor)"),

    CONFIG(Group.RUN, null, "config", "FILE", Kind.FILE, Option.TYPED | Option.FIRST, "options from a YAML file; the command line wins"),
    QUIET(Group.RUN, "q", "quiet", null, Kind.FLAG, Option.FIRST, "no remarks on standard error, errors only"),
    STRICT(Group.RUN, null, "strict", null, Kind.FLAG, Option.FIRST, "damaged input ends in status 5, a bug stops in 3"),
    COMPLETION(Group.RUN, null, "completion", "bash|zsh|fish", Kind.WORD, Option.TYPED, "print what completes options in a shell"),
    MANUAL(Group.RUN, null, "manual", null, Kind.FLAG, Option.TYPED, "print the manual page: ... | man -l -"),
    VERSION(Group.RUN, null, "version", null, Kind.FLAG, Option.TYPED | Option.FIRST, "print the version"),
    HELP(Group.RUN, "h", "help", null, Kind.FLAG, Option.TYPED | Option.FIRST, "print this; '--help all': every option");

    /** Headings of the long help, in their order. */
    enum Group {
        INPUT("Input"),
        OUTPUT("Output"),
        CHOOSING("Choosing exchanges; all together an and, '!' before a value negates it"),
        ASSERTIONS("Assertions"),
        REDACTION("Redaction"),
        LIVE("Live capture"),
        TLS("TLS"),
        LIMITS("Limits"),
        RUN("The run itself");

        final String title;

        Group(String title) {
            this.title = title;
        }
    }

    /** What the value of an option is, for the configuration file and for completion. */
    enum Kind {
        /** Is given or not. */
        FLAG,
        /** Is given so many times; a number in a configuration file. */
        COUNT,
        FILE, DIRECTORY,
        /** One of {@link Option#words}. */
        WORD,
        /** Such as 64M. */
        SIZE,
        /** Such as 500ms. */
        TIME_SPAN,
        NUMBER,
        /** {@code NAME=VALUE}, with a name that is given once. */
        PAIR,
        TEXT
    }

    /** May be given several times. */
    static final int REPEATS = 1;
    /** Is in the short help. */
    static final int FIRST = 2;
    /** Its value may be left out, and then is the first of its words; it stands behind '=', never in the next argument. */
    static final int OPTIONAL = 4;
    /** Nothing for a configuration file. */
    static final int TYPED = 8;

    final Group group;
    /** One letter, without the hyphen; or null. */
    final String letter;
    /** Without the hyphens. */
    final String word;
    /** What its value is called in the help, the words with {@code |} between them; null when it takes none. */
    final String argument;
    final Kind kind;
    private final int traits;
    /** At most 50 characters. */
    final String help;

    Option(Group group, String letter, String word, String argument, Kind kind, int traits, String help) {
        this.group = group;
        this.letter = letter;
        this.word = word;
        this.argument = argument;
        this.kind = kind;
        this.traits = traits;
        this.help = help;
    }

    boolean repeats() {
        return (traits & REPEATS) != 0;
    }

    boolean inShortHelp() {
        return (traits & FIRST) != 0;
    }

    boolean valueIsOptional() {
        return (traits & OPTIONAL) != 0;
    }

    boolean onlyTyped() {
        return (traits & TYPED) != 0;
    }

    /** @return whether a configuration file may say it, and the command line take it back with {@code --no-} before its name */
    boolean canBeTakenBack() {
        return (kind == Kind.FLAG || kind == Kind.COUNT || valueIsOptional()) && !onlyTyped();
    }

    /** @return as it is written: {@code --output} */
    String shown() {
        return "--" + word;
    }

    /** @return the option with that letter; null when there is none */
    static Option lettered(String letter) {
        for (Option option : values()) if (letter.equals(option.letter)) return option;
        return null;
    }

    /** @return the option with that long name; null when there is none */
    static Option named(String word) {
        for (Option option : values()) if (option.word.equals(word)) return option;
        return null;
    }
}
