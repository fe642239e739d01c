package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Lines for people, written as exchanges end; verbose, with heads as curl shows them, and with bodies, which are indented. */
final class LogWriter implements Output {
    private final OutputOptions options;
    private final LiveStream stream;
    private final Writer out;
    private final Printable printable;
    private final LogLine line;
    private final LogBody bodies;

    LogWriter(Target target, OutputOptions options) throws IOException {
        this.options = options;
        this.stream = new LiveStream(target);
        this.out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        this.printable = new Printable(options.unicode());
        this.line = new LogLine(options, printable);
        this.bodies = new LogBody(out, printable);
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        out.write(line.of(exchange));
        out.write('\n');
        if (options.verbosity() > 0) details(exchange);
        out.flush();
    }

    @Override
    public void pause() throws IOException {
        stream.show();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    @Override
    public void abandon() {
        stream.abandon();
    }

    private void details(Exchange exchange) throws IOException {
        String whereabouts = Whereabouts.of(exchange.connection());
        if (!whereabouts.isEmpty()) out.write("* " + printable.of(whereabouts) + "\n");
        beyond("for the client ", exchange.connection().realClient());
        beyond("the proxy was asked for ", exchange.connection().destination());
        Request request = exchange.request();
        Response response = exchange.response();
        if (request != null) {
            head('>', request.method() + " " + request.target() + " " + request.version(), request.fields());
            if (options.verbosity() > 1) bodies.write(request.body(), MediaType.of(request.fields()));
            fields('>', request.trailers());
        }
        for (Interim one : exchange.interim()) head('<', "HTTP/1.1 " + one.status() + " " + one.reason(), one.fields());
        if (response != null && response.status() > 0) {
            head('<', response.version() + " " + response.status() + " " + response.reason(), response.fields());
        }
        if (response != null && options.verbosity() > 1) bodies.write(response.body(), MediaType.of(response.fields()));
        if (response != null) fields('<', response.trailers());
        for (Diagnostic diagnostic : exchange.diagnostics()) note(diagnostic);
        out.write('\n');
    }

    private void head(char mark, String startLine, Fields fields) throws IOException {
        String text = printable.of(WireText.of(startLine).stripTrailing());
        out.write(mark + " " + (options.color() ? Ink.BOLD.on(text) : text) + "\n");
        fields(mark, fields);
        out.write(mark + "\n");
    }

    private void fields(char mark, Fields fields) throws IOException {
        for (Field field : fields) {
            String name = printable.of(WireText.of(field.name()));
            String value = printable.of(WireText.of(field.value()));
            out.write((mark + " " + (options.color() ? Ink.CYAN.on(name) : name) + ": " + value).stripTrailing() + "\n");
        }
    }

    private void beyond(String words, Endpoint end) throws IOException {
        if (end != null) out.write("* " + words + printable.of(WireText.of(end.toString())) + "\n");
    }

    private void note(Diagnostic diagnostic) throws IOException {
        String detail = diagnostic.detail().isEmpty() ? "" : ": " + printable.of(WireText.of(diagnostic.detail()));
        String text = "* " + diagnostic.code() + " (frame " + diagnostic.at().frame() + "), " + diagnostic.code().meaning() + detail;
        out.write((options.color() ? Ink.YELLOW.on(text) : text) + "\n");
    }
}
