package io.github.pcap2http.cli;

import io.github.pcap2http.output.Printable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * The outside of a run: the three streams, what is at their ends, and the environment.
 *
 * @param out raw, without a buffer
 * @param inputTerminal whether standard input is a terminal; so the others
 * @param columns of the terminal; 0 when unknown
 */
record Console(InputStream in, OutputStream out, PrintStream err, boolean inputTerminal, boolean outputTerminal, boolean errorTerminal,
               int columns, Map<String, String> environment) {
    /** The process's own. The launcher tells what the virtual machine cannot see. */
    static Console system() {
        return new Console(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), System.err,
            Boolean.getBoolean("pcap2http.tty.stdin"), Boolean.getBoolean("pcap2http.tty.stdout"), Boolean.getBoolean("pcap2http.tty.stderr"),
            Integer.getInteger("pcap2http.columns", 0), System.getenv());
    }

    private boolean dumb() {
        return "dumb".equals(environment.get("TERM"));
    }

    boolean outputColor() {
        return outputTerminal && !dumb() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    boolean progress() {
        return errorTerminal && !dumb();
    }

    /** Whether the locale's characters are those of Unicode. */
    boolean unicode() {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) return locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
        }
        return false;
    }

    boolean debug() {
        return !environment.getOrDefault("PCAP2HTTP_DEBUG", "").isEmpty();
    }

    void complain(String message) {
        say("pcap2http: " + message);
    }

    /**
     * Writes a line to standard error in which names from a capture may stand: the terminal is not to obey them, nor what reads the log
     * of a CI job, by the beginnings of lines.
     */
    void say(String line) {
        err.println(new Printable(unicode()).of(line));
    }
}
