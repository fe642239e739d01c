package io.github.pcap2http.harfile;

import io.github.pcap2http.exchange.Beyond;
import io.github.pcap2http.exchange.BodyStore;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import io.github.pcap2http.exchange.Sighting;
import io.github.pcap2http.exchange.Span;
import io.github.pcap2http.exchange.Timing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes exchanges of entries. */
final class EntryReader {
    private static final int MOST_OF_NAME = 100;   // characters
    private static final Map<String, Outcome> OUTCOMES = new HashMap<>();
    private static final Map<String, Code> CODES = new HashMap<>();

    static {
        for (Outcome outcome : Outcome.values()) OUTCOMES.put(outcome.word(), outcome);
        for (Code code : Code.values()) CODES.put(code.name(), code);
    }

    private final MessageReader messages;
    private final int place;
    private long lastStart;
    private boolean withoutZone;
    private long webSocketMessages;

    EntryReader(BodyStore store, Limits limits, int place) {
        this.messages = new MessageReader(store, limits);
        this.place = place;
    }

    /** @return whether the date of the entry read last did not say in which zone it is */
    boolean withoutZone() {
        return withoutZone;
    }

    long webSocketMessages() {
        return webSocketMessages;
    }

    /** @param number of the entry, from 1. @return null when it is no exchange */
    Exchange read(Members entry, long number) {
        withoutZone = false;
        if (!entry.isObject("request") && !entry.isObject("response")) {
            entry.faults().add("has neither a request nor a response, and was left out");
            return null;
        }
        webSocketMessages += entry.list("_webSocketMessages").size();
        Members asked = entry.object("request");
        Members answer = entry.object("response");
        String url = WireBytes.url(asked.text("url", ""));
        if (url.isEmpty()) entry.faults().add("request.url is missing");
        Timing timing = timing(entry, started(entry));
        Connection connection = connection(entry, url);
        Outcome known = OUTCOMES.get(entry.text("_outcome", ""));
        List<Diagnostic> diagnostics = diagnostics(entry, timing.started());
        MessageReader.Context context = new MessageReader.Context(known, lost(entry, "request"), lost(entry, "response"), answer, diagnostics);
        Request request = messages.request(asked, url, trailers(entry, "_requestTrailers"), context);
        Response response = messages.response(answer, trailers(entry, "_responseTrailers"), context);
        Outcome outcome = known != null ? known : outcome(entry, request, response);
        return new Exchange(id(entry, number), connection, url, request, response, interim(entry, timing.started()), outcome,
            error(entry, outcome), timing, request == null ? null : requestSpan(entry, timing),
            response == null ? null : responseSpan(entry, timing), context.requestLost(), context.responseLost(),
            Math.max(1, entry.number("_count", 1)), List.copyOf(context.diagnostics()), links(entry));
    }

    private static Fields trailers(Members entry, String name) {
        return MessageReader.fields(entry, name);
    }

    // ---- names

    private String id(Members entry, long number) {
        String own = entry.text("_id", "");
        return named(isName(own) ? own : "e" + number);
    }

    /** Whatever others may write under that name, in messages and names of files stands one word. */
    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) return false;
        }
        return !text.isEmpty() && text.length() <= MOST_OF_NAME;
    }

    /** Names of several inputs are not to be taken for each other. */
    private String named(String id) {
        return place == 0 ? id : (place + 1) + "." + id;
    }

    private Links links(Members entry) {
        if (!entry.has("_proxy")) return Links.NONE;
        Members proxy = entry.object("_proxy");
        String parent = proxy.text("parent", null);
        Links.Cause cause = null;
        if (parent != null) {
            List<String> evidence = new ArrayList<>();
            for (Object one : proxy.list("evidence")) if (one instanceof String text) evidence.add(text);
            int attempt = (int) Math.max(1, Math.min(proxy.number("attempt", 1), Integer.MAX_VALUE));
            cause = new Links.Cause(named(parent), entry.object("_initiator").text("url", ""), attempt,
                (int) Math.max(attempt, Math.min(proxy.number("attempts", 1), Integer.MAX_VALUE)), evidence);
        }
        List<Links.Attempt> attempts = new ArrayList<>();
        for (Object id : proxy.list("upstream")) {
            if (id instanceof String text) attempts.add(new Links.Attempt(named(text), Outcome.NO_RESPONSE, -1));
        }
        String shared = proxy.text("shared", null);
        boolean unasked = proxy.has("upstream") && attempts.isEmpty() && entry.isObject("response");
        return new Links(cause, attempts, unasked, shared == null || !unasked ? null : named(shared));
    }

    // ---- times

    private long started(Members entry) {
        String date = entry.text("startedDateTime", null);
        long nanos = date == null ? Dates.NONE : Dates.nanos(date);
        if (nanos == Dates.NONE) {
            entry.faults().add("startedDateTime is " + (date == null ? "missing" : "no date: " + date) + "; taken for that of the entry before");
            return lastStart;
        }
        withoutZone = !Dates.hasZone(date);
        lastStart = nanos;
        return nanos;
    }

    private static Timing timing(Members entry, long started) {
        Members phases = entry.object("timings");
        long blocked = Math.max(phases.nanos("blocked"), Timing.LEAST_BLOCKED);
        long dns = phases.nanos("dns");
        long connect = phases.nanos("connect");
        long tls = phases.nanos("ssl");
        long send = Math.max(0, phases.nanos("send"));
        long waiting = Math.max(0, phases.nanos("wait"));
        long receive = Math.max(0, phases.nanos("receive"));
        long time = entry.nanos("time");
        long sum = blocked + Math.max(dns, 0) + Math.max(connect, 0) + send + waiting + receive;
        boolean apart = tls > 0 && (connect < tls || Math.abs(time - sum - tls) < Math.abs(time - sum));
        if (apart) connect = Math.max(connect, 0) + tls;   // Firefox, Playwright and mitmproxy have TLS behind connecting, HAR has it inside
        long ssl = Math.min(tls, connect);
        boolean nothing = Math.max(dns, 0) + Math.max(connect, 0) + send + waiting + receive == 0 && blocked == Timing.LEAST_BLOCKED;
        if (nothing && time > 2 * Timing.LEAST_BLOCKED) waiting = time - Timing.LEAST_BLOCKED;   // no phases were told, only the whole
        return new Timing(started, blocked, dns, connect, ssl, send, waiting, receive);
    }

    private static long sent(Timing timing) {
        boolean artificial = timing.blocked() == Timing.LEAST_BLOCKED;
        return timing.started() + (artificial ? Timing.LEAST_BLOCKED : 0) + Math.max(0, timing.dns()) + Math.max(0, timing.connect());
    }

    private static Span requestSpan(Members entry, Timing timing) {
        long first = sent(timing);
        return span(entry, "request", first, first + timing.send());
    }

    private static Span responseSpan(Members entry, Timing timing) {
        long end = timing.started() + timing.total();
        return span(entry, "response", end - timing.receive(), end);
    }

    private static Span span(Members entry, String side, long first, long last) {
        List<?> frames = entry.object("_frames").list(side);
        return new Span(new Moment(frame(frames, 0), first), new Moment(frame(frames, 1), last));
    }

    private static long frame(List<?> frames, int index) {
        if (index >= frames.size() || !(frames.get(index) instanceof JsonInput.Number number)) return 0;
        return number.text().matches("\\d{1,18}") ? Long.parseLong(number.text()) : 0;
    }

    // ---- connection

    private static Connection connection(Members entry, String url) {
        Members own = entry.object("_connection");
        Endpoint server = endpoint(own, "server");
        Endpoint client = endpoint(own, "client");
        if (server == null) server = Servers.of(entry, url);
        String id = entry.text("_connectionId", own.text("id", ""));
        long number = id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
        String opened = own.text("opened", null);
        long openedNanos = opened == null ? Dates.NONE : Dates.nanos(opened);
        Sighting seen = sighting(own, client == null ? Endpoint.UNKNOWN : client, server);
        List<Sighting> also = new ArrayList<>();
        for (Members one : own.objects("alsoSeen")) {
            Endpoint itsClient = endpoint(one, "client");
            Endpoint itsServer = endpoint(one, "server");
            also.add(sighting(one, itsClient == null ? seen.client() : itsClient, itsServer == null ? server : itsServer));
        }
        return new Connection(number, openedNanos == Dates.NONE ? null : new Moment(number, openedNanos), null, seen, also, null,
            new Beyond(endpoint(own, "realClient"), endpoint(own, "destination")));
    }

    private static Sighting sighting(Members members, Endpoint client, Endpoint server) {
        List<Integer> vlans = new ArrayList<>();
        for (Object vlan : members.list("vlan")) {
            if (vlan instanceof JsonInput.Number number && number.text().matches("\\d{1,5}")) vlans.add(Integer.valueOf(number.text()));
        }
        List<String> tunnels = new ArrayList<>();
        for (Object tunnel : members.list("tunnel")) if (tunnel instanceof String text) tunnels.add(text);
        return new Sighting(client, server, members.text("interface", null), vlans, tunnels);
    }

    /** @return null when there is none */
    private static Endpoint endpoint(Members members, String name) {
        if (!members.isObject(name)) return null;
        Members end = members.object(name);
        return new Endpoint(WireBytes.of(end.text("address", "")), Servers.port(end.number("port", 0)));
    }

    // ---- how it went

    private static Outcome outcome(Members entry, Request request, Response response) {
        if (request == null) return Outcome.RESPONSE_ONLY;
        if (response == null) return failure(entry).contains("RESET") ? Outcome.RESET : Outcome.NO_RESPONSE;
        if (response.status() == 101) return Outcome.UPGRADED;
        boolean tunnel = request.method().equals("CONNECT") && response.status() / 100 == 2;
        return tunnel ? Outcome.TUNNEL : Outcome.COMPLETE;
    }

    /** @return what browsers and others say of why there was no response; may be empty */
    private static String failure(Members entry) {
        Members answer = entry.object("response");
        for (String text : new String[] {entry.text("_error", ""), answer.text("_error", ""), answer.text("_failureText", ""),
            entry.text("_failureText", ""), answer.number("status", 0) > 0 ? "" : answer.text("statusText", "")}) {
            if (!text.isBlank()) return text.strip();
        }
        return "";
    }

    private static String error(Members entry, Outcome outcome) {
        String text = failure(entry);
        if (entry.has("_outcome")) return entry.has("_error") && !text.isEmpty() ? WireBytes.of(text) : null;
        if (text.isEmpty()) return outcome.error().isEmpty() ? null : outcome.error();
        return WireBytes.of(text.startsWith("(") ? text : "(" + text + ")");
    }

    private static long lost(Members entry, String side) {
        return entry.has("_lost") ? Math.max(0, entry.object("_lost").number(side, 0)) : 0;
    }

    private static List<Interim> interim(Members entry, long started) {
        List<Interim> interim = new ArrayList<>(0);
        for (Members one : entry.objects("_interim")) {
            long nanos = Dates.nanos(one.text("time", ""));
            interim.add(new Interim(MessageReader.status(one), WireBytes.of(one.text("statusText", "")), MessageReader.fields(one, "headers"),
                new Moment(0, nanos == Dates.NONE ? started : nanos)));
        }
        return List.copyOf(interim);
    }

    private static List<Diagnostic> diagnostics(Members entry, long started) {
        List<Diagnostic> diagnostics = new ArrayList<>(0);
        for (Members one : entry.objects("_diagnostics")) {
            Code code = CODES.get(one.text("code", ""));
            if (code == null) continue;   // of a later version
            diagnostics.add(new Diagnostic(code, new Moment(Math.max(0, one.number("frame", 0)), started), WireBytes.of(one.text("detail", ""))));
        }
        return diagnostics;
    }
}
