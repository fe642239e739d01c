package io.github.pcap2http.output;

import io.github.pcap2http.check.Histogram;
import io.github.pcap2http.choose.Criterion;
import io.github.pcap2http.choose.Measures;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * A page for the summary of a CI job: numbers, statuses, servers, what was slow, failed or repeated. It is written in the end, from counts and short
 * lists, so neither memory nor the page grow with the capture; a page has some 100 kB at most, of the MiB that GitHub takes.
 */
final class MarkdownWriter implements Output {
    private static final int LISTED = 20;      // rows of a list, and servers
    private static final int SLOWEST = 10;
    private static final int SERVERS = 1000;   // hosts and servers that are counted by themselves
    private static final int URL = 120;        // characters
    private static final int WIDTH = 40;       // characters of the longest bar
    private static final long MILLI = 1_000_000;
    private static final long[] STEPS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000};   // ms
    private static final Comparator<Row> BY_TIME = Comparator.comparingLong(row -> row.nanos);

    /** What is kept of an exchange that is listed. */
    private record Row(String id, String what, String how, long nanos, List<String> attempts) { }

    private static final class Tally {
        private long exchanges;
        private long failed;
        private long bytes;
        private final long[] classes = new long[6];   // statuses by their first digit; 0: none
        private long longest;
    }

    private final Target.Draft draft;
    private final OutputOptions options;
    private final StringBuilder page = new StringBuilder(4096);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Map<String, Tally> servers = new LinkedHashMap<>();
    private final Map<Code, Long> codes = new EnumMap<>(Code.class);
    private final PriorityQueue<Row> slowest = new PriorityQueue<>(BY_TIME);
    private final List<Row> failures = new ArrayList<>();          // that clients saw
    private final List<Row> failedAttempts = new ArrayList<>();
    private final List<Row> retries = new ArrayList<>();
    private final Histogram firstByte = new Histogram();
    private final Histogram whole = new Histogram();
    private final long[] firstByteSteps = new long[STEPS.length + 1];
    private final long[] wholeSteps = new long[STEPS.length + 1];
    private final Tally all = new Tally();
    private List<String> notes = List.of();
    private long answered;
    private long attempts;
    private long failed;
    private long attemptsThatFailed;
    private long retried;
    private long lost;
    private long began = Long.MAX_VALUE;
    private long ended = Long.MIN_VALUE;
    private boolean done;

    MarkdownWriter(Target target, OutputOptions options) throws IOException {
        this.draft = target.draft();
        this.options = options;
    }

    @Override
    public void about(List<String> notes) {
        this.notes = notes;
    }

    // ---- counting

    @Override
    public void finished(Exchange exchange) {
        long took = Measures.took(exchange);
        int status = exchange.response() == null ? -1 : exchange.response().status();
        boolean attempt = exchange.links().cause() != null;
        began = Math.min(began, Measures.began(exchange));
        ended = Math.max(ended, Measures.began(exchange) + took);
        if (attempt) attempts += exchange.count();
        lost += exchange.requestLost() + exchange.responseLost();
        statuses.merge(status, exchange.count(), Long::sum);
        for (Diagnostic diagnostic : exchange.diagnostics()) codes.merge(diagnostic.code(), 1L, Long::sum);
        count(all, exchange, status, took);
        count(tally(exchange), exchange, status, took);
        if (Criterion.failed(exchange)) {
            failed += exchange.count();
            if (attempt) attemptsThatFailed += exchange.count();
            List<Row> rows = attempt ? failedAttempts : failures;
            if (rows.size() < LISTED) rows.add(row(exchange, took));
        }
        if (exchange.links().attempts().size() > 1) {
            retried++;
            if (retries.size() < LISTED) retries.add(row(exchange, took));
        }
        if (exchange.response() == null) return;
        answered++;
        whole.add(took, 1);
        firstByte.add(exchange.timing().waiting(), 1);
        wholeSteps[step(took)]++;
        firstByteSteps[step(exchange.timing().waiting())]++;
        if (attempt) return;   // the client waited as long
        if (slowest.size() < SLOWEST || took > slowest.peek().nanos) slowest.add(row(exchange, took));
        if (slowest.size() > SLOWEST) slowest.poll();
    }

    private Tally tally(Exchange exchange) {
        String url = exchange.url();
        int scheme = url.indexOf("://");
        int from = scheme < 0 ? 0 : scheme + 3;
        int to = url.indexOf('/', from);
        int end = to < 0 ? url.length() : to;
        String host = url.substring(Math.max(from, url.lastIndexOf('@', end - 1) + 1), end);   // without names of users
        String key = MarkdownText.code(WireText.of(host), URL) + " | " + MarkdownText.code(exchange.connection().server().toString(), URL);
        Tally tally = servers.get(key);
        if (tally != null) return tally;
        if (servers.size() >= SERVERS) key = "others | ";
        return servers.computeIfAbsent(key, name -> new Tally());
    }

    private static void count(Tally tally, Exchange exchange, int status, long took) {
        tally.exchanges += exchange.count();
        if (Criterion.failed(exchange)) tally.failed += exchange.count();
        if (exchange.request() != null) tally.bytes += Math.max(0, exchange.request().headLength()) + sent(exchange.request().body());
        if (exchange.response() != null) tally.bytes += Math.max(0, exchange.response().headLength()) + sent(exchange.response().body());
        tally.classes[status < 100 || status > 599 ? 0 : status / 100] += exchange.count();
        if (exchange.response() != null) tally.longest = Math.max(tally.longest, took);
    }

    /** A HAR may not say how much was sent. */
    private static long sent(Body body) {
        return body.wireLength() < 0 ? body.size() : body.wireLength() + body.lost();
    }

    private static int step(long nanos) {
        int step = 0;
        while (step < STEPS.length && nanos >= STEPS[step] * MILLI) step++;
        return step;
    }

    private static Row row(Exchange exchange, long took) {
        String method = exchange.request() == null ? "" : WireText.of(exchange.request().method()) + " ";
        List<String> attempts = new ArrayList<>();
        for (Links.Attempt one : exchange.links().attempts()) {
            if (attempts.size() == LISTED) break;
            String error = one.outcome().error();
            attempts.add(MarkdownText.code(one.id(), URL) + " | " + (error.isEmpty() ? String.valueOf(one.status()) : plain(error)));
        }
        return new Row(exchange.id(), MarkdownText.code(method + WireText.of(exchange.url()), URL), how(exchange), took, attempts);
    }

    /** @return how it ended, with nothing from the wire in it but for what is in code */
    private static String how(Exchange exchange) {
        String status = exchange.response() == null ? "" : exchange.response().status() + " " + MarkdownText.code(WireText.of(exchange.response().reason()), 40);
        String error = exchange.error() == null ? "" : MarkdownText.code(plain(MessageWriter.error(exchange)), URL);
        String times = exchange.count() > 1 ? ", " + exchange.count() + " times" : "";
        Links.Cause cause = exchange.links().cause();
        String attempt = cause == null ? "" : ", attempt " + cause.number() + " of " + cause.of() + " for " + MarkdownText.code(cause.parent(), URL);
        return (status.strip() + (status.isEmpty() || error.isEmpty() ? "" : ", ") + error + times + attempt).strip();
    }

    private static String plain(String error) {
        return error.startsWith("(") && error.endsWith(")") ? error.substring(1, error.length() - 1) : error;
    }

    // ---- writing

    private String page() {
        line("## HTTP in " + MarkdownText.code(WireText.of(options.title()), URL));
        line("");
        if (all.exchanges == 0) line("**There are no HTTP exchanges.**");
        else numbers();
        for (String note : notes) line("- " + MarkdownText.code(note.strip(), 500));
        if (!notes.isEmpty()) line("");
        if (all.exchanges == 0) return page.toString();
        statuses();
        servers();
        failures.addAll(failedAttempts.subList(0, Math.min(failedAttempts.size(), LISTED - failures.size())));
        list("Failed", failed, failures);
        repeated();
        List<Row> slow = new ArrayList<>(slowest);
        slow.sort(BY_TIME.reversed());
        list("Slowest", slow.size(), slow);
        if (answered > 0) latency();
        if (!codes.isEmpty()) oddities();
        return page.toString();
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private void numbers() {
        line("| exchanges | failed | repeated by a proxy | hosts and servers | bytes | from (UTC) | duration |");
        line("| ---: | ---: | ---: | ---: | ---: | --- | ---: |");
        line("| " + withAttempts(all.exchanges, attempts) + " | " + withAttempts(failed, attemptsThatFailed) + " | " + retried + " | " + (servers.size() > SERVERS ? "more than " + SERVERS : servers.size()) + " | " + Amounts.bytes(all.bytes)
            + " | " + new WallClock(options.zone(), true).time(began) + " | " + duration(ended - began) + " |");
        line("");
        if (lost > 0) line("**The capture lacks " + Amounts.bytes(lost) + "** of these messages.\n");
    }

    private static String withAttempts(long all, long attempts) {
        return all + (attempts == 0 ? "" : ", of them " + attempts + (attempts == 1 ? " attempt" : " attempts") + " of a proxy");
    }

    private void statuses() {
        line("### Statuses\n\n| status | exchanges | |\n| --- | ---: | --- |");
        long most = statuses.values().stream().mapToLong(Long::longValue).max().orElse(1);
        int rows = 0;
        for (Map.Entry<Integer, Long> one : statuses.entrySet()) {
            if (rows++ == 2 * LISTED) break;
            String name = one.getKey() < 0 ? "no response" : one.getKey() == 0 ? "none (HTTP/0.9)" : String.valueOf(one.getKey());
            line("| " + name + " | " + one.getValue() + " | " + bar(one.getValue(), most) + " |");
        }
        line("");
        more(statuses.size() - 2 * LISTED, "statuses");
    }

    private void servers() {
        line("### Hosts and servers\n\n| host | server | exchanges | 2xx | 3xx | 4xx | 5xx | no response | bytes | longest |");
        line("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        servers.entrySet().stream().sorted(Comparator.comparingLong(one -> -one.getValue().exchanges)).limit(LISTED).forEach(one -> {
            Tally tally = one.getValue();
            line("| " + one.getKey() + " | " + tally.exchanges + " | " + tally.classes[2] + " | " + tally.classes[3] + " | " + tally.classes[4] + " | " + tally.classes[5] + " | "
                + tally.classes[0] + " | " + Amounts.bytes(tally.bytes) + " | " + (tally.longest == 0 ? "" : duration(tally.longest)) + " |");
        });
        line("");
        more(servers.size() - LISTED, "hosts and servers");
    }

    private void list(String title, long count, List<Row> rows) {
        if (rows.isEmpty()) return;
        line("### " + title + "\n\n| id | request | how it ended | time |\n| --- | --- | --- | ---: |");
        for (Row row : rows) row(row);
        line("");
        more(count - rows.size(), "");
    }

    private void row(Row row) {
        line("| " + MarkdownText.code(row.id, URL) + " | " + row.what + " | " + row.how + " | " + duration(row.nanos) + " |");
    }

    private void repeated() {
        if (retries.isEmpty()) return;
        line("### Repeated by a proxy\n");
        for (Row row : retries) {
            line("<details><summary>" + row.attempts.size() + " attempts for " + html(row.id) + "</summary>\n");
            line("| id | request | how it ended | time |\n| --- | --- | --- | ---: |");
            row(row);
            line("\n| attempt | its id | how it ended |\n| ---: | --- | --- |");
            for (int i = 0; i < row.attempts.size(); i++) line("| " + (i + 1) + " | " + row.attempts.get(i) + " |");
            line("\n</details>\n");
        }
        more(retried - retries.size(), "");
    }

    /** Ids are our own, but not those in a HAR that others wrote. */
    private static String html(String id) {
        return id.matches("[A-Za-z0-9-]{1,40}") ? id : "a request";
    }

    private void more(long count, String what) {
        if (count > 0) line("and " + count + " more " + what.strip() + "\n");
    }

    private void latency() {
        line("### Latency\n\n| | median | 95 % | 99 % |\n| --- | ---: | ---: | ---: |");
        percentiles("to the first byte of the response", firstByte);
        percentiles("to its end", whole);
        line("\n```text");
        bars("from the last byte of the request to the first of the response", firstByteSteps);
        line("");
        bars("from the first byte of the request to the last of the response", wholeSteps);
        line("```\n");
    }

    private void percentiles(String name, Histogram values) {
        line("| " + name + " | " + percentile(values, 50) + " | " + percentile(values, 95) + " | " + percentile(values, 99) + " |");
    }

    private String percentile(Histogram values, int percent) {
        return duration((long) values.at(Math.max(1, (answered * percent + 99) / 100)));
    }

    private static String duration(long nanos) {
        return Amounts.duration(nanos).replace("<", "&lt;");
    }

    private void bars(String title, long... steps) {
        line(title);
        int first = 0;
        int last = steps.length - 1;
        while (first < last && steps[first] == 0) first++;
        while (last > first && steps[last] == 0) last--;
        long most = 1;
        for (long count : steps) most = Math.max(most, count);
        for (int i = first; i <= last; i++) {
            String name = i == STEPS.length ? "     longer" : "< " + String.format(Locale.ROOT, "%6d ms", STEPS[i]);
            line(String.format(Locale.ROOT, "%s %8d %s", name, steps[i], bar(steps[i], most)).stripTrailing());
        }
    }

    private static String bar(long count, long most) {
        return "\u2588".repeat((int) ((count * WIDTH + most - 1) / most));
    }

    private void oddities() {
        line("<details><summary>What was odd</summary>\n\n| code | times | meaning |\n| --- | ---: | --- |");
        codes.forEach((code, count) -> line("| `" + code + "` | " + count + " | " + code.meaning().replace("--", "&#45;&#45;") + " |"));
        line("\n</details>");
    }

    @Override
    public void close() throws IOException {
        if (done) return;
        done = true;
        try (draft) {
            draft.out().write(page().getBytes(StandardCharsets.UTF_8));
            draft.publish();
        }
    }

    @Override
    public void abandon() {
        done = true;
        draft.close();
    }
}
