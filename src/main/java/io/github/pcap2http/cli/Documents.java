package io.github.pcap2http.cli;

import io.github.pcap2http.output.BodyFiles;
import io.github.pcap2http.output.Format;
import io.github.pcap2http.output.OutputOptions;
import io.github.pcap2http.output.Target;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.slice.SliceOptions;
import io.github.pcap2http.slice.SliceWriter;
import io.github.pcap2http.view.PacketView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.function.Supplier;

/** What a command line says is to be written: opens it all. */
final class Documents {
    private static final Path STANDARD_INPUT = Path.of("/dev/stdin");   // where there is none, it is no output either

    private final Arguments arguments;
    private final Console console;
    private final Inputs inputs;
    private final Selection selection;   // null: all exchanges are wanted
    private final Outputs outputs;
    private final List<SliceWriter> slices = new ArrayList<>(0);
    private Input input;
    private boolean described;

    /** @param outputs gets what is opened */
    Documents(Arguments arguments, Console console, Inputs inputs, Selection selection, Outputs outputs) {
        this.arguments = arguments;
        this.console = console;
        this.inputs = inputs;
        this.selection = selection;
        this.outputs = outputs;
    }

    /** @return those that are to know the exchanges as they were before secrets were taken out of them */
    List<SliceWriter> slices() {
        return slices;
    }

    /** @return whether one of them tells of the input as a whole */
    boolean described() {
        return described;
    }

    /** Nothing may be written over what is read, or twice. */
    void check() throws UsageException {
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
            for (Path input : inputs.files()) {
                if (same(file, input)) throw new UsageException("the output " + output + " is the capture itself");
            }
            if (inputs.standardInput() && same(file, STANDARD_INPUT)) {
                throw new UsageException("the output " + output + " is the file that standard input comes from");
            }
            for (String keys : arguments.keylogs()) {
                if (same(file, Path.of(keys))) throw new UsageException("the output " + output + " is the file of keys");
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

    /** @param report makes the text of the report, in the end */
    void open(Input input, Options options, Supplier<String> report) throws OutputException, UsageException {
        this.input = input;
        if (selection != null && selection.asserts()) outputs.readToTheEnd();
        boolean opened = false;
        try {
            if (arguments.bodies() != null) openBodies(arguments.bodies());
            if (arguments.outputs().isEmpty()) openOutput(Arguments.STANDARD, options);
            for (String name : arguments.outputs()) openOutput(name, options);
            if (selection != null && selection.report() != null) openReport(selection.report(), report);
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

    private void openReport(String name, Supplier<String> text) throws OutputException {
        try {
            outputs.add(name, new ReportFile(target(name), text));
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    private void openOutput(String name, Options options) throws OutputException, UsageException {
        Format format = arguments.formatOf(name);
        described |= format == Format.MARKDOWN;
        try {
            OutputOptions look = options(name.equals(Arguments.STANDARD), format, input.hostNames()).withSpool(options.maxSpool());
            if (format == Format.PCAPNG) openSlice(name, target(name), options);
            else if (format == Format.PACKETS) openView(name, target(name), look, options.maxSpool());
            else outputs.add(name, arguments.byStart() ? format.openByStart(target(name), look) : format.open(target(name), look));
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    private Target target(String name) {
        return name.equals(Arguments.STANDARD) ? Target.stream(console.out()) : Target.file(Path.of(name), arguments.threads() > 1);
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
        packets.tap(new ViewTap(name, view, outputs));
    }

    private void openSlice(String name, Target target, Options options) throws IOException, UsageException {
        CaptureInput packets = packets("the output " + name);
        List<byte[]> keyLogs = new ArrayList<>();
        for (String file : arguments.keylogs()) keyLogs.add(Files.readAllBytes(Path.of(file)));
        SliceWriter slice = new SliceWriter(target, packets.capture(), new SliceOptions(name, Version.line(), arguments.connections(),
            inputs.mayGrow() ? List.of() : inputs.files(), options.maxSpool(), keyLogs), arguments.redaction());
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
        return new OutputOptions(inputs.title(), Version.number(), arguments.verbosity(), color, unicode, zone, hostNames, width)
            .withReplay(arguments.replayChecks(), arguments.replayPace());
    }
}
