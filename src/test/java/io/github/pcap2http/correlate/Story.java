package io.github.pcap2http.correlate;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.Span;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.exchange.Timing;
import io.github.pcap2http.exchange.Vantage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Exchanges as text, a line each, told to a correlator in the order of time:
 * <pre>
 * name begin-end client:port&gt;server:port METHOD target status@begin body ; Field: value ; &lt; Field of the response: value ...
 * name begin-end client:port&gt;server:port refused
 * name begin-end client:port&gt;server:port unasked
 * name begin-end client:port&gt;server:port older
 * name begin-end client:port&gt;server:port opened
 * </pre>
 * {@code unasked} is a response the request of which is missing, {@code older} a connection that was open before the capture began,
 * {@code opened} one the SYN of which is missing, but not what came behind it.
 * Times are milliseconds; a status {@code -} means that there was no response, {@code gone} that the client left before it,
 * {@code .} an empty body, one that begins with {@code -} is not kept. Addresses are any words;
 * {@code !} before one says that this end is the host that captured.
 */
final class Story {
    private record Event(long nanos, int rank, Runnable what) { }

    private static final long MILLI = 1_000_000;

    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, Long> ports = new LinkedHashMap<>();
    long windowNanos = Correlator.WINDOW_NANOS;
    boolean severalClocks;
    private final Map<Long, Connection> older = new TreeMap<>();   // by when it was seen
    final List<Exchange> given = new ArrayList<>();

    static Story of(String text) {
        Story story = new Story();
        text.lines().filter(line -> !line.isBlank()).forEach(story::line);
        return story;
    }

    private void line(String line) {
        String[] parts = line.split(" ; ");
        String[] words = parts[0].strip().split(" +");
        long begin = nanos(words[1].substring(0, words[1].indexOf('-')));
        long end = nanos(words[1].substring(words[1].indexOf('-') + 1));
        String[] ends = words[2].split(">");
        long frame = ports.computeIfAbsent(words[2], any -> ports.size() + 1L);
        Connection connection = opened(TestExchanges.connection(frame, endpoint(ends[0]), endpoint(ends[1])), new Moment(frame, begin), vantage(ends));
        String id = frame + "-" + (names.size() + 1);
        List<Field> fields = new ArrayList<>();
        List<Field> answer = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            boolean ofResponse = parts[i].startsWith("< ");
            String name = parts[i].substring(ofResponse ? 2 : 0, parts[i].indexOf(':'));
            (ofResponse ? answer : fields).add(new Field(name, parts[i].substring(parts[i].indexOf(':') + 2).strip()));
        }
        names.put(id, words[0]);
        if (words[3].equals("older")) older.put(begin, met(connection, null));
        else if (words[3].equals("opened")) older.put(begin, met(connection, new Moment(frame, begin)));
        else if (words[3].equals("unasked")) exchanges.put(words[0], unasked(id, connection, begin, end));
        else exchanges.put(words[0], words[3].equals("refused") ? refused(id, connection, begin, end) : exchange(id, connection, begin, end, words, Fields.of(fields), Fields.of(answer)));
    }

    private static Connection met(Connection c, Moment established) {
        return new Connection(c.firstFrame(), null, established, c.seen(), c.alsoSeen(), c.vantage(), c.beyond());
    }

    private static Connection opened(Connection c, Moment at, Vantage vantage) {
        return new Connection(c.firstFrame(), at, null, c.seen(), c.alsoSeen(), vantage, c.beyond());
    }

    private static Vantage vantage(String... ends) {
        if (ends[0].startsWith("!")) return new Vantage(0, Side.CLIENT);
        return ends[1].startsWith("!") ? new Vantage(0, Side.SERVER) : null;
    }

    private static long nanos(String millis) {
        return (long) (Double.parseDouble(millis) * MILLI);
    }

    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new Endpoint(text.substring(text.startsWith("!") ? 1 : 0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static Exchange refused(String id, Connection connection, long begin, long end) {
        return new Exchange(id, connection, "http://x/", null, null, List.of(), Outcome.CONNECT_REFUSED, "(x)", new Timing(begin, 0, end - begin, -1, 0, 0, 0),
            null, null, 0, 0, 1, List.of(), Links.NONE);
    }

    private static Exchange unasked(String id, Connection connection, long begin, long end) {
        Connection known = new Connection(connection.firstFrame(), connection.opened(), connection.opened(), connection.seen(), connection.alsoSeen(), connection.vantage(), connection.beyond());
        Response response = new Response(200, "", "HTTP/1.1", Fields.EMPTY, 50, Body.NONE, Fields.EMPTY);
        Span received = new Span(new Moment(begin / 1000, begin), new Moment(end / 1000, end));
        return new Exchange(id, known, "http://x/", null, response, List.of(), Outcome.RESPONSE_ONLY, "(x)", new Timing(begin, 0, -1, -1, 0, 0, end - begin),
            null, received, 0, 0, 1, List.of(), Links.NONE);
    }

    private static Exchange exchange(String id, Connection connection, long begin, long end, String[] words, Fields fields, Fields answer) {
        Request request = new Request(words[3], words[4], "HTTP/1.1", fields, 100, Body.NONE, Fields.EMPTY);
        Span sent = new Span(new Moment(begin / 1000, begin), new Moment(begin / 1000, begin));
        if (words[5].equals("-") || words[5].equals("gone")) {
            List<Diagnostic> why = words[5].equals("-") ? List.of() : List.of(new Diagnostic(Code.CLIENT_GONE, new Moment(0, end), ""));
            return new Exchange(id, connection, "http://x" + words[4], request, null, List.of(), Outcome.RESET, "(x)", new Timing(begin, 0, -1, -1, 0, end - begin, 0),
                sent, null, 0, 0, 1, why, Links.NONE);
        }
        int at = words[5].indexOf('@');
        long answered = at < 0 ? end : nanos(words[5].substring(at + 1));
        int status = Integer.parseInt(at < 0 ? words[5] : words[5].substring(0, at));
        boolean empty = words.length < 7 || words[6].equals(".");
        boolean left = !empty && words[6].startsWith("-");
        Body body = empty ? Body.NONE : left ? new Body(Bytes.EMPTY, words[6].length(), words[6].length(), 0, false, null) : new Body(Bytes.latin1(words[6]), words[6].length(), words[6].length(), 0, true, null);
        Response response = new Response(status, "", "HTTP/1.1", answer, 50, body, Fields.EMPTY);
        Span received = new Span(new Moment(answered / 1000, answered), new Moment(end / 1000, end));
        return new Exchange(id, connection, "http://x" + words[4], request, response, List.of(), Outcome.COMPLETE, null,
            new Timing(begin, 0, -1, -1, 0, answered - begin, end - answered), sent, received, 0, 0, 1, List.of(), Links.NONE);
    }

    /**
     * @return for each name the one that caused it and its number, such as {@code x=p#1}; {@code x=?} where several fit equally well;
     *     {@code q~x} where one was served with the answer to another one's attempt
     */
    String told() {
        return told(new Random(0), 0);
    }

    /** @param late milliseconds by which the ends of exchanges are heard later than they came, at most */
    String told(Random random, int late) {
        given.clear();
        Correlator correlator = new Correlator(given::add, windowNanos);
        if (severalClocks) {
            correlator.severalFiles();
            correlator.severalClocks(true);
        }
        List<Event> events = new ArrayList<>();
        exchanges.forEach((name, exchange) -> {
            long begin = exchange.timing().started();
            long end = begin + exchange.timing().total() + (late == 0 ? 0 : random.nextInt(late) * MILLI);
            Moment at = new Moment(begin / 1000, begin);
            Connection connection = exchange.connection();
            if (exchange.request() == null && exchange.response() == null) events.add(new Event(begin, 1, () -> correlator.connecting(connection)));
            else events.add(new Event(begin, 1, () -> correlator.started(exchange.id(), connection, at, exchange.request())));
            events.add(new Event(end, 0, () -> finish(correlator, exchange)));
        });
        older.forEach((begin, connection) -> events.add(new Event(begin, 1, () -> correlator.connected(connection))));
        events.sort(Comparator.comparingLong(Event::nanos).thenComparingInt(Event::rank));
        try {
            for (Event event : events) {
                correlator.advance(event.nanos());
                event.what().run();
            }
            correlator.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return links();
    }

    private static void finish(Correlator correlator, Exchange exchange) {
        try {
            correlator.finished(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return by name of each attempt, after it was {@link #told}, the name of what caused it */
    Map<String, String> parents() {
        Map<String, String> parents = new TreeMap<>();
        for (Exchange exchange : given) {
            Links.Cause cause = exchange.links().cause();
            if (cause != null) parents.put(names.get(exchange.id()), names.get(cause.parent()));
        }
        return parents;
    }

    private String links() {
        Map<String, String> links = new TreeMap<>();
        for (Exchange exchange : given) {
            Links.Cause cause = exchange.links().cause();
            String name = names.get(exchange.id());
            if (cause != null) links.put(name, names.get(cause.parent()) + "#" + cause.number());
            else if (exchange.diagnostics().stream().anyMatch(d -> d.code() == Code.AMBIGUOUS_PARENT)) links.put(name, "?");
            if (exchange.links().shared() != null) links.put(name, "~" + names.get(exchange.links().shared()));
        }
        StringBuilder text = new StringBuilder();
        links.forEach((name, link) -> text.append(text.length() == 0 ? "" : " ").append(name).append(link.startsWith("~") ? "" : "=").append(link));
        return text.toString();
    }

    /** @return the names in the order in which they were given on */
    List<String> order() {
        return given.stream().map(exchange -> names.get(exchange.id())).toList();
    }

    Exchange last(String name) {
        return given.stream().filter(exchange -> name.equals(names.get(exchange.id()))).findFirst().orElseThrow();
    }
}
