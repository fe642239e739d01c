package io.github.pcap2http.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command {@code pcap2http}. */
public final class Main {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int BUG = 3;
    static final int BROKEN = 4;
    static final int DAMAGED = 5;
    static final int INTERRUPTED = 130;

    /** Whether a signal ends the process, which is what ends a live capture as a rule: then the status is this program's to say. */
    static volatile boolean ending;

    private Main() { }

    public static void main(String[] args) {
        int status = run(Console.system(), args);
        if (ending) Runtime.getRuntime().halt(status);   // the exit that is under way waits for this thread
        System.exit(status);
    }

    /** @return the exit status */
    static int run(Console console, String... args) {
        try {
            Arguments arguments = Arguments.parse(args);
            if (arguments.help()) return print(console, arguments.wholeHelp() ? Help.whole() : Help.screen());
            if (arguments.version()) return print(console, Version.line() + "\n");
            if (arguments.devices() != null) return print(console, Devices.list(arguments.devices()));
            if (arguments.completion() != null) return print(console, Completion.script(arguments.completion()));
            if (arguments.manual()) return print(console, ManualPage.text());
            return new Conversion(arguments, console).run();
        } catch (UsageException e) {
            List<String> lines = e.getMessage().lines().toList();
            console.complain(lines.get(0));
            lines.subList(1, lines.size()).forEach(console::say);
            return USAGE;
        } catch (OutputException e) {
            if (e.closedPipe()) return DONE;
            return failed(console, e.getMessage());
        } catch (IOException e) {
            return failed(console, e.getMessage());
        } catch (OutOfMemoryError e) {
            return failed(console, "out of memory; give it more (PCAP2HTTP_JAVA_OPTS=-Xmx4g) or keep less of bodies (--max-body 1M)");
        } catch (RuntimeException | StackOverflowError e) {
            return bug(console, e);
        }
    }

    private static int print(Console console, String text) throws OutputException {
        try {
            console.out().write(text.getBytes(StandardCharsets.UTF_8));
            return DONE;
        } catch (IOException e) {
            throw new OutputException(Arguments.STANDARD, e);
        }
    }

    private static int failed(Console console, String message) {
        console.complain(message);
        return FAILED;
    }

    private static int bug(Console console, Throwable e) {
        console.complain("this is a bug in pcap2http, please report it: " + e);
        if (console.debug()) e.printStackTrace(console.err());
        else console.err().println("(PCAP2HTTP_DEBUG=1 in the environment shows where)");
        return BUG;
    }
}
