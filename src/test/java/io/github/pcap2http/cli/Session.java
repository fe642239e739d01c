package io.github.pcap2http.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Runs the program in this process, with streams that are kept. */
final class Session {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "C.UTF-8"));
    private InputStream in = InputStream.nullInputStream();
    private OutputStream sink = out;
    private boolean terminals;
    private int status = -1;

    Session input(byte... bytes) {
        in = new ByteArrayInputStream(bytes);
        return this;
    }

    /** Standard output fails after so many bytes, as a pipe does whose reader went away, or a full disk. */
    Session outputFails(int after, String why) {
        sink = new OutputStream() {
            private int left = after;

            @Override
            public void write(int b) throws IOException {
                if (left-- <= 0) throw new IOException(why);
                out.write(b);
            }
        };
        return this;
    }

    Session terminals() {
        terminals = true;
        return this;
    }

    Session environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Session run(String... args) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        status = Main.run(new Console(in, sink, errors, terminals, terminals, terminals, terminals ? 100 : 0, environment), args);
        return this;
    }

    int status() {
        return status;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
