package io.github.pcap2http.cli;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.choose.Setting;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.harfile.FirstBytes;
import io.github.pcap2http.output.BodyFiles;
import io.github.pcap2http.output.Format;
import io.github.pcap2http.output.OutputOptions;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Report;
import io.github.pcap2http.slice.SliceOptions;
import io.github.pcap2http.slice.SliceWriter;
import io.github.pcap2http.tls.KeyLog;
import io.github.pcap2http.view.PacketView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.function.UnaryOperator;

/** Captures, or HARs, turned into documents, as a command line asks for it. */
final class Conversion {
    private final Arguments arguments;
    private final Console console;
    private final Outputs outputs = new Outputs();
    private final List<SliceWriter> slices = new ArrayList<>(0);
    private final List<String> inputs;
    private final Selection selection;   // null: all exchanges are wanted
    private final LiveRun live;   // null: captures are read
    private Input input;
    private Progress progress;   // null: not to be seen
    private boolean described;   // an output tells of the input as a whole
    private Thread finisher;   // the one that completed the outputs; null: they are open
    private String unread;   // why not all of the input was read; null: all was

    Conversion(Arguments arguments, Console console) {
        this.arguments = arguments;
        this.console = console;
        this.inputs = arguments.captures();
        this.selection = arguments.selection();
        this.live = arguments.live() == null ? null : new LiveRun(arguments.live(), arguments.write(), console, arguments.quiet());
    }

    /** @return the exit status */
    int run() throws IOException, UsageException {
        checkFiles();
        if (!arguments.keylogs().isEmpty()) remark("TLS is not decrypted yet: the keys of --keylog are only counted");
        try (LiveRun capturing = live; Input opened = open()) {
            input = opened;
            Options options = options();
            openOutputs(options);
            if (!convert(options)) return Main.INTERRUPTED;
            Report report = input.report();
            tell(report);
            boolean whole = capturing == null || capturing.report();
            if (report.bugs() > 0) return Main.BUG;
            if (!whole) return Main.FAILED;
            if (input.unread() > 0) return unread(input.unread());
            if (selection != null && selection.broken()) return Main.BROKEN;
            return arguments.strict() && report.damaged() ? Main.DAMAGED : Main.DONE;
        }
    }

    private void checkFiles() throws UsageException {
        List<Path> taken = new ArrayList<>();
        if (arguments.write() != null) taken.add(Path.of(arguments.write()));
        List<String> names = new ArrayList<>(arguments.outputs());
        String report = selection == null ? null : selection.report();
        if (report != null) names.add(report);
        if (Arguments.STANDARD.equals(report) && arguments.outputs().isEmpty()) {
            throw new UsageException("the report and the log are both for standard output; name a file for one of them");
        }
        int streams = 0;
        for (String output : names) {
            if (output.equals(Arguments.STANDARD)) {
                if (++streams > 1) throw new UsageException("standard output was given twice");
                continue;
            }
            Path file = Path.of(output);
            for (Path input : inputFiles()) {
                if (same(file, input)) throw new UsageException("the output " + output + " is the capture itself");
            }
            for (Path other : taken) {
                if (same(file, other)) throw new UsageException("the output " + output + " was given twice");
            }
            taken.add(file);
        }
    }

    /** Devices and pipes may be named twice. */
    private static boolean same(Path a, Path b) {
        try {
            if (Files.exists(a) && Files.exists(b)) return Files.isRegularFile(a) && Files.isSameFile(a, b);
        } catch (IOException e) {
            // the names are left to tell
        }
        return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }

    /** @return none when standard input is read */
    private List<Path> inputFiles() {
        return standardInput() ? List.of() : inputs.stream().map(Path::of).toList();
    }

    private boolean standardInput() {
        return inputs.equals(List.of(Arguments.STANDARD));
    }

    private Input open() throws IOException, UsageException {
        if (live != null) return new CaptureInput(live.open());
        if (arguments.follow()) return new CaptureInput(Capture.follow(Path.of(inputs.get(0))));
        if (standardInput() && console.inputTerminal()) {
            throw new UsageException("standard input is a terminal; pipe a capture into it: tcpdump -i any -U -w - 'tcp port 80' | pcap2http -");
        }
        if (standardInput()) return ofPipe(console.in(), "standard input");
        List<Path> files = inputFiles();
        Path first = files.get(0);
        boolean pipe = files.size() == 1 && Files.exists(first) && !Files.isRegularFile(first) && !Files.isDirectory(first);
        if (pipe) return ofPipe(Files.newInputStream(first), first.toString());
        return beginsAsJson(first) ? har(HarInput.of(files)) : new CaptureInput(Capture.open(files));
    }

    private Input ofPipe(InputStream in, String name) throws IOException, UsageException {
        FirstBytes begin = new FirstBytes(in);
        boolean json = begin.areJson();
        return json ? har(HarInput.ofPipe(begin.all(), name)) : new CaptureInput(Capture.open(begin.all(), name));
    }

    /** What cannot be read is left to others to complain about. */
    private static boolean beginsAsJson(Path file) {
        if (!Files.isRegularFile(file)) return false;
        try (InputStream in = Files.newInputStream(file)) {
            return new FirstBytes(in).areJson();
        } catch (IOException e) {
            return false;
        }
    }

    private HarInput har(HarInput har) throws UsageException {
        if (arguments.filter() != null) throw new UsageException("--filter is for packets, and a HAR has none");
        if (arguments.keepDuplicates()) throw new UsageException("--keep-duplicates is for captures, and this is a HAR");
        return har;
    }

    private void openOutputs(Options options) throws OutputException, UsageException {
        if (selection != null && selection.asserts()) outputs.readToTheEnd();
        boolean opened = false;
        try {
            if (arguments.bodies() != null) openBodies(arguments.bodies());
            if (arguments.outputs().isEmpty()) openOutput(Arguments.STANDARD, options);
            for (String name : arguments.outputs()) openOutput(name, options);
            if (selection != null && selection.report() != null) openReport(selection.report());
            opened = true;
        } finally {
            if (!opened) outputs.abandon();
        }
    }

    private void openBodies(String directory) throws OutputException {
        try {
            outputs.add(directory, BodyFiles.in(Path.of(directory)));
        } catch (IOException e) {
            throw new OutputException(directory, e);
        }
    }

    private void openReport(String name) throws OutputException {
        try {
            outputs.add(name, new ReportFile(target(name), () -> selection.reportText(title(), unread)));
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    private void openOutput(String name, Options options) throws OutputException, UsageException {
        Format format = arguments.formatOf(name);
        described |= format == Format.MARKDOWN;
        try {
            OutputOptions look = options(name.equals(Arguments.STANDARD), format, input.hostNames());
            if (format == Format.PCAPNG) openSlice(name, target(name), options);
            else if (format == Format.PACKETS) openView(name, target(name), look, options.maxSpool());
            else outputs.add(name, format.open(target(name), look));
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    private Target target(String name) {
        return name.equals(Arguments.STANDARD) ? Target.stream(console.out()) : Target.file(Path.of(name));
    }

    private CaptureInput packets(String output) throws UsageException {
        if (input instanceof CaptureInput packets) return packets;
        throw new UsageException(output + " is for packets, and a HAR has none");
    }

    private void openView(String name, Target target, OutputOptions options, long maxSpool) throws IOException, UsageException {
        CaptureInput packets = packets(name.equals(Arguments.STANDARD) ? "-f packets" : "the output " + name);
        boolean all = selection == null || !selection.chooses();
        PacketView view = all ? new PacketView(target, options) : new PacketView(target, options, arguments.connections(), maxSpool);
        outputs.add(name, view);
        packets.tap(new ViewTap(name, view, arguments.outputs().size() < 2));
    }

    private void openSlice(String name, Target target, Options options) throws IOException, UsageException {
        CaptureInput packets = packets("the output " + name);
        List<byte[]> keyLogs = new ArrayList<>();
        for (String file : arguments.keylogs()) keyLogs.add(Files.readAllBytes(Path.of(file)));
        SliceWriter slice = new SliceWriter(target, packets.capture(), new SliceOptions(name, Version.line(), arguments.connections(),
            live() ? List.of() : inputFiles(), options.maxSpool(), keyLogs), arguments.redaction());
        outputs.add(name, slice);
        slices.add(slice);
        packets.tap(slice);
    }

    private OutputOptions options(boolean standard, Format format, Map<String, String> hostNames) {
        boolean color = standard && console.outputColor();
        boolean unicode = !standard || console.unicode();
        boolean local = (format == Format.LOG || format == Format.CURL || format == Format.PACKETS) && !arguments.utc();   // the zones of the world are a file that is read at the first of them
        TimeZone zone = local ? TimeZone.getDefault() : new SimpleTimeZone(0, "UTC");
        int width = standard && console.outputTerminal() ? console.columns() : 0;
        return new OutputOptions(title(), Version.number(), arguments.verbosity(), color, unicode, zone, hostNames, width)
            .withReplay(arguments.replayChecks(), arguments.replayPace());
    }

    private String title() {
        if (live != null) return live.name();
        Path file = standardInput() ? null : Path.of(inputs.get(0)).getFileName();
        if (file == null) return "standard input";
        return inputs.size() == 1 ? file.toString() : file + " and " + (inputs.size() - 1) + " more";
    }

    private Options options() throws IOException {
        Options options = Options.DEFAULT.withEveryConnect(arguments.everyConnect()).withStrict(arguments.strict())
            .withFilter(live == null ? arguments.filter() : null).withKeepDuplicates(arguments.keepDuplicates()).withProxies(arguments.proxies()).withLive(live())
            .withThreads(arguments.threads()).withKeys(keys());
        if (!arguments.hints().isEmpty()) options = options.withHints(arguments.hints());
        for (Limit.Setting setting : arguments.limits()) options = setting.in(options);
        if (arguments.lookAhead() != null) options = options.withLookAhead(arguments.lookAhead());
        return arguments.maxBody() == null ? options : options.withMaxBody(arguments.maxBody());
    }

    /** @return false when an interrupt was faster: then its thread tells what is to be told, and ends the process */
    private boolean convert(Options options) throws IOException {
        begin(options);
        progress = progress();
        Thread reader = Thread.currentThread();
        Thread interrupted = new Thread(() -> interrupted(reader), "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean whole = false;
        try {
            input.read(() -> {
                if (progress != null) progress.at(input.bytesRead(), input.exchanges());
            });
            whole = true;
        } finally {
            try {
                if (progress != null) progress.finishing(input.bytesRead(), input.exchanges());
                finish(whole ? unreadFiles() : "the run failed before its end");
            } finally {
                if (progress != null) progress.clear();
                unhook(interrupted);
            }
        }
        return finisher == reader;
    }

    private void begin(Options options) throws IOException {
        boolean begun = false;
        try {
            input.begin(options, sink());
            begun = true;
        } finally {
            if (!begun) outputs.abandon();
        }
    }

    private String unreadFiles() {
        return input.unread() == 0 ? null : input.unread() + " of " + inputs.size() + " captures could not be read";
    }

    /** @return what leads to the outputs: only what was asked for is in between */
    private ExchangeSink sink() {
        UnaryOperator<Exchange> redaction = arguments.redaction();
        ExchangeSink shown = redaction == null ? outputs : new Changed(redaction, slices, outputs);
        if (selection == null) return shown;
        ExchangeSink chosen = selection.before(shown, setting(), redaction);
        return redaction instanceof Redaction known ? new Changed(exchange -> told(known, exchange), List.of(), chosen) : chosen;
    }

    /** What is not chosen may tell what is secret in what is. */
    private static Exchange told(Redaction redaction, Exchange exchange) {
        redaction.seen(exchange);
        return exchange;
    }

    private Setting setting() {
        ZoneId zone = arguments.utc() ? ZoneOffset.UTC : ZoneId.systemDefault();
        return new Setting(input::beganNanos, zone, input.hostNames());
    }

    private KeyLog keys() throws IOException {
        KeyLog keys = new KeyLog();
        for (String file : arguments.keylogs()) keys.add(Files.readAllBytes(Path.of(file)));
        return keys;
    }

    /** @return whether the input is a pipe, or a file that grows: something that may still be captured */
    private boolean live() {
        return live != null || arguments.follow() || standardInput() || inputFiles().stream().anyMatch(file -> !Files.isRegularFile(file));
    }

    /** @return null where progress is not to be seen, or would be mixed up with a log on the same terminal */
    private Progress progress() {
        boolean log = arguments.outputs().isEmpty() || arguments.outputs().contains(Arguments.STANDARD);
        if (arguments.quiet() || !console.progress() || log && console.outputTerminal()) return null;
        return new Progress(console.err(), input.size(), System::nanoTime);
    }

    /** The reader may wait for packets that never come; what it has is reported, and the documents become whole. */
    private void interrupted(Thread reader) {
        if (live != null) live.stop();
        try {
            finish("interrupted");
            if (finisher == reader) reader.join();   // it was at its end already, and ends the process
            else tellInterrupted();
        } catch (OutputException e) {
            if (!e.closedPipe()) console.complain(e.getMessage());
        } catch (IOException e) {
            console.complain(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellInterrupted() {
        if (progress != null) progress.clear();
        remark("interrupted; what was complete has been written, " + input.exchanges() + " exchanges");
        if (selection != null) selection.complaints().forEach(console::complain);
    }

    private void describe() {
        Report summary = input.report();
        List<String> notes = new ArrayList<>(summary.remarks());
        if (selection != null) {
            notes.addAll(selection.complaints());
            notes.addAll(selection.remarks());
        }
        notes.addAll(summary.exchanges() == 0 ? summary.whyEmpty() : summary.warnings());
        outputs.about(notes.stream().map(this::withoutSecrets).toList());
    }

    /** Completes the outputs. A second call does nothing. @param why not all of the input was read; null when all was */
    private synchronized void finish(String why) throws IOException {
        if (finisher != null) return;
        finisher = Thread.currentThread();
        unread = why;
        try {
            input.end();
            if (described) describe();
        } finally {
            outputs.close();
        }
    }

    private void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Main.ending = finisher == Thread.currentThread();   // then it runs already, and waits for this one
        }
    }

    private void tell(Report summary) {
        summary.remarks().forEach(this::remark);
        outputs.remarks().forEach(this::remark);
        if (selection != null) selection.remarks().forEach(this::remark);
        if (summary.bugs() > 0) {
            console.complain("a bug in pcap2http ended " + summary.bugs() + " connections, please report it; --strict stops at the first");
        }
        if (arguments.summary() == Arguments.Report.JSON) console.err().println(summary.json());
        else if (arguments.summary() != null) summary.lines().forEach(console::say);
        else if (summary.exchanges() > 0) summary.warnings().forEach(warning -> remark(summary.name() + ": " + warning));
        else if (!arguments.quiet()) whyEmpty(summary.whyEmpty());
        if (selection != null) selection.complaints().forEach(console::complain);
    }

    /** Why was said in a remark each, unless those are not wanted. */
    private int unread(int files) {
        if (arguments.quiet()) console.complain(files + " of " + inputs.size() + " captures could not be read");
        return Main.FAILED;
    }

    private void whyEmpty(List<String> lines) {
        console.complain(lines.get(0));
        lines.subList(1, lines.size()).forEach(console::say);
    }

    private void remark(String text) {
        if (!arguments.quiet()) console.complain(withoutSecrets(text));
    }

    /** Remarks may quote the input. */
    private String withoutSecrets(String text) {
        Redaction redaction = arguments.redaction();
        return redaction == null ? text : redaction.ofText(text);
    }
}
