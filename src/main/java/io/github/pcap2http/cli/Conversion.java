package io.github.pcap2http.cli;

import io.github.pcap2http.choose.Setting;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Report;
import io.github.pcap2http.tls.KeyLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Captures, or HARs, turned into documents, as a command line asks for it. */
final class Conversion {
    private final Arguments arguments;
    private final Console console;
    private final Outputs outputs = new Outputs();
    private final Selection selection;   // null: all exchanges are wanted
    private final LiveRun live;   // null: captures are read
    private final Inputs inputs;
    private final Documents documents;
    private Input input;
    private boolean begun;   // the outputs are open, and the input may be read
    private Progress progress;   // null: not to be seen
    private Thread finisher;   // the one that completed the outputs; null: they are open
    private String unread;   // why not all of the input was read; null: all was

    Conversion(Arguments arguments, Console console) {
        this.arguments = arguments;
        this.console = console;
        this.selection = arguments.selection();
        this.live = arguments.live() == null ? null : new LiveRun(arguments.live(), arguments.write(), console, arguments.quiet());
        this.inputs = new Inputs(arguments, console, live);
        this.documents = new Documents(arguments, console, inputs, selection, outputs);
    }

    /** @return the exit status */
    int run() throws IOException, UsageException {
        documents.check();
        if (!arguments.keylogs().isEmpty()) remark("TLS is not decrypted yet: the keys of --keylog are only counted");
        try (LiveRun capturing = live; Input opened = inputs.open()) {
            input = opened;
            if (!convert(options())) return Main.INTERRUPTED;
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

    private Options options() throws IOException {
        Options options = Options.DEFAULT.withEveryConnect(arguments.everyConnect()).withStrict(arguments.strict())
            .withFilter(live == null ? arguments.filter() : null).withKeepDuplicates(arguments.keepDuplicates()).withProxies(arguments.proxies()).withLive(inputs.mayGrow())
            .withThreads(arguments.threads()).withKeys(keys());
        if (!arguments.hints().isEmpty()) options = options.withHints(arguments.hints());
        for (Limit.Setting setting : arguments.limits()) options = setting.in(options);
        Redaction redaction = arguments.redaction();
        if (redaction != null) options = options.withNaming(redaction::request);
        if (arguments.lookAhead() != null) options = options.withLookAhead(arguments.lookAhead());
        return arguments.maxBody() == null ? options : options.withMaxBody(arguments.maxBody());
    }

    /** @return false when an interrupt was faster: then its thread tells what is to be told, and ends the process */
    private boolean convert(Options options) throws IOException, UsageException {
        Thread reader = Thread.currentThread();
        Thread interrupted = new Interruption(reader);
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean whole = false;
        try {
            open(options);
            if (begun) {
                progress = progress();
                input.read(new Step());
            }
            whole = true;
        } finally {
            try {
                if (progress != null) progress.finishing(input.bytesRead(), input.exchanges());
                if (begun) finish(whole ? unreadFiles() : "the run failed before its end");
            } finally {
                if (progress != null) progress.clear();
                unhook(interrupted);
            }
        }
        return finisher == reader;
    }

    /** Opens the outputs, unless an interrupt was faster; one that comes meanwhile waits, as it is to leave no half of a file. */
    private synchronized void open(Options options) throws IOException, UsageException {
        if (finisher != null) return;
        documents.open(input, options, selection == null ? null : () -> selection.reportText(inputs.title(), incomplete()));
        try {
            input.begin(options, sink());
            begun = true;
        } finally {
            if (!begun) outputs.abandon();
        }
    }

    /** Of the reader, on its way through the input. */
    private final class Step implements Runnable {
        @Override
        public void run() {
            if (progress != null) progress.at(input.bytesRead(), input.exchanges());
        }
    }

    private String unreadFiles() {
        return input.unread() == 0 ? null : input.unread() + " of " + inputs.size() + " captures could not be read";
    }

    /** @return what leads to the outputs: only what was asked for is in between */
    private ExchangeSink sink() {
        Redaction redaction = arguments.redaction();
        ExchangeSink shown = redaction == null ? outputs : new Changed(redaction, documents.slices(), outputs);
        if (selection == null) return shown;
        ExchangeSink chosen = selection.before(shown, setting(), redaction);
        return redaction == null ? chosen : new Changed(exchange -> told(redaction, exchange), List.of(), chosen);
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

    /** @return null where progress is not to be seen, or would be mixed up with a log on the same terminal */
    private Progress progress() {
        boolean log = arguments.outputs().isEmpty() || arguments.outputs().contains(Arguments.STANDARD);
        if (arguments.quiet() || !console.progress() || log && console.outputTerminal()) return null;
        return new Progress(console.err(), input.size(), System::nanoTime);
    }

    /** The reader may wait for packets that never come; what it has is reported, and the documents become whole. */
    private void endEarly(Thread reader) {
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

    /** Runs when the process is to end before its work is done. */
    private final class Interruption extends Thread {
        private final Thread reader;

        Interruption(Thread reader) {
            super("interrupted");
            this.reader = reader;
        }

        @Override
        public void run() {
            endEarly(reader);
        }
    }

    private void tellInterrupted() {
        if (progress != null) progress.clear();
        if (!begun) {
            remark("interrupted before anything was read");
            return;
        }
        remark("interrupted; what was complete has been written, " + input.exchanges() + (input.exchanges() == 1 ? " exchange" : " exchanges"));
        remark(input.report().remarks());
        remark(outputs.remarks());
        if (selection == null) return;
        remark(selection.remarks());
        complain(selection);
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
        if (!begun) return;
        unread = why;
        try {
            input.end();
            if (documents.described()) describe();
        } finally {
            outputs.close();
        }
    }

    /** @return why a report is not to pass for one of a run that succeeded; null when it may */
    private String incomplete() {
        return unread == null && outputs.failure() != null ? outputs.failure().getMessage() : unread;
    }

    private void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Main.ending = finisher == Thread.currentThread();   // then it runs already, and waits for this one
        }
    }

    private void tell(Report summary) {
        remark(summary.remarks());
        remark(outputs.remarks());
        if (selection != null) remark(selection.remarks());
        if (summary.bugs() > 0) {
            console.complain("a bug in pcap2http ended " + summary.bugs() + " connections, please report it; --strict stops at the first");
        }
        if (arguments.summary() == Arguments.Report.JSON) console.err().println(redacted(summary).json());
        else if (arguments.summary() != null) say(summary.lines());   // has none
        else if (summary.exchanges() > 0) warn(summary);
        else if (!arguments.quiet()) whyEmpty(summary.whyEmpty());
        if (selection != null) complain(selection);
    }

    /** Why was said in a remark each, unless those are not wanted. */
    private int unread(int files) {
        if (arguments.quiet()) console.complain(files + " of " + inputs.size() + " captures could not be read");
        return Main.FAILED;
    }

    private void whyEmpty(List<String> lines) {
        console.complain(withoutSecrets(lines.get(0)));
        for (String line : lines.subList(1, lines.size())) console.say(withoutSecrets(line));
    }

    private void complain(Selection judged) {
        for (String complaint : judged.complaints()) console.complain(complaint);
    }

    private void warn(Report summary) {
        for (String warning : summary.warnings()) remark(summary.name() + ": " + warning);
    }

    private void say(List<String> lines) {
        for (String line : lines) console.say(line);
    }

    private void remark(List<String> texts) {
        for (String text : texts) remark(text);
    }

    private void remark(String text) {
        if (!arguments.quiet()) console.complain(withoutSecrets(text));
    }

    private Report redacted(Report report) {
        return arguments.redaction() == null ? report : report.with(report.remarks().stream().map(this::withoutSecrets).toList());
    }

    /** Remarks may quote the input. */
    private String withoutSecrets(String text) {
        Redaction redaction = arguments.redaction();
        return redaction == null ? text : redaction.ofText(text);
    }
}
