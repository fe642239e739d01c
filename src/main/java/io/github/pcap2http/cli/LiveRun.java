package io.github.pcap2http.cli;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.live.Counts;
import io.github.pcap2http.live.LiveCapture;
import io.github.pcap2http.live.LiveException;
import io.github.pcap2http.live.LiveOptions;
import io.github.pcap2http.typed.Nearest;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A capture that this run makes itself. */
final class LiveRun implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final LiveOptions options;
    private final String keep;   // null: packets are not kept
    private final Console console;
    private final boolean quiet;
    private final Thread reader = Thread.currentThread();
    private OutputStream kept;
    private LiveCapture stream;

    LiveRun(LiveOptions options, String keep, Console console, boolean quiet) {
        this.options = options;
        this.keep = keep;
        this.console = console;
        this.quiet = quiet;
    }

    /** @return name of all interfaces */
    String name() {
        return String.join(", ", options.interfaces());
    }

    Capture open() throws IOException {
        try {
            if (keep != null) kept = new BufferedOutputStream(Files.newOutputStream(Path.of(keep)), BUFFER);
        } catch (IOException e) {
            throw new OutputException(keep, e);
        }
        try {
            stream = LiveCapture.begin(options, kept, console::complain);
        } catch (LiveException e) {
            if (kept != null) kept.close();
            throw e.unknownInterface() == null ? e : new IOException(e.getMessage() + near(e), e);
        }
        if (!quiet) console.complain("capturing on " + name() + (options.nanos() == Long.MAX_VALUE ? "; Ctrl-C ends it" : ""));
        return Capture.open(stream, name());
    }

    private static String near(LiveException e) {
        String nearest = Nearest.of(e.unknownInterface(), e.interfaces());
        return nearest != null ? "; did you mean " + nearest + "?" : "; 'pcap2http -D' lists those that there are";
    }

    /** Ends the capture by a signal: the reader goes on to its end, and then the process ends with its status. */
    void stop() {
        stream.stop();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says what became of the packets. @return whether all went well */
    boolean report() throws OutputException {
        if (!quiet) {
            for (Counts one : stream.counts()) console.complain(line(one));
        }
        if (stream.copyFailure() != null) throw new OutputException(keep, stream.copyFailure());
        return !stream.broken();
    }

    private static String line(Counts one) {
        String line = one.name() + ": " + one.captured() + " packets captured";
        if (one.received() >= 0) line += ", " + one.received() + " received by the filter, " + one.dropped() + " dropped by the kernel";
        return one.missed() > 0 ? line + ", " + one.missed() + " dropped by the interface" : line;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) stream.close();
        if (kept != null) kept.close();
    }
}
