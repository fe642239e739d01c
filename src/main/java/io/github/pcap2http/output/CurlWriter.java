package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Timing;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command of curl for each request, to be copied to any POSIX shell, written as exchanges end. */
final class CurlWriter implements Output {
    private static final int QUOTED = 16 << 10;   // bytes of a body that is an argument, of which systems take 128 KiB
    private static final int PRINTED = 1 << 20;   // bytes of a body that is printed into curl
    private static final int TUNNELS = 1000;      // that are remembered

    private final LiveStream stream;
    private final Writer out;
    private final WallClock clock;
    private final String name;
    private final Map<Long, String> tunnels = new LinkedHashMap<>();   // by first frame of the connection: to where
    private long withoutRequest;

    CurlWriter(Target target, OutputOptions options) throws IOException {
        this.stream = new LiveStream(target);
        this.out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        this.clock = new WallClock(options.zone(), true);
        this.name = target.name();
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        if (exchange.request() == null) {
            withoutRequest += exchange.count();
            return;
        }
        CurlCommand command = new CurlCommand(exchange, tunnels.get(exchange.connection().firstFrame()));
        out.write("# " + headline(exchange) + "\n");
        for (String remark : command.remarks()) out.write("# " + remark + "\n");
        if (command.possible()) write(command, exchange);
        else out.write("# curl cannot send such a request line: " + CurlCommand.harmless(exchange.request().method() + " " + exchange.request().target()) + "\n");
        out.write('\n');
        out.flush();
        if (exchange.outcome() == Outcome.TUNNEL) remember(exchange);
    }

    private void remember(Exchange exchange) {
        String where = exchange.request().target();
        if (exchange.connection().firstFrame() == 0 || !CurlHost.safe(where) || !CurlHost.withPort(where, false).equals(where)) return;
        if (tunnels.size() == TUNNELS) tunnels.remove(tunnels.keySet().iterator().next());
        tunnels.put(exchange.connection().firstFrame(), where);
    }

    private void write(CurlCommand command, Exchange exchange) throws IOException {
        Content body = exchange.request().body().kept();
        String quoted = body.length() > QUOTED ? null : ShellText.lines(body.bytes().latin1());
        if (!command.sendsBody()) {
            out.write(command.text(""));
        } else if (quoted != null) {
            out.write(command.text("--data-raw " + quoted));
        } else if (body.length() <= PRINTED) {
            ShellText.printf(body.stream(), out);
            out.write(" |\n" + command.text("--data-binary @-"));
        } else {
            String file = BodyName.of(exchange, true);
            out.write("# the body has " + body.length() + " bytes: pcap2http --bodies DIR writes it to a file, and this is to be run in DIR\n");
            out.write(command.text("--data-binary " + ShellText.word("@" + file)));
        }
        out.write('\n');
    }

    private String headline(Exchange exchange) {
        Timing timing = exchange.timing();
        boolean artificial = timing.blocked() == Timing.LEAST_BLOCKED;
        long least = artificial ? Timing.LEAST_BLOCKED : 0;
        StringBuilder line = new StringBuilder(exchange.id()).append(", ").append(clock.time(timing.started() + least)).append(", ");
        Connection connection = exchange.connection();
        if (!connection.client().address().isEmpty()) line.append(connection.client()).append(' ');   // a HAR knows none
        line.append("to ").append(connection.server()).append(": ");
        if (exchange.response() != null) line.append(exchange.response().status()).append(", ").append(Amounts.bytes(exchange.response().body().size()));
        String error = exchange.error() == null ? "" : exchange.error().replaceAll("[()]", "");
        if (!error.isEmpty()) line.append(exchange.response() == null ? "" : ", ").append(error);
        else if (exchange.response() == null) line.append("no response");
        line.append(", ").append(Amounts.duration(timing.total() - least).replace("<", "less than "));
        Links.Cause cause = exchange.links().cause();
        if (cause != null) line.append(", attempt ").append(cause.number()).append(" of ").append(cause.of()).append(" for ").append(cause.parent());
        return CurlCommand.harmless(line.toString());
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

    @Override
    public List<String> remarks() {
        if (withoutRequest == 0) return List.of();
        return List.of(name + " lacks " + withoutRequest + (withoutRequest == 1 ? " exchange" : " exchanges") + " without a known request, such as failed connects");
    }
}
