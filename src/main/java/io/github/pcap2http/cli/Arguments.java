package io.github.pcap2http.cli;

import io.github.pcap2http.filter.FilterException;
import io.github.pcap2http.filter.PacketFilter;
import io.github.pcap2http.output.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/**
 * A command line that makes sense.
 *
 * @param captures names of the inputs; {@code -} is standard input
 * @param outputs names of the outputs; {@code -} is standard output; empty: the log on standard output
 * @param format for outputs whose name does not say; null when none was named
 * @param maxBody bytes of a decoded body to keep; null: the default
 * @param limits those that were set
 * @param filter which packets are looked at; null: all
 * @param lookAhead nanoseconds that an exchange may wait for what a proxy joins it to; null: the default
 * @param threads 1 or more
 * @param follow whether a file is still growing
 * @param summary null: only when nothing was found
 */
record Arguments(List<String> captures, List<String> outputs, Format format, int verbosity, List<String> keylogs, Long maxBody,
                 List<Limit.Setting> limits, boolean everyConnect, PacketFilter filter, boolean keepDuplicates, boolean proxies, Long lookAhead, int threads, boolean follow,
                 boolean utc, Report summary, boolean replayChecks, boolean replayPace, boolean connections, boolean quiet, boolean strict, boolean version, boolean help) {
    static final String STANDARD = "-";

    /** How the summary is written; null where it is not asked for. */
    enum Report { TEXT, JSON }

    private static final int MAX_THREADS = 8;
    private static final long MAX_KEYLOG = 64L << 20;   // bytes
    private static final List<String> REPEATABLE = List.of("output", "keylog", "limit", "v");

    static Arguments parse(String... args) throws UsageException {
        Options known = known();
        String[] full = args.clone();
        for (int i = 0; i < full.length; i++) if (full[i].equals("--summary")) full[i] = "--summary=text";
        CommandLine line = read(known, full);
        rejectRepeats(line);
        Arguments arguments = new Arguments(line.getArgList(), values(line, "output"), format(line), verbosity(line),
            values(line, "keylog"), maxBody(line), limits(line), everyConnect(line), filter(line),
            line.hasOption("keep-duplicates"), proxies(line),
            lookAhead(line), threads(line), line.hasOption("follow"), line.hasOption("utc"), summary(line),
            line.hasOption("replay-checks"), line.hasOption("replay-pace"), line.hasOption("connections"), line.hasOption("quiet"), line.hasOption("strict"), line.hasOption("version"), line.hasOption("help"));
        if (!arguments.help && !arguments.version) arguments.check();
        return arguments;
    }

    private static Options known() {
        Options options = new Options();
        options.addOption(Option.builder("o").longOpt("output").hasArg().get());
        options.addOption(Option.builder("f").longOpt("format").hasArg().get());
        options.addOption(Option.builder("v").get());
        options.addOption(Option.builder("k").longOpt("keylog").hasArg().get());
        options.addOption(Option.builder().longOpt("max-body").hasArg().get());
        options.addOption(Option.builder().longOpt("limit").hasArg().get());
        options.addOption(Option.builder().longOpt("connects").hasArg().get());
        options.addOption(Option.builder().longOpt("proxy").hasArg().get());
        options.addOption(Option.builder().longOpt("look-ahead").hasArg().get());
        options.addOption(Option.builder().longOpt("threads").hasArg().get());
        options.addOption(Option.builder("F").longOpt("filter").hasArg().get());
        options.addOption(Option.builder().longOpt("summary").hasArg().get());
        for (String flag : List.of("keep-duplicates", "follow", "utc", "replay-checks", "replay-pace", "connections", "strict", "version")) {
            options.addOption(Option.builder().longOpt(flag).get());
        }
        options.addOption(Option.builder("q").longOpt("quiet").get());
        options.addOption(Option.builder("h").longOpt("help").get());
        return options;
    }

    private static CommandLine read(Options known, String... args) throws UsageException {
        try {
            return DefaultParser.builder().setAllowPartialMatching(false).get().parse(known, args);
        } catch (UnrecognizedOptionException e) {
            throw new UsageException(unknown(known, e.getOption()));
        } catch (MissingArgumentException e) {
            throw new UsageException("option " + shown(e.getOption()) + " needs a value");
        } catch (ParseException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static String unknown(Options known, String typed) {
        String option = typed.replaceFirst("=.*", "");
        for (Option one : known.getOptions()) {
            if (option.equals("--" + one.getLongOpt())) return "option " + option + " takes no value";
        }
        List<String> names = known.getOptions().stream().map(Option::getLongOpt).filter(name -> name != null).toList();
        String name = option.replaceFirst("^-+", "");
        String nearest = name.length() > 1 ? Nearest.of(name, names) : null;
        return "unknown option " + option + (nearest == null ? "" : "; did you mean --" + nearest + "?");
    }

    private static String shown(Option option) {
        return option.getLongOpt() == null ? "-" + option.getOpt() : "--" + option.getLongOpt();
    }

    private static void rejectRepeats(CommandLine line) throws UsageException {
        List<String> seen = new ArrayList<>();
        for (Option option : line.getOptions()) {
            String name = option.getLongOpt() == null ? option.getOpt() : option.getLongOpt();
            if (seen.contains(name) && !REPEATABLE.contains(name) && option.hasArg()) {
                throw new UsageException("option --" + name + " was given twice");
            }
            seen.add(name);
        }
    }

    private static List<String> values(CommandLine line, String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    private static int verbosity(CommandLine line) {
        int count = 0;
        for (Option option : line.getOptions()) if ("v".equals(option.getOpt())) count++;
        return count;
    }

    private static Format format(CommandLine line) throws UsageException {
        String name = line.getOptionValue("format");
        if (name == null) return null;
        Format format = Format.ofName(name);
        if (format == null) throw new UsageException("unknown format '" + name + "'; there are " + formats());
        return format;
    }

    private static Long maxBody(CommandLine line) throws UsageException {
        String text = line.getOptionValue("max-body");
        if (text == null) return null;
        Long bytes = ByteSize.parse(text);
        if (bytes == null) throw new UsageException("--max-body '" + text + "' is not a size; write bytes or a unit: 0, 100k, 64M, 1.5GiB");
        return bytes;
    }

    /** Mostly there are none, and {@link Limit} is not even loaded. */
    private static List<Limit.Setting> limits(CommandLine line) throws UsageException {
        return line.hasOption("limit") ? Limit.parse(values(line, "limit")) : List.of();
    }

    private static boolean everyConnect(CommandLine line) throws UsageException {
        String which = line.getOptionValue("connects", "some");
        if (!which.equals("all") && !which.equals("some")) throw new UsageException("--connects '" + which + "' is neither 'all' nor 'some'");
        return which.equals("all");
    }

    private static boolean proxies(CommandLine line) throws UsageException {
        String which = line.getOptionValue("proxy", "on");
        if (!which.equals("on") && !which.equals("off")) throw new UsageException("--proxy '" + which + "' is neither 'on' nor 'off'");
        return which.equals("on");
    }

    private static Long lookAhead(CommandLine line) throws UsageException {
        String text = line.getOptionValue("look-ahead");
        if (text == null) return null;
        Long nanos = TimeSpan.parse(text);
        if (nanos == null) throw new UsageException("--look-ahead '" + text + "' is not a time; write seconds or a unit: 500ms, 60s, 2min");
        if (!proxies(line)) throw new UsageException("--look-ahead is for proxies, which --proxy off does not look for");
        return nanos;
    }

    /** @return as many as there are processors, unless told otherwise */
    private static int threads(CommandLine line) throws UsageException {
        String text = line.getOptionValue("threads");
        if (text == null) return Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
        if (!text.matches("[1-9]\\d{0,3}")) throw new UsageException("--threads '" + text + "' is not a number of threads, such as 1 or 2");
        return Integer.parseInt(text);
    }

    private static PacketFilter filter(CommandLine line) throws UsageException {
        String expression = line.getOptionValue("filter");
        if (expression == null) return null;
        try {
            return PacketFilter.compile(expression);
        } catch (FilterException e) {
            throw new UsageException("--filter: this is no filter:" + System.lineSeparator() + e.caret());
        }
    }

    private static Report summary(CommandLine line) throws UsageException {
        String how = line.getOptionValue("summary");
        if (how == null) return null;
        return switch (how) {
            case "text" -> Report.TEXT;
            case "json" -> Report.JSON;
            default -> throw new UsageException("--summary '" + how + "' is neither 'text' nor 'json'");
        };
    }

    private static String formats() {
        return Arrays.stream(Format.values()).map(Format::word).collect(Collectors.joining(", "));
    }

    private void check() throws UsageException {
        if (captures.isEmpty()) throw new UsageException("no capture was named; 'pcap2http --help' shows how");
        if (captures.size() > 1 && captures.contains(STANDARD)) throw new UsageException("standard input is read alone, and not beside files");
        if (follow && (captures.size() > 1 || captures.contains(STANDARD))) {
            throw new UsageException("--follow is for one file; a pipe is followed without it");
        }
        if (verbosity > 2) throw new UsageException("-vv is the most there is to see");
        for (String keylog : keylogs) {
            Path file = Path.of(keylog);
            String missing = Files.exists(file) ? " is not a file" : ": no such file";
            if (!Files.isRegularFile(file)) throw new UsageException("--keylog " + keylog + missing);
            if (!Files.isReadable(file)) throw new UsageException("--keylog " + keylog + " may not be read");
            if (file.toFile().length() > MAX_KEYLOG) throw new UsageException("--keylog " + keylog + " is larger than 64 MiB; is it a key log?");
        }
        boolean replay = writes(Format.REPLAY);
        if (replayChecks && !replay) throw new UsageException("--replay-checks is for a replay file; name one: -o FILE.replay.yaml");
        if (replayPace && !replay) throw new UsageException("--replay-pace is for a replay file; name one: -o FILE.replay.yaml");
        if (connections && !writes(Format.PCAPNG)) throw new UsageException("--connections is for a file of packets; name one: -o FILE.pcapng");
    }

    private boolean writes(Format one) throws UsageException {
        boolean found = outputs.isEmpty() && format == one;
        for (String output : outputs) found |= formatOf(output) == one;
        return found;
    }

    /** @return what is to be written to {@code output} */
    Format formatOf(String output) throws UsageException {
        if (output.isEmpty()) throw new UsageException("--output needs a name");
        if (output.equals(STANDARD)) return format == null ? Format.LOG : format;
        Format named = Format.ofFile(output);
        if (named == null && format == null) {
            String endings = Arrays.stream(Format.values()).flatMap(one -> one.endings().stream()).collect(Collectors.joining(", "));
            throw new UsageException("the name " + output + " does not say what to write; end it in one of " + endings
                + " or name the format with -f: " + formats());
        }
        return named == null ? format : named;
    }
}
