package io.github.pcap2http.run;

import io.github.pcap2http.capture.CaptureFacts;
import io.github.pcap2http.capture.LinkType;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.flow.FlowCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A summary in lines for a person. */
final class SummaryText {
    private static final int SHOWN_FILES = 20;
    private static final int SHOWN_INTERFACES = 16;
    private static final int SHOWN_NAMES = 8;
    private static final int SHOWN_SERVERS = 16;
    private static final Map<String, String> UNREAD = Map.of(
        "TLS", "encrypted, and TLS is not decrypted yet",
        "HTTP/2", "HTTP/2 without TLS is not read yet",
        FlowCounts.UNKNOWN, "nothing that is known by name, or captured from its middle on",
        FlowCounts.SILENT, "connections without a byte of data");

    private final Summary summary;
    private final List<String> lines = new ArrayList<>();

    SummaryText(Summary summary) {
        this.summary = summary;
    }

    List<String> lines() {
        FlowCounts flows = summary.flows();
        files();
        filter();
        if (summary.kinds().packets() > 0) lines.add("  " + count(summary.kinds().packets(), "packet") + ": " + packetKinds());
        encapsulations();
        lines.add("  " + count(flows.connections(), "TCP connection") + (flows.connections() == 0 ? "" : ": " + spoken()));
        serverNames("  ");
        lines.add("  " + count(summary.exchanges(), "exchange")
            + (summary.summedUp() == 0 ? "" : "; " + summary.summedUp() + " failed connects are not shown one by one"));
        proxies();
        if (summary.duplicates() > 0) lines.add("  " + count(summary.duplicates(), "segment") + " captured more than once");
        if (flows.unparsed() > 0) lines.add("  " + count(flows.unparsed(), "byte") + " of data that made no sense");
        flows.notes().forEach((code, count) -> lines.add("  " + code + ": " + count(count, "time") + ", " + code.meaning()));
        troubles();
        return lines;
    }

    List<String> whyEmpty() {
        lines.add(summary.name() + ": no HTTP exchange was found");
        if (summary.packets() == 0) {
            lines.add("  the capture has no packets");
            interfaces();
            return lines;
        }
        filter();
        if (summary.kinds().packets() > 0) lines.add("  " + count(summary.kinds().packets(), "packet") + ": " + packetKinds());
        encapsulations();
        FlowCounts flows = summary.flows();
        if (summary.kinds().tcp() == 0 && summary.kinds().udp() > 0) lines.add("  HTTP/3 would be among the UDP packets; it is not read yet");
        if (summary.kinds().tcp() > 0) lines.add("  " + count(flows.connections(), "TCP connection") + (flows.connections() == 0 ? "" : ":"));
        flows.protocols().forEach((protocol, count) -> lines.add("    " + count + " " + protocol + because(protocol)));
        serverNames("    ");
        lost();
        troubles();
        return lines;
    }

    /** What makes results incomplete though they look well. */
    List<String> warnings() {
        lost();
        cut();
        hidden();
        List<String> warnings = new ArrayList<>(lines.size());
        for (String line : lines) warnings.add(line.strip());
        return warnings;
    }

    // ---- files

    private void files() {
        List<CaptureFacts> files = summary.files();
        if (files.size() > 1) lines.add(files.size() + " files: " + count(summary.packets(), "packet"));
        files.stream().limit(SHOWN_FILES)
            .forEach(file -> lines.add(file.name() + ": " + file.format() + ", " + count(file.packets(), "packet") + span(file)));
        if (files.size() > SHOWN_FILES) lines.add("and " + (files.size() - SHOWN_FILES) + " files more");
        interfaces();
    }

    private static String span(CaptureFacts file) {
        if (file.packets() == 0) return "";
        String seconds = String.format(Locale.ROOT, "%.3f", (file.lastNanos() - file.firstNanos()) / 1e9);
        return ", from " + time(file.firstNanos()) + " on, " + seconds + " s";
    }

    static String time(long nanos) {
        return Instant.EPOCH.plusNanos(nanos).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private void interfaces() {
        List<CaptureFacts.Interface> all = summary.files().stream().flatMap(file -> file.interfaces().stream()).toList();
        all.stream().limit(SHOWN_INTERFACES).forEach(one -> lines.add("  " + description(one)));
        if (all.size() > SHOWN_INTERFACES) lines.add("  and " + (all.size() - SHOWN_INTERFACES) + " interfaces more");
        lost();
    }

    private void lost() {
        trouble(summary.dropped(), "packet", "lost while capturing, says the capture; a larger buffer (-B of tcpdump and of this) or a narrower filter avoids that");
    }

    private static String description(CaptureFacts.Interface one) {
        StringBuilder text = new StringBuilder();
        String name = one.name() != null ? one.name() : one.description();
        if (name != null) text.append("interface ").append(name).append(", ");
        text.append("link type ").append(LinkType.name(one.linkType())).append(": ").append(count(one.packets(), "packet"));
        if (one.snaplen() > 0) text.append(", snap length ").append(one.snaplen());
        if (one.filter() != null) text.append(", captured with the filter '").append(one.filter()).append('\'');
        if (one.dropped() >= 0) text.append(", ").append(one.dropped()).append(" dropped");
        return text.toString();
    }

    // ---- packets

    private void filter() {
        Filtered filtered = summary.filtered();
        if (filtered == null) return;
        lines.add("  filter '" + filtered.expression() + "': " + count(filtered.passed(), "packet") + " passed, " + filtered.leftOut() + " left out");
        filtered.impossible().forEach(why -> lines.add("  " + why));
        hidden();
    }

    private void hidden() {
        Filtered filtered = summary.filtered();
        if (filtered == null || filtered.hidden().isEmpty()) return;
        String kinds = filtered.hidden().stream().map(one -> one.packets() + " (" + one.what() + ")").collect(Collectors.joining(", "));
        lines.add("  the filter leaves packets out only for what is around them: " + kinds
            + (filtered.suggestion() == null ? "; without a filter they are read" : "; this takes them too: -F '" + filtered.suggestion() + "'"));
    }

    private String packetKinds() {
        List<String> parts = new ArrayList<>();
        part(parts, summary.kinds().tcp(), "TCP");
        part(parts, summary.kinds().udp(), "UDP");
        part(parts, summary.kinds().icmp(), "ICMP");
        part(parts, summary.kinds().otherIp(), "of other IP protocols");
        part(parts, summary.kinds().fragments(), "IP fragments");
        part(parts, summary.kinds().notIp(), "not IP");
        part(parts, summary.kinds().encrypted(), "encrypted wireless frames");
        part(parts, summary.kinds().malformed() + summary.kinds().snapped() + summary.kinds().tooDeep(), "broken or cut short");
        part(parts, summary.kinds().unknownLinks().values().stream().mapToLong(Long::longValue).sum(), "of unknown link types");
        return String.join(", ", parts);
    }

    private static void part(List<String> parts, long count, String what) {
        if (count > 0) parts.add(count + " " + what);
    }

    private void encapsulations() {
        if (summary.kinds().encapsulations().isEmpty()) return;
        lines.add("  of these in " + summary.kinds().encapsulations().entrySet().stream().map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining(", ")));
    }

    // ---- connections

    private String spoken() {
        return summary.flows().protocols().entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
    }

    private static String because(String protocol) {
        String why = UNREAD.get(protocol);
        return why == null ? "" : ": " + why;
    }

    /** Where the encrypted connections went: a line, or none. */
    private void serverNames(String indent) {
        Map<String, Long> names = summary.flows().serverNames();
        if (names.isEmpty()) return;
        String most = names.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(SHOWN_NAMES)
            .map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
        lines.add(indent + "TLS servers: " + most + (names.size() > SHOWN_NAMES ? ", and " + (names.size() - SHOWN_NAMES) + " more" : ""));
        lines.add(indent + "TLS keys are there for " + summary.withKeys() + " of " + names.values().stream().mapToLong(Long::longValue).sum());
    }

    // ---- proxies

    private void proxies() {
        ProxyFacts proxies = summary.proxies();
        if (proxies == null || proxies.upstreams().isEmpty()) return;
        lines.add("  " + count(proxies.calls(), "request") + " passed on by a proxy; attempts by server:");
        proxies.upstreams().stream().sorted(Comparator.comparingLong(ProxyFacts.Upstream::attempts).reversed()).limit(SHOWN_SERVERS)
            .forEach(server -> lines.add("    " + upstream(server)));
        if (proxies.upstreams().size() > SHOWN_SERVERS) lines.add("    and " + (proxies.upstreams().size() - SHOWN_SERVERS) + " servers more");
        calls("slowest", proxies.slowest());
        calls("most attempts", proxies.mostRetried());
    }

    private static String upstream(ProxyFacts.Upstream server) {
        StringBuilder text = new StringBuilder(server.server() + ": " + count(server.attempts(), "attempt"));
        server.failures().forEach((how, times) -> text.append(", ").append(times).append(' ').append(how));
        if (server.retries() > 0) text.append(", ").append(server.retries()).append(" tried again");
        if (server.reused() > 0) text.append(", ").append(server.reused()).append(" on used connections");
        if (server.p50() >= 0) {
            text.append("; first byte after ").append(millis(server.p50())).append(" (p50), ").append(millis(server.p90())).append(" (p90), ")
                .append(millis(server.p99())).append(" (p99)");
        }
        return text.toString();
    }

    private void calls(String title, List<ProxyFacts.Call> calls) {
        if (calls.isEmpty()) return;
        lines.add("    " + title + ":");
        for (ProxyFacts.Call call : calls) {
            String status = call.status() == 0 ? "no response" : String.valueOf(call.status());
            lines.add("      " + millis(call.nanos()) + "  " + status + "  " + count(call.attempts(), "attempt") + "  " + call.request());
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
    }

    // ---- what keeps exchanges from being found

    private void troubles() {
        summary.kinds().unknownLinks().forEach((link, count) ->
            lines.add("  link type " + LinkType.name(link) + " is not understood: " + count(count, "packet")));
        if (summary.flows().oneSided() > 0) {
            lines.add("  one direction only was captured of " + count(summary.flows().oneSided(), "connection") + "; capture where both pass");
        }
        cut();
        trouble(summary.kinds().datagramsIncomplete(), "IP datagram", "of which fragments are missing");
        trouble(summary.kinds().datagramsDiffering(), "IP datagram", "with fragments that contradict each other; the first bytes were taken");
        trouble(summary.kinds().encrypted(), "frame", "encrypted by a wireless network, which is not decrypted");
        trouble(summary.kinds().esp(), "packet", "encrypted by IPsec, which is not decrypted");
        trouble(summary.kinds().tooDeep(), "packet", "with too many headers in each other");
        trouble(summary.kinds().malformed(), "packet", "with broken headers");
        if (summary.flows().notes().containsKey(Code.INTERNAL)) trouble(summary.bugs(), "connection", "given up because of a bug in pcap2http");
    }

    private void cut() {
        trouble(summary.kinds().cutPayloads() + summary.kinds().snapped(), "packet", "captured only in part; tcpdump -s 0 takes them whole");
    }

    private void trouble(long count, String of, String what) {
        if (count > 0) lines.add("  " + count(count, of) + " " + what);
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
