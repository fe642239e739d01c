package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Exchanges for tests, built without any packets. What a test does not say is the plainest there is: a GET on a connection that was
 * open already, sent at {@link #START} within 1 ms, answered after 20 ms, received in 4 ms.
 */
public final class TestExchanges {
    /** 2024-05-06T07:08:09.123456789Z, in nanoseconds. */
    public static final long START = 1_714_979_289_123_456_789L;
    public static final long MILLI = 1_000_000L;

    private static final Endpoint CLIENT = new Endpoint("192.0.2.7", 44594);

    private final String url;
    private Request request;
    private Response response;
    private String target;
    private Body requestBody = Body.NONE;
    private Body responseBody = Body.NONE;
    private Fields requestTrailers = Fields.EMPTY;
    private Fields responseTrailers = Fields.EMPTY;
    private Connection connection = connection(7, CLIENT, new Endpoint("192.0.2.1", 8080));
    private Timing timing = new Timing(START, Timing.LEAST_BLOCKED, Timing.NONE, Timing.NONE, MILLI, 20 * MILLI, 4 * MILLI);
    private Outcome outcome = Outcome.COMPLETE;
    private long requestLost;
    private long responseLost;
    private long count = 1;
    private int ordinal = 1;
    private Links links = Links.NONE;
    private final List<Interim> interim = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private TestExchanges(String url) {
        this.url = url;
    }

    /** A connection of which no handshake was captured. */
    public static Connection connection(long firstFrame, Endpoint client, Endpoint server) {
        return new Connection(firstFrame, null, null, new Sighting(client, server, null, List.of(), List.of()), List.of(), null, Beyond.NOTHING);
    }

    /** @param url absolute; the target is its path and query unless {@link #target} says otherwise */
    public static TestExchanges request(String method, String url, String... fields) {
        TestExchanges made = new TestExchanges(url);
        int path = url.indexOf('/', url.indexOf("://") + 3);
        made.target = path < 0 ? "/" : url.substring(path);
        made.request = new Request(method, "", "HTTP/1.1", fields(fields), 120, Body.NONE, Fields.EMPTY);
        return made;
    }

    public static TestExchanges get(String url, String... fields) {
        return request("GET", url, fields);
    }

    /** An exchange of which no request is known. */
    public static TestExchanges unrequested(String url) {
        return new TestExchanges(url);
    }

    /** @return a section of lines such as {@code Host: a.test} */
    public static Fields fields(String... lines) {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) fields.add(new Field(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip()));
        return Fields.of(fields);
    }

    /** @return a whole body that was sent as it is */
    public static Body body(byte[] bytes) {
        return bytes.length == 0 ? Body.NONE : new Body(Bytes.of(bytes), bytes.length, bytes.length, 0, true, null);
    }

    public static Body body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public TestExchanges target(String target) {
        this.target = target;
        return this;
    }

    public TestExchanges sending(Body body) {
        requestBody = body;
        return this;
    }

    public TestExchanges sending(String body) {
        return sending(body(body));
    }

    public TestExchanges answered(int status, String reason, String... fields) {
        response = new Response(status, reason, status == 0 ? "HTTP/0.9" : "HTTP/1.1", fields(fields), status == 0 ? 0 : 150, Body.NONE, Fields.EMPTY);
        return this;
    }

    public TestExchanges with(Body body) {
        responseBody = body;
        return this;
    }

    public TestExchanges with(String body) {
        return with(body(body));
    }

    public TestExchanges trailers(Fields ofRequest, Fields ofResponse) {
        requestTrailers = ofRequest;
        responseTrailers = ofResponse;
        return this;
    }

    public TestExchanges interim(int status, String reason, String... fields) {
        interim.add(new Interim(status, reason, fields(fields), new Moment(12, START + MILLI)));
        return this;
    }

    /** @param nanos of {@code blocked, connect, ssl, send, wait, receive} */
    public TestExchanges timing(long started, long... nanos) {
        timing = new Timing(started, nanos[0], nanos[1], nanos[2], nanos[3], nanos[4], nanos[5]);
        return this;
    }

    public TestExchanges started(long nanos) {
        return timing(nanos, timing.blocked(), timing.connect(), timing.ssl(), timing.send(), timing.waiting(), timing.receive());
    }

    public TestExchanges over(Connection connection) {
        this.connection = connection;
        return this;
    }

    public TestExchanges outcome(Outcome outcome) {
        this.outcome = outcome;
        return this;
    }

    public TestExchanges lost(long ofRequest, long ofResponse) {
        requestLost = ofRequest;
        responseLost = ofResponse;
        return this;
    }

    public TestExchanges times(long count) {
        this.count = count;
        return this;
    }

    public TestExchanges ordinal(int ordinal) {
        this.ordinal = ordinal;
        return this;
    }

    public TestExchanges links(Links links) {
        this.links = links;
        return this;
    }

    public TestExchanges note(Code code, String detail) {
        diagnostics.add(new Diagnostic(code, new Moment(13, START), detail));
        return this;
    }

    public Exchange build() {
        Request whole = request == null ? null : new Request(request.method(), target, request.version(), request.fields(),
            request.headLength(), requestBody, requestTrailers);
        Response answer = response == null ? null : new Response(response.status(), response.reason(), response.version(),
            response.fields(), response.headLength(), responseBody, responseTrailers);
        Span sent = whole == null ? null : new Span(new Moment(10, START), new Moment(11, START + MILLI));
        Span received = answer == null ? null : new Span(new Moment(14, START + 21 * MILLI), new Moment(15, START + 25 * MILLI));
        return new Exchange(connection.firstFrame() + "-" + ordinal, connection, url, whole, answer, List.copyOf(interim), outcome,
            outcome.error().isEmpty() ? null : outcome.error(), timing, sent, received, requestLost, responseLost, count,
            List.copyOf(diagnostics), links);
    }
}
