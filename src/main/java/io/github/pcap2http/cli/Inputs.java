package io.github.pcap2http.cli;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.harfile.FirstBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a command line says is to be read: files, a pipe, a file that grows, or interfaces. */
final class Inputs {
    private final Arguments arguments;
    private final Console console;
    private final LiveRun live;
    private final List<String> names;

    /** @param live null: captures are read */
    Inputs(Arguments arguments, Console console, LiveRun live) {
        this.arguments = arguments;
        this.console = console;
        this.live = live;
        this.names = arguments.captures();
    }

    int size() {
        return names.size();
    }

    /** @return none when standard input is read */
    List<Path> files() {
        if (standardInput()) return List.of();
        List<Path> files = new ArrayList<>(names.size());
        for (String name : names) files.add(Path.of(name));
        return files;
    }

    boolean standardInput() {
        return names.equals(List.of(Arguments.STANDARD));
    }

    /** @return a name for all of it */
    String title() {
        if (live != null) return live.name();
        Path file = standardInput() ? null : Path.of(names.get(0)).getFileName();
        if (file == null) return "standard input";
        return names.size() == 1 ? file.toString() : file + " and " + (names.size() - 1) + " more";
    }

    /** @return whether the input is a pipe, or a file that grows: something that may still be captured */
    boolean mayGrow() {
        if (live != null || arguments.follow() || standardInput()) return true;
        for (Path file : files()) {
            if (!Files.isRegularFile(file)) return true;
        }
        return false;
    }

    /** @return to be closed by the caller */
    Input open() throws IOException, UsageException {
        if (live != null) return new CaptureInput(live.open());
        if (arguments.follow()) return follow(Path.of(names.get(0)));
        if (standardInput() && console.inputTerminal()) {
            throw new UsageException("standard input is a terminal; pipe a capture into it: tcpdump -i any -U -w - 'tcp port 80' | pcap2http -");
        }
        if (standardInput()) return ofPipe(console.in(), "standard input");
        List<Path> files = files();
        Path first = files.get(0);
        boolean pipe = files.size() == 1 && Files.exists(first) && !Files.isRegularFile(first) && !Files.isDirectory(first);
        if (pipe) return ofPipe(Files.newInputStream(first), first.toString());
        return beginsAsJson(first) ? har(HarInput.of(files)) : new CaptureInput(Capture.open(files));
    }

    private static Input follow(Path file) throws IOException, UsageException {
        if (beginsAsJson(file)) throw new UsageException("--follow is for captures, and this is a HAR");
        return new CaptureInput(Capture.follow(file));
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
}
