package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/**
 * A replay file, as Traffic Dump of Apache Traffic Server writes it and Proxy Verifier reads it: a captured incident that a
 * proxy can be put through again. Each connection of a client is a session, each of its requests a transaction, together with the
 * attempt of the proxy that was answered.
 *
 * <p><b>Plan</b>: a request comes directly before its attempts, and waits for them here. Then its transaction is rendered, once, as a
 * {@link ReplayRecord} in a {@link Spool}; {@link #close} lays the records out by connection. Memory holds 32 bytes a record, the
 * spool's beginning, and the requests, one inside the other in a chain of proxies, whose attempts are still coming.
 */
final class ReplayWriter implements Output {
    private static final int IN_MEMORY = 2 << 20;   // bytes
    private static final int BUFFER = 1 << 16;   // bytes

    /** A request and what is known of its attempts so far. */
    private static final class Pending {
        private final Exchange exchange;
        private final Map<String, String> servers = new HashMap<>();   // by id of the attempt
        private Exchange answered;   // the last attempt that was

        Pending(Exchange exchange) {
            this.exchange = exchange;
        }

        boolean caused(Exchange other) {
            Links.Cause cause = other.links().cause();
            return cause != null && cause.parent().equals(exchange.id());
        }

        void attempt(Exchange attempt) {
            servers.put(attempt.id(), attempt.connection().server().toString());
            if (whyNot(attempt) == null) answered = attempt.keeping(ReplayTransaction.MAX_DATA);
        }
    }

    private final Target target;
    private final OutputOptions options;
    private final Target.Draft draft;
    private final Spool spool;
    private final EntryIndex index;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private boolean replayed;   // whether any was
    private boolean failed;
    private boolean closed;

    ReplayWriter(Target target, OutputOptions options) throws IOException {
        this.target = target;
        this.options = options;
        this.draft = target.draft();
        this.spool = new Spool(draft.directory(), IN_MEMORY);
        this.index = new EntryIndex(draft.directory());
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        while (!pending.isEmpty() && !pending.peek().caused(exchange)) write(pending.pop());
        boolean attempt = !pending.isEmpty();
        if (attempt) pending.peek().attempt(exchange);
        if (!exchange.links().attempts().isEmpty()) pending.push(new Pending(exchange.keeping(ReplayTransaction.MAX_DATA)));
        else if (!attempt) write(new Pending(exchange));
    }

    private void write(Pending one) throws IOException {
        Exchange client = one.exchange;
        String whyNot = whyNot(client);
        if (whyNot == null && one.answered == null) {
            if (client.links().cause() != null && client.links().attempts().isEmpty()) whyNot = "an attempt for a request that was given up";
            else if (!client.links().attempts().isEmpty()) whyNot = "no attempt answered";
        }
        if (whyNot != null) leftOut.merge(whyNot, client.count(), Long::sum);
        if (client.request() == null) return;
        failed = true;   // until all of it is spooled
        long offset = spool.length();
        try (JsonGenerator json = ReplayRecord.generator(spool)) {
            ReplayRecord.write(json, client, whyNot, notes(one));
            if (whyNot == null) {
                json.writeName(ReplayRecord.TRANSACTION);
                new ReplayTransaction(json, options.replayChecks(), options.replayPace()).write(client, one.answered);
            }
            json.writeEndObject();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        replayed |= whyNot == null;
        index.add(client.connection().firstFrame(), client.requestSpan().first().nanos(), offset, spool.length() - offset);
        failed = false;
    }

    /** @return in a few words why this cannot be replayed; null when it can */
    private static String whyNot(Exchange exchange) {
        if (exchange.outcome() != Outcome.COMPLETE) return exchange.outcome().word();
        Request request = exchange.request();
        Response response = exchange.response();
        if (request == null || response == null) return "only one side seen";
        if (response.status() == 0) return "HTTP/0.9";
        if (response.status() < 200 || response.status() > 599) return "status " + response.status();
        if (request.method().equals("CONNECT")) return Outcome.TUNNEL.word();
        return nameless(request.fields()) || nameless(response.fields()) ? "a field without a name" : null;
    }

    private static boolean nameless(Iterable<Field> fields) {
        for (Field field : fields) {
            if (field.name().isEmpty()) return true;
        }
        return false;
    }

    /** @return what became of the attempts, where there is more to say than that the only one was answered */
    private static List<String> notes(Pending one) {
        List<Links.Attempt> attempts = one.exchange.links().attempts();
        if (attempts.size() == 1 && one.answered != null) return List.of();
        List<String> notes = new ArrayList<>(attempts.size());
        for (Links.Attempt attempt : attempts) {
            String server = one.servers.get(attempt.id());
            String error = attempt.outcome().error();
            String end = error.isEmpty() ? "status " + attempt.status() : error.substring(1, error.length() - 1);
            String here = one.answered != null && attempt.id().equals(one.answered.id()) ? ", shown here" : "";
            notes.add("attempt " + (notes.size() + 1) + " of " + attempts.size() + (server == null ? "" : ", " + server) + ": " + end + here);
        }
        return notes;
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        try (draft; spool; index) {
            while (!failed && !pending.isEmpty()) write(pending.pop());
            if (failed) return;
            spool.ready();
            layOut();
            draft.publish();
        }
    }

    private void layOut() throws IOException {
        OutputStream out = new BufferedOutputStream(draft.out(), BUFFER);
        boolean json = Compression.plainName(target.name()).toLowerCase(Locale.ROOT).endsWith(".json");
        try (JsonGenerator document = json ? ReplayLayout.json(out) : ReplayYaml.generator(out)) {
            new ReplayLayout(document, options).write(spool, index, replayed);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        if (json) out.write('\n');
        out.flush();
    }

    @Override
    public void abandon() {
        failed = true;
        try {
            close();
        } catch (IOException e) {
            // what could not be closed is not wanted either
        }
    }

    @Override
    public List<String> remarks() {
        if (leftOut.isEmpty()) return List.of();
        long all = leftOut.values().stream().mapToLong(Long::longValue).sum();
        String kinds = leftOut.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey()).collect(Collectors.joining(", "));
        return List.of(target.name() + " lacks " + all + (all == 1 ? " exchange that cannot" : " exchanges that cannot") + " be replayed: " + kinds);
    }
}
