package io.github.pcap2http.redact;

import io.github.pcap2http.exchange.Beyond;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import io.github.pcap2http.exchange.Sighting;
import io.github.pcap2http.exchange.Span;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Takes secrets out of exchanges. To be given all exchanges of a run in the order in which they leave: what is secret in a request is taken out of the
 * attempts of a proxy for it, too. Belongs to one thread.
 */
public final class Redaction implements UnaryOperator<Exchange> {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]*|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:%.*)?");
    private static final int FAMILIES = 64;   // requests with attempts whose secrets are remembered

    private final Finder finder;
    private final Memory memory;
    private final Bodies bodies;
    private final Substitute substitute;
    private final Map<String, Secrets> parents = new LinkedHashMap<>();
    private Exchange traced;    // which is mostly the next that is to be rewritten; null: none is
    private Secrets ofTraced;

    private Redaction(Mode mode, boolean defaults, List<Rule> rules, byte... salt) {
        Names names = new Names(rules, mode, defaults);
        boolean drops = mode == Mode.DROP || rules.stream().anyMatch(rule -> rule.mode() == Mode.DROP);
        substitute = new Substitute(salt);
        finder = new Finder(names, new Looks(rules, mode, defaults));
        memory = new Memory(finder, substitute);
        bodies = new Bodies(finder, new Json(names, rules), substitute, drops);
    }

    /**
     * @param mode for what no rule says otherwise; not {@link Mode#KEEP}
     * @param defaults whether what is commonly secret is, without rules: credentials, cookies, and what names and looks tell
     * @param rules of several for the same name the last one counts
     * @param salt of hashes, one byte at least: equal values have equal hashes where it is the same; who does not know it cannot tell a value from its hash
     */
    public static Redaction of(Mode mode, boolean defaults, List<Rule> rules, byte... salt) {
        if (mode == Mode.KEEP) throw new IllegalArgumentException("a redaction that keeps everything");
        return new Redaction(mode, defaults, List.copyOf(rules), salt);
    }

    /**
     * @return the exchange without its secrets; its bodies may be read as long as those of {@code exchange}. Sizes are those that were captured,
     *     but that of a body's content, which is its new one
     */
    @Override
    public Exchange apply(Exchange exchange) {
        Secrets secrets = exchange == traced ? ofTraced : secrets(exchange);
        traced = null;
        Texts texts = new Texts(memory, secrets, substitute, true);
        List<Diagnostic> diagnostics = new ArrayList<>(texts.diagnostics(exchange.diagnostics()));
        Request request = exchange.request();
        if (request != null) {
            Body body = body(request.body(), request.fields(), secrets, "of the request", exchange.requestSpan(), diagnostics);
            request = request(request, body, texts);
        }
        Response response = exchange.response();
        if (response != null) {
            Body body = body(response.body(), response.fields(), secrets, "of the response", exchange.responseSpan(), diagnostics);
            response = response(response, body, texts);
        }
        return new Exchange(texts.id(exchange.id()), connection(exchange.connection(), texts), texts.of(exchange.url(), Place.URL), request, response,
            texts.interim(exchange.interim()), exchange.outcome(), texts.of(exchange.error(), Place.FIELD), exchange.timing(), exchange.requestSpan(),
            exchange.responseSpan(), exchange.requestLost(), exchange.responseLost(), exchange.count(), List.copyOf(diagnostics),
            texts.links(exchange.links()));
    }

    /**
     * Lets it know what is secret in a request with attempts, where {@link #apply} may be called with these before it, or without it.
     * @param exchange as it was captured
     */
    public void seen(Exchange exchange) {
        if (!exchange.links().attempts().isEmpty()) secrets(exchange);
    }

    /** @return method and URL without their secrets, as {@link #apply} has them, which may be called before or not at all. @param exchange as it was captured */
    public String request(Exchange exchange) {
        Texts texts = new Texts(memory, secrets(exchange), substitute, true);
        String method = exchange.request() == null ? "" : texts.of(exchange.request().method(), Place.FIELD) + " ";
        return method + texts.of(exchange.url(), Place.URL);
    }

    /** @return a text that is of no exchange, such as a remark, without what its names and looks say is secret in it */
    public String ofText(String text) {
        return new Texts(memory, new Secrets(), substitute, false).of(text, Place.TEXT);
    }

    /** What of the packets of an exchange is to be overwritten. @param exchange as it was before {@link #apply}, which has or will be called with it */
    public Traces traces(Exchange exchange) {
        Secrets secrets = exchange == traced ? ofTraced : secrets(exchange);
        traced = exchange;
        ofTraced = secrets;
        Request request = exchange.request();
        Response response = exchange.response();
        return new Traces(finder, substitute, secrets, request == null ? Traces.Look.NOTHING : look(request.body(), request.fields(), secrets),
            response == null ? Traces.Look.NOTHING : look(response.body(), response.fields(), secrets));
    }

    private Traces.Look look(Body body, Fields fields, Secrets secrets) {
        if (body.kept().length() < body.size()) return Traces.Look.WHOLE;   // the rest was not looked into
        if (!bodies.changes(body, fields, secrets)) return Traces.Look.NOTHING;
        Contents contents = Contents.of(body, fields);
        boolean hidden = secrets.tooMany() || contents.closed() != null || contents.charset() != null || contents.json() && bodies.byPlace()
            || !fields.members("content-encoding").isEmpty() || !fields.members("transfer-encoding").stream().allMatch("chunked"::equalsIgnoreCase);
        return hidden ? Traces.Look.WHOLE : new Traces.Look(false, contents.place(), contents.binary());
    }

    /** @return what {@link Traces#write} has written, of this redaction or one that was made alike */
    public Traces traces(DataInput in) throws IOException {
        return Traces.read(in, finder, substitute);
    }

    /** @return what is secret in the exchange by its places, and in the request that it is an attempt for */
    private Secrets secrets(Exchange exchange) {
        Secrets secrets = new Secrets();
        Texts texts = new Texts(memory, secrets, substitute, false);
        texts.of(exchange.url(), Place.URL);
        texts.id(exchange.id());
        texts.of(exchange.error(), Place.FIELD);
        texts.interim(exchange.interim());
        texts.diagnostics(exchange.diagnostics());
        texts.links(exchange.links());
        connection(exchange.connection(), texts);
        if (exchange.request() != null) {
            request(exchange.request(), Body.NONE, texts);
            bodies.gather(exchange.request().body(), exchange.request().fields(), secrets);
        }
        if (exchange.response() != null) {
            response(exchange.response(), Body.NONE, texts);
            bodies.gather(exchange.response().body(), exchange.response().fields(), secrets);
        }
        Secrets inherited = exchange.links().cause() == null ? null : parents.get(exchange.links().cause().parent());
        if (inherited != null) secrets.addAll(inherited);
        memory.complete(secrets);
        if (!exchange.links().attempts().isEmpty() && !secrets.isEmpty()) remember(exchange.id(), secrets);
        return secrets;
    }

    private void remember(String id, Secrets secrets) {
        Secrets values = new Secrets();   // without what searching for them takes
        values.addAll(secrets);
        parents.remove(id);
        parents.put(id, values);
        if (parents.size() > FAMILIES) parents.remove(parents.keySet().iterator().next());
    }

    private static Request request(Request request, Body body, Texts texts) {
        return new Request(texts.of(request.method(), Place.FIELD), texts.of(request.target(), Place.URL), texts.of(request.version(), Place.FIELD),
            texts.fields(request.fields()), request.headLength(), body, texts.fields(request.trailers()));
    }

    private static Response response(Response response, Body body, Texts texts) {
        return new Response(response.status(), texts.of(response.reason(), Place.FIELD), texts.of(response.version(), Place.FIELD),
            texts.fields(response.fields()), response.headLength(), body, texts.fields(response.trailers()));
    }

    /** Names of hosts only, which HARs have in place of addresses as well: addresses are no secret here. */
    private static Connection connection(Connection connection, Texts texts) {
        Sighting seen = sighting(connection.seen(), texts);
        List<Sighting> also = connection.alsoSeen().stream().map(one -> sighting(one, texts)).toList();
        Beyond beyond = new Beyond(endpoint(connection.realClient(), texts), endpoint(connection.destination(), texts));
        if (seen.equals(connection.seen()) && also.equals(connection.alsoSeen())) return connection.with(beyond);
        return new Connection(connection.firstFrame(), connection.opened(), connection.established(), seen, also, connection.vantage(), beyond);
    }

    private static Sighting sighting(Sighting seen, Texts texts) {
        return new Sighting(endpoint(seen.client(), texts), endpoint(seen.server(), texts), texts.of(seen.interfaceName(), Place.FIELD), seen.vlans(),
            seen.tunnels().stream().map(tunnel -> texts.of(tunnel, Place.FIELD)).toList());
    }

    private static Endpoint endpoint(Endpoint end, Texts texts) {
        if (end == null || NUMERIC.matcher(end.address()).matches()) return end;
        String name = texts.of(end.address(), Place.FIELD);
        return name.equals(end.address()) ? end : new Endpoint(name, end.port());
    }

    private Body body(Body body, Fields fields, Secrets secrets, String whose, Span span, List<Diagnostic> diagnostics) {
        Bodies.Redacted redacted = bodies.redact(body, fields, secrets);
        Moment at = span == null ? new Moment(0, 0) : span.last();
        if (redacted.removed() != null) diagnostics.add(new Diagnostic(Code.REDACTED, at, "the body " + whose + ": " + redacted.removed()));
        return redacted.body();
    }
}
