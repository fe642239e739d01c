package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import io.github.pcap2http.exchange.Timing;
import java.util.ArrayList;
import java.util.List;

/**
 * The layout of a line of the log: time, who with whom, what, how it ended, size, duration, notes. Columns start narrow and grow with
 * what comes, each to a bound, beyond which a line runs over rather than lose something. Only where the terminal's width is
 * known are URLs cut, in the middle. Attempts of a proxy hang under the request that caused them, with the time since it came.
 */
final class LogLine {
    private static final int NARROW = 130;   // columns; below, the date is left out and columns stand closer
    private static final int LEAST_WHAT = 20;   // columns that a URL gets on the narrowest terminal
    private static final int AMOUNT_WIDTH = 7;
    private static final int BRANCH_WIDTH = 6;   // of an attempt's number and what it hangs on

    private final OutputOptions options;
    private final Printable printable;
    private final LogTree tree;
    private final WallClock clock;
    private final boolean narrow;
    private final String gap;
    private final Column peers;
    private final Column what = new Column(34, 64);
    private final Column status;
    private long root;   // when the last exchange began that hangs under none

    LogLine(OutputOptions options, Printable printable) {
        this.options = options;
        this.printable = printable;
        this.tree = new LogTree(options.unicode());
        this.narrow = options.width() > 0 && options.width() < NARROW;
        this.clock = new WallClock(options.zone(), !narrow);
        this.gap = narrow ? "  " : "   ";
        this.peers = new Column(narrow ? 26 : 33, 64);
        this.status = new Column(narrow ? 7 : 13, 26);
    }

    /** @return one line, without its end */
    String of(Exchange exchange) {
        Timing timing = exchange.timing();
        boolean artificial = timing.blocked() == Timing.LEAST_BLOCKED;
        long begin = timing.started() + (artificial ? Timing.LEAST_BLOCKED : 0);
        long took = timing.total() - (artificial ? Timing.LEAST_BLOCKED : 0);
        String branch = tree.branch(exchange);
        if (branch.isEmpty()) root = begin;
        String who = branch + who(exchange.connection());
        if (!exchange.links().attempts().isEmpty()) peers.expect(who.length() + BRANCH_WIDTH);
        StringBuilder line = new StringBuilder(160);
        line.append(ink(Ink.DIM, branch.isEmpty() ? clock.time(begin) : since(begin - root))).append("  ");
        line.append(peers.left(who)).append(gap);
        middle(exchange, !branch.isEmpty(), line);
        line.append(gap).append(right(Amounts.duration(took)));
        String notes = notes(exchange, !branch.isEmpty());
        if (!notes.isEmpty()) line.append(gap).append(ink(Ink.YELLOW, notes));
        return line.toString();
    }

    /** A HAR that others wrote does not know its client, nor all of its servers. */
    private String who(Connection connection) {
        if (!connection.client().equals(Endpoint.UNKNOWN)) return named(connection.client()) + " > " + named(connection.server());
        return connection.server().equals(Endpoint.UNKNOWN) ? "-" : "> " + named(connection.server());
    }

    private String named(Endpoint end) {
        String name = options.hostNames().get(end.address());
        return name == null ? end.toString() : printable.of(name) + ":" + end.port();
    }

    private String since(long nanos) {
        String text = Amounts.duration(Math.max(0, nanos)).strip();
        if (!text.startsWith("<")) text = "+" + text;
        return " ".repeat(Math.max(0, (narrow ? 12 : 23) - text.length())) + text;
    }

    /** What, how it ended, and the size. What failed without a response has no size, so its words may reach over that column. */
    private void middle(Exchange exchange, boolean hangs, StringBuilder line) {
        Request request = exchange.request();
        Response response = exchange.response();
        if (request == null && response == null) {
            what.room(room());
            int width = what.width() + gap.length() + status.width() + gap.length() + AMOUNT_WIDTH;
            line.append(ink(Ink.RED, padded(failure(exchange), width)));
            return;
        }
        line.append(what.left(cut(request == null ? words(exchange) : call(request, hangs ? under(exchange.url(), exchange.links().cause().url()) : exchange.url())))).append(gap);
        if (response == null) {
            line.append(ink(Ink.RED, padded(words(exchange), status.width() + gap.length() + AMOUNT_WIDTH)));
        } else {
            line.append(ink(Ink.ofStatus(response.status()), status.left(statusLine(response)))).append(gap);
            line.append(right(Amounts.bytes(response.body().size())));
        }
    }

    /** @return {@code url}, without its host where it has the same path as {@code above} */
    private static String under(String url, String above) {
        return path(url).equals(path(above)) ? path(url) : url;
    }

    private static String path(String url) {
        int host = url.indexOf("://") + 3;
        int path = host < 3 ? -1 : url.indexOf('/', host);
        return path < 0 ? url : url.substring(path);
    }

    private String call(Request request, String url) {
        String address = request.method().equals("CONNECT") ? WireText.of(request.target()) : withoutData(url);
        return printable.of(WireText.of(request.method()) + " " + address);
    }

    /** A URL that is its own content shows its type only. */
    private static String withoutData(String url) {
        int comma = url.startsWith("data:") ? url.indexOf(',') : -1;
        return comma < 0 ? url : url.substring(0, comma + 1) + "...";
    }

    private String statusLine(Response response) {
        if (response.status() == 0) return printable.of(WireText.of(response.version()));
        return (response.status() + " " + printable.of(WireText.of(response.reason()))).stripTrailing();
    }

    /** @return how connecting failed, and where to when that is not the server */
    private String failure(Exchange exchange) {
        Endpoint destination = exchange.connection().destination();
        return destination == null ? words(exchange) : printable.of(WireText.of(destination.toString())) + ": " + words(exchange);
    }

    /** @return how it failed, without the parentheses; how often when it was several times */
    private String words(Exchange exchange) {
        String words = printable.of(MessageWriter.error(exchange));
        if (words.startsWith("(") && words.endsWith(")")) words = words.substring(1, words.length() - 1);
        return exchange.count() > 1 ? words + ", " + exchange.count() + " times" : words;
    }

    private String notes(Exchange exchange, boolean hangs) {
        List<String> notes = new ArrayList<>(0);
        Links links = exchange.links();
        if (links.cause() != null && !hangs) notes.add("attempt " + links.cause().number() + " for " + links.cause().parent());
        if (links.unasked() || worthTelling(links.attempts())) notes.add(ProxyWords.outcome(exchange));
        if (exchange.request() != null && exchange.response() != null && exchange.error() != null) notes.add(words(exchange));
        long lost = exchange.requestLost() + exchange.responseLost();
        if (lost > 0) notes.add(Amounts.bytes(lost) + " lost");
        if (!exchange.diagnostics().isEmpty()) {
            exchange.diagnostics().stream().map(d -> d.code()).distinct().filter(c -> lost == 0 || c != Code.BYTES_MISSING)
                .forEach(c -> notes.add(c.name()));
        }
        return notes.isEmpty() ? "" : String.join(", ", notes);
    }

    private static boolean worthTelling(List<Links.Attempt> attempts) {
        if (attempts.size() > 1) return true;
        return !attempts.isEmpty() && (attempts.get(0).status() < 0 || attempts.get(0).status() >= 500);
    }

    /** @return columns that what there is to say about an exchange may have; as many as it likes when the width is not known */
    private int room() {
        if (options.width() == 0) return Integer.MAX_VALUE;
        int others = (narrow ? 12 : 23) + 2 + peers.width() + 4 * gap.length() + status.width() + 2 * AMOUNT_WIDTH;
        return Math.max(LEAST_WHAT, options.width() - others);
    }

    private String cut(String text) {
        int room = room();
        what.room(room);
        if (text.length() <= room) return text;
        String mark = options.unicode() ? "\u2026" : "..";
        int head = (room - mark.length()) * 2 / 3;
        return text.substring(0, head) + mark + text.substring(text.length() - (room - mark.length() - head));
    }

    private String ink(Ink ink, String text) {
        return options.color() ? ink.on(text) : text;
    }

    private static String right(String text) {
        return " ".repeat(Math.max(0, AMOUNT_WIDTH - text.length())) + text;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** A column that grows with what was put into it. */
    private static final class Column {
        private final int most;
        private int width;

        Column(int least, int most) {
            this.width = least;
            this.most = most;
        }

        int width() {
            return width;
        }

        /** Says how many columns of the terminal there are for it. */
        void room(int columns) {
            width = Math.min(width, columns);
        }

        /** Makes room for what is about to come. */
        void expect(int columns) {
            width = Math.max(width, Math.min(columns, most));
        }

        String left(String text) {
            width = Math.max(width, Math.min(text.length(), most));
            return padded(text, width);
        }
    }
}
