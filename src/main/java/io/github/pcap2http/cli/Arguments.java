package io.github.pcap2http.cli;

import io.github.pcap2http.filter.FilterException;
import io.github.pcap2http.filter.PacketFilter;
import io.github.pcap2http.flow.Hint;
import io.github.pcap2http.live.LiveOptions;
import io.github.pcap2http.output.Format;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.typed.ByteSize;
import io.github.pcap2http.typed.TimeSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a command line asks for, if it makes sense. */
final class Arguments {
    static final String STANDARD = "-";

    /** How the summary is written; null where it is not asked for. */
    enum Report { TEXT, JSON }

    private static final int MAX_THREADS = 8;
    private static final long MAX_KEYLOG = 64L << 20;   // bytes

    private final Given given;
    private final Format format;
    private final List<String> outputs;
    private final Long maxBody;
    private final List<Limit.Setting> limits;
    private final boolean everyConnect;
    private final boolean proxies;
    private final boolean byStart;
    private final PacketFilter filter;
    private final Map<Integer, Hint> hints;
    private final Long lookAhead;
    private final int threads;
    private final Report summary;
    private final Report devices;
    private final LiveOptions live;
    private final String completion;
    private final Redaction redaction;
    private final Selection selection;

    private Arguments(Given given) throws UsageException {
        this.given = given;
        format = readFormat();
        outputs = readOutputs();
        maxBody = readMaxBody();
        limits = given.has(Option.LIMIT) ? Limit.parse(given) : List.of();   // mostly there are none, and Limit is not even loaded
        everyConnect = "all".equals(Words.chosen(given, Option.CONNECTS));
        proxies = !"off".equals(Words.chosen(given, Option.PROXY));
        byStart = "start".equals(Words.chosen(given, Option.ORDER));
        filter = readFilter();
        hints = given.has(Option.DECODE_AS) ? readHints() : Map.of();
        lookAhead = readLookAhead();
        threads = readThreads();
        summary = readReport(Option.SUMMARY);
        devices = readReport(Option.INTERFACES);
        live = given.has(Option.INTERFACE) ? LiveArguments.parse(given) : null;   // mostly there is none, and it is not even loaded
        completion = Words.chosen(given, Option.COMPLETION);
        boolean redacted = given.has(Option.REDACT) || given.has(Option.REDACT_RULE) && !given.settled(Option.REDACT);   // taken back, in spite of a file's rules
        redaction = redacted ? Redactions.of(given) : null;   // mostly none, and not loaded
        selection = given.hasAny(Option.Group.CHOOSING, Option.Group.ASSERTIONS) ? new Selection(given) : null;   // mostly there is none
        if (!help() && !version() && !manual() && completion == null && devices == null) check();
    }

    static Arguments parse(String... args) throws UsageException {
        Given given = CommandWords.read(args);
        if (given.has(Option.CONFIG)) Configuration.addTo(given);
        return new Arguments(given);
    }

    /** @return names of the inputs; {@code -} is standard input */
    List<String> captures() {
        return given.captures();
    }

    /** @return names of the outputs; {@code -} is standard output; empty: the log on standard output, or what {@code --format} says */
    List<String> outputs() {
        return outputs;
    }

    /** Packets are mostly looked at on the terminal, while files are written as their names say. */
    private List<String> readOutputs() throws UsageException {
        List<String> named = given.texts(Option.OUTPUT);
        if (format != Format.PACKETS || named.isEmpty()) return named;
        for (String output : named) if (formatOf(output) == Format.PACKETS) return named;
        List<String> all = new ArrayList<>(named);
        all.add(STANDARD);
        return all;
    }

    /** @return 0 to 2 */
    int verbosity() {
        return given.count(Option.VERBOSE);
    }

    List<String> keylogs() {
        return given.texts(Option.KEYLOG);
    }

    /** @return bytes of a decoded body to keep; null: the default */
    Long maxBody() {
        return maxBody;
    }

    /** @return those that were set */
    List<Limit.Setting> limits() {
        return limits;
    }

    /** @return the directory for bodies; null for none */
    String bodies() {
        return given.text(Option.BODIES);
    }

    /** @return takes secrets out of what is written; null: they stay */
    Redaction redaction() {
        return redaction;
    }

    boolean everyConnect() {
        return everyConnect;
    }

    /** @return whether the log and the like are sorted by the starts of exchanges */
    boolean byStart() {
        return byStart;
    }

    /** @return which packets are looked at; null: all */
    PacketFilter filter() {
        return filter;
    }

    /** @return what servers' ports speak, as somebody says who knows */
    Map<Integer, Hint> hints() {
        return hints;
    }

    boolean keepDuplicates() {
        return given.has(Option.KEEP_DUPLICATES);
    }

    boolean proxies() {
        return proxies;
    }

    /** @return nanoseconds that an exchange may wait for what a proxy joins it to; null: the default */
    Long lookAhead() {
        return lookAhead;
    }

    /** @return 1 or more */
    int threads() {
        return threads;
    }

    /** @return whether a file is still growing */
    boolean follow() {
        return given.has(Option.FOLLOW);
    }

    boolean utc() {
        return given.has(Option.UTC);
    }

    /** @return null: only when nothing was found */
    Report summary() {
        return summary;
    }

    /** @return which exchanges are wanted, and what must not be; null: all, and nothing */
    Selection selection() {
        return selection;
    }

    boolean replayChecks() {
        return given.has(Option.REPLAY_CHECKS);
    }

    boolean replayPace() {
        return given.has(Option.REPLAY_PACE);
    }

    /** @return whether a file of packets has all of a connection */
    boolean connections() {
        return given.has(Option.CONNECTIONS);
    }

    boolean quiet() {
        return given.has(Option.QUIET);
    }

    boolean strict() {
        return given.has(Option.STRICT);
    }

    boolean version() {
        return given.has(Option.VERSION);
    }

    boolean help() {
        return given.has(Option.HELP);
    }

    boolean manual() {
        return given.has(Option.MANUAL);
    }

    /** @return the shell for which completion is asked for; null when it is not */
    String completion() {
        return completion;
    }

    /** @return whether the help is to show every option */
    boolean wholeHelp() {
        return captures().equals(List.of("all"));
    }

    /** @return what is captured here and now; null: captures are read */
    LiveOptions live() {
        return live;
    }

    /** @return where the packets of a live capture are kept; null: nowhere */
    String write() {
        return given.text(Option.WRITE);
    }

    /** @return how the interfaces that can be captured on are listed; null: they are not */
    Report devices() {
        return devices;
    }

    private Report readReport(Option option) throws UsageException {
        String how = Words.chosen(given, option);
        return how == null ? null : how.equals("json") ? Report.JSON : Report.TEXT;
    }

    private Format readFormat() throws UsageException {
        String name = given.text(Option.FORMAT);
        if (name == null) return null;
        Format named = Format.ofName(name);
        if (named == null) throw given.about(Option.FORMAT, name, "unknown format '" + name + "'; there are " + String.join(", ", Words.formats()));
        return named;
    }

    private Long readMaxBody() throws UsageException {
        String text = given.text(Option.MAX_BODY);
        if (text == null) return null;
        Long bytes = ByteSize.parse(text);
        if (bytes == null) throw given.wrong(Option.MAX_BODY, text, "is not a size; write bytes or a unit: 0, 100k, 64M, 1.5GiB");
        return bytes;
    }

    private Long readLookAhead() throws UsageException {
        String text = given.text(Option.LOOK_AHEAD);
        if (text == null) return null;
        Long nanos = TimeSpan.parse(text);
        if (nanos == null) throw given.wrong(Option.LOOK_AHEAD, text, "is not a time; write seconds or a unit: 500ms, 60s, 2min");
        if (!proxies) throw given.about(Option.LOOK_AHEAD, text, "--look-ahead is for proxies, which --proxy off does not look for");
        return nanos;
    }

    /** @return as many as there are processors, unless told otherwise */
    private int readThreads() throws UsageException {
        String text = given.text(Option.THREADS);
        if (text == null) return Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
        if (!text.matches("[1-9]\\d{0,3}")) throw given.wrong(Option.THREADS, text, "is not a number of threads, such as 1 or 2");
        return Integer.parseInt(text);
    }

    private PacketFilter readFilter() throws UsageException {
        String expression = given.text(Option.FILTER);
        if (expression == null) return null;
        try {
            return PacketFilter.compile(expression);
        } catch (FilterException e) {
            throw given.about(Option.FILTER, expression, "--filter: this is no filter:" + System.lineSeparator() + e.caret());
        }
    }

    private Map<Integer, Hint> readHints() throws UsageException {
        Map<Integer, Hint> ports = new HashMap<>();
        for (String text : given.texts(Option.DECODE_AS)) {
            int equals = text.indexOf('=');
            String port = equals < 0 ? "" : text.substring(0, equals);
            Hint hint = Hint.named(text.substring(equals + 1));
            if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535 || hint == null) {
                throw given.wrong(Option.DECODE_AS, text, "is not a port and what it speaks; write 8443=tls, 8080=http1 or 9100=none");
            }
            if (ports.put(Integer.valueOf(port), hint) != null) throw given.about(Option.DECODE_AS, text, "--decode-as " + port + " was given twice");
        }
        return ports;
    }

    private void check() throws UsageException {
        List<String> captures = captures();
        if (live != null) checkLive();
        else checkNotLive();
        if (captures.isEmpty() && live == null) throw new UsageException("no capture was named; 'pcap2http --help' shows how");
        if (captures.contains("")) throw new UsageException("the name of a capture is empty");
        if (captures.size() > 1 && captures.contains(STANDARD)) throw new UsageException("standard input is read alone, and not beside files");
        if (follow() && (captures.size() > 1 || captures.contains(STANDARD))) {
            throw given.about(Option.FOLLOW, null, "--follow is for one file; a pipe is followed without it");
        }
        if (verbosity() > 2) throw given.about(Option.VERBOSE, null, "-vv is the most there is to see");
        for (String keylog : keylogs()) checkKeylog(keylog);
        checkBodies();
        boolean replay = writes(Format.REPLAY);
        if (replayChecks() && !replay) {
            throw given.about(Option.REPLAY_CHECKS, null, "--replay-checks is for a replay file; name one: -o FILE.replay.yaml");
        }
        if (replayPace() && !replay) {
            throw given.about(Option.REPLAY_PACE, null, "--replay-pace is for a replay file; name one: -o FILE.replay.yaml");
        }
        if (connections() && !writes(Format.PCAPNG) && !writes(Format.PACKETS)) {
            throw given.about(Option.CONNECTIONS, null, "--connections is for packets: -o FILE.pcapng, or -f packets");
        }
    }

    private void checkBodies() throws UsageException {
        if ("".equals(bodies())) throw given.about(Option.BODIES, "", "--bodies needs the name of a directory");
        for (Option option : new Option[] {Option.BODIES, Option.BODY}) {
            if (maxBody != null && maxBody == 0 && given.has(option)) throw given.about(option, null, option.shown() + " is for bodies, and --max-body 0 keeps none");
        }
    }

    private boolean writes(Format one) throws UsageException {
        boolean found = outputs().isEmpty() && format == one;
        for (String output : outputs()) found |= formatOf(output) == one;
        return found;
    }

    private void checkLive() throws UsageException {
        if (!captures().isEmpty()) throw new UsageException("what comes from an interface is read alone, and not beside " + captures().get(0));
        if (follow()) throw given.about(Option.FOLLOW, null, "--follow is for a file that grows; an interface is followed without it");
        if (write() != null && (write().isEmpty() || write().equals(STANDARD))) throw given.wrong(Option.WRITE, write(), "is no name of a file");
    }

    private void checkNotLive() throws UsageException {
        for (Option option : Option.values()) {
            if (option.group == Option.Group.LIVE && given.has(option)) {
                throw given.about(option, null, option.shown() + " is for live captures; name an interface: -i any");
            }
        }
    }

    private void checkKeylog(String name) throws UsageException {
        Path file = Path.of(name);
        String wrong = null;
        if (name.isEmpty()) wrong = "needs the name of a file";
        else if (!Files.exists(file)) wrong = ": no such file";
        else if (!Files.isRegularFile(file)) wrong = " is not a file";
        else if (!Files.isReadable(file)) wrong = " may not be read";
        else if (file.toFile().length() > MAX_KEYLOG) wrong = " is larger than 64 MiB; is it a key log?";
        if (wrong != null) throw given.about(Option.KEYLOG, name, "--keylog " + name + wrong);
    }

    /** @return what is to be written to {@code output} */
    Format formatOf(String output) throws UsageException {
        if (output.isEmpty()) throw given.about(Option.OUTPUT, output, "--output needs a name");
        if (output.equals(STANDARD)) return format == null ? Format.LOG : format;
        Format named = Format.ofFile(output);
        if (named == null && format == null) {
            StringBuilder endings = new StringBuilder();
            for (Format one : Format.values()) {
                for (String ending : one.endings()) endings.append(endings.length() == 0 ? "" : ", ").append(ending);
            }
            throw given.about(Option.OUTPUT, output, "the name " + output + " does not say what to write; end it in one of " + endings
                + " or name the format with -f: " + String.join(", ", Words.formats()));
        }
        return named == null ? format : named;
    }
}
