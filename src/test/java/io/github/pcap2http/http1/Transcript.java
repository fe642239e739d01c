package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What two sides said and what is to be reported of it, as a text file:
 *
 * <pre>
 * # a story
 * C> GET / HTTP/1.1\r\nHost: a\r\n\r\n      what a side sends; \r \n \t \\ and \xNN are escapes
 * S> HTTP/1.1 204 No Content\r\n\r\n
 * S~ 99                                       99 bytes that the capture lacks
 * C. FIN                                      how a side ends; CAPTURE_END where nothing is said
 * -! let go                                   memory is short
 * ==
 * GET http://a/ -> 204 complete               one line an exchange, in the order in which they end
 * </pre>
 *
 * <p>{@code {300*ab}} repeats.
 */
public record Transcript(List<Event> events, String expected) {
    /** Something that happened. @param gap above 0: a hole; @param end not null: the side's end; without bytes, gap and end: memory is short */
    public record Event(Side from, Bytes bytes, long gap, EndCause end) { }

    public static Transcript read(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        int line = 0;
        for (; !lines.get(line).equals("=="); line++) {
            String text = lines.get(line);
            if (text.isEmpty() || text.startsWith("#")) continue;
            Side from = text.charAt(0) == 'C' ? Side.CLIENT : Side.SERVER;
            String rest = text.substring(3);
            switch (text.charAt(1)) {
                case '>' -> events.add(new Event(from, unescape(rest), 0, null));
                case '~' -> events.add(new Event(from, null, Long.parseLong(rest.strip()), null));
                case '!' -> events.add(new Event(from, null, 0, null));
                case '.' -> events.add(new Event(from, null, 0, EndCause.valueOf(rest.strip())));
                default -> throw new IOException(file + ": " + text);
            }
        }
        return new Transcript(events, String.join("\n", lines.subList(line + 1, lines.size())).strip());
    }

    /** @param pieces cuts an event's bytes: lengths of the pieces but for the last */
    String play(java.util.function.Function<Bytes, List<Bytes>> pieces, Limits limits) {
        List<String> out = new ArrayList<>();
        Connection connection = TestExchanges.connection(1, new Endpoint("192.0.2.7", 40000), new Endpoint("192.0.2.1", 80));
        Journal journal = new Journal(() -> connection, limits, Draft::onHeap, exchange -> out.add(line(exchange)), new Held());
        Http1Connection http = new Http1Connection(journal, () -> new Http1Connection(journal, () -> {
            throw new AssertionError("a tunnel in a tunnel");
        }));
        Moment now = new Moment(1, 1_000_000_000L);
        boolean[] ended = new boolean[2];
        for (Event event : events) {
            now = new Moment(now.frame() + 1, now.nanos() + 1_000_000);
            if (event.bytes() != null) {
                for (Bytes piece : pieces.apply(event.bytes())) http.data(event.from(), piece, now);
            } else if (event.end() != null) {
                http.end(event.from(), event.end(), now);
                ended[event.from().ordinal()] = true;
            } else if (event.gap() == 0) {
                http.letGo(now);
                if (journal.held().bytes() > 0) out.add("still held " + journal.held().bytes());
            } else {
                http.gap(event.from(), event.gap(), now);
            }
        }
        for (Side side : Side.values()) {
            if (!ended[side.ordinal()]) http.end(side, EndCause.CAPTURE_END, now);
        }
        if (journal.held().bytes() != 0) out.add("held " + journal.held().bytes());
        if (journal.unparsed() > 0) out.add("unparsed " + journal.unparsed());
        return String.join("\n", out);
    }

    public static String line(Exchange x) {
        StringBuilder line = new StringBuilder();
        line.append(x.request() == null ? "?" : x.request().method() + " " + x.url()).append(" -> ");
        line.append(x.response() == null ? "-" : String.valueOf(x.response().status())).append(' ').append(x.outcome().word());
        if (x.request() != null) body(line, ", request body ", x.request().body());
        if (x.response() != null) body(line, ", body ", x.response().body());
        if (!x.interim().isEmpty()) {
            line.append(", interim ").append(x.interim().stream().map(Interim::status).map(String::valueOf).collect(Collectors.joining(" ")));
        }
        if (x.requestLost() > 0) line.append(", lost of request ").append(x.requestLost());
        if (x.responseLost() > 0) line.append(", lost of response ").append(x.responseLost());
        if (x.response() != null && x.response().trailers().size() > 0) line.append(", trailers ").append(x.response().trailers());
        String codes = x.diagnostics().stream().map(Diagnostic::code).distinct().map(Enum::name).collect(Collectors.joining(" "));
        if (!codes.isEmpty()) line.append(", ").append(codes);
        return line.toString();
    }

    private static void body(StringBuilder line, String label, io.github.pcap2http.exchange.Body body) {
        if (body.size() == 0 && body.content().isEmpty()) return;
        String text = body.content().latin1();
        boolean shown = text.length() <= 40 && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        line.append(label).append(body.size());
        if (body.content().length() != body.size()) line.append(" (").append(body.content().length()).append(" kept)");
        if (shown && !text.isEmpty()) line.append(" \"").append(text).append('"');
    }

    static Bytes unescape(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' && text.substring(i).matches("(?s)\\{\\d+\\*.*")) {
                int star = text.indexOf('*', i);
                int close = text.indexOf('}', star);
                byte[] repeated = unescape(text.substring(star + 1, close)).toArray();
                for (int n = Integer.parseInt(text.substring(i + 1, star)); n > 0; n--) out.writeBytes(repeated);
                i = close;
            } else if (c != '\\') {
                out.write(c);
            } else {
                char e = text.charAt(++i);
                switch (e) {
                    case 'r' -> out.write('\r');
                    case 'n' -> out.write('\n');
                    case 't' -> out.write('\t');
                    case '\\' -> out.write('\\');
                    case 'x' -> {
                        out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                        i += 2;
                    }
                    default -> throw new IllegalArgumentException("\\" + e);
                }
            }
        }
        return Bytes.of(out.toByteArray());
    }
}
