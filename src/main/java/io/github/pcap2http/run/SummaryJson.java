package io.github.pcap2http.run;

import io.github.pcap2http.capture.CaptureFacts;
import io.github.pcap2http.capture.LinkType;
import io.github.pcap2http.packet.PacketCounts;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** A summary as one JSON object. What is not known is left out. */
final class SummaryJson {
    private final JsonGenerator json;

    private SummaryJson(JsonGenerator json) {
        this.json = json;
    }

    /** @return ASCII only: names from the capture may reach a terminal, which is not to obey them */
    static String of(Summary summary) {
        StringWriter text = new StringWriter();
        JsonFactory ascii = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        try (JsonGenerator json = ascii.createGenerator(ObjectWriteContext.empty(), text)) {
            new SummaryJson(json).write(summary);
        }
        return text.toString();
    }

    private void write(Summary summary) {
        json.writeStartObject();
        json.writeArrayPropertyStart("files");
        summary.files().forEach(this::file);
        json.writeEndArray();
        json.writeNumberProperty("packets", summary.packets());
        if (summary.dropped() >= 0) json.writeNumberProperty("dropped", summary.dropped());
        if (summary.filtered() != null) filter(summary.filtered());
        kinds(summary.kinds());
        counts("encapsulations", summary.kinds().encapsulations());
        links("unknownLinkTypes", summary.kinds().unknownLinks());
        connections(summary);
        json.writeNumberProperty("duplicates", summary.duplicates());
        json.writeNumberProperty("exchanges", summary.exchanges());
        json.writeNumberProperty("connectsSummedUp", summary.summedUp());
        if (summary.proxies() != null) proxies(summary.proxies());
        json.writeNumberProperty("unparsedBytes", summary.flows().unparsed());
        counts("diagnostics", summary.flows().notes());
        json.writeBooleanProperty("damaged", summary.damaged());
        json.writeNumberProperty("bugs", summary.bugs());
        strings("remarks", summary.remarks());
        json.writeEndObject();
    }

    private void file(CaptureFacts file) {
        json.writeStartObject();
        json.writeStringProperty("name", file.name());
        json.writeStringProperty("format", file.format());
        json.writeNumberProperty("packets", file.packets());
        if (file.packets() > 0) {
            json.writeStringProperty("first", SummaryText.time(file.firstNanos()));
            json.writeStringProperty("last", SummaryText.time(file.lastNanos()));
        }
        links("linkTypes", file.linkTypes());
        json.writeArrayPropertyStart("interfaces");
        file.interfaces().forEach(this::networkInterface);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void networkInterface(CaptureFacts.Interface one) {
        json.writeStartObject();
        string("name", one.name());
        string("description", one.description());
        json.writeStringProperty("linkType", LinkType.name(one.linkType()));
        if (one.snaplen() > 0) json.writeNumberProperty("snaplen", one.snaplen());
        string("filter", one.filter());
        string("system", one.system());
        json.writeNumberProperty("packets", one.packets());
        if (one.received() >= 0) json.writeNumberProperty("received", one.received());
        if (one.dropped() >= 0) json.writeNumberProperty("dropped", one.dropped());
        json.writeEndObject();
    }

    private void filter(Filtered filtered) {
        json.writeObjectPropertyStart("filter");
        json.writeStringProperty("expression", filtered.expression());
        json.writeNumberProperty("passed", filtered.passed());
        json.writeNumberProperty("leftOut", filtered.leftOut());
        strings("impossible", filtered.impossible());
        json.writeObjectPropertyStart("hidden");
        for (Filtered.Hidden one : filtered.hidden()) json.writeNumberProperty(one.what(), one.packets());
        json.writeEndObject();
        string("suggestion", filtered.suggestion());
        json.writeEndObject();
    }

    private void kinds(PacketCounts kinds) {
        json.writeObjectPropertyStart("kinds");
        json.writeNumberProperty("tcp", kinds.tcp());
        json.writeNumberProperty("udp", kinds.udp());
        json.writeNumberProperty("icmp", kinds.icmp());
        json.writeNumberProperty("otherIp", kinds.otherIp());
        json.writeNumberProperty("esp", kinds.esp());
        json.writeNumberProperty("notIp", kinds.notIp());
        json.writeNumberProperty("encryptedWireless", kinds.encrypted());
        json.writeNumberProperty("malformed", kinds.malformed());
        json.writeNumberProperty("tooDeep", kinds.tooDeep());
        json.writeNumberProperty("snapped", kinds.snapped() + kinds.cutPayloads());
        json.writeNumberProperty("fragments", kinds.fragmentPieces());
        json.writeNumberProperty("datagramsCompleted", kinds.datagramsCompleted());
        json.writeNumberProperty("datagramsIncomplete", kinds.datagramsIncomplete());
        json.writeNumberProperty("datagramsDiffering", kinds.datagramsDiffering());
        json.writeEndObject();
    }

    private void connections(Summary summary) {
        json.writeObjectPropertyStart("connections");
        json.writeNumberProperty("total", summary.flows().connections());
        json.writeNumberProperty("oneSided", summary.flows().oneSided());
        counts("protocols", summary.flows().protocols());
        counts("tlsServers", summary.flows().serverNames());
        json.writeNumberProperty("tlsWithKeys", summary.withKeys());
        counts("tlsOffers", summary.flows().offers());
        json.writeEndObject();
    }

    private void proxies(ProxyFacts proxies) {
        json.writeObjectPropertyStart("proxies");
        json.writeNumberProperty("requests", proxies.calls());
        json.writeArrayPropertyStart("upstreams");
        proxies.upstreams().forEach(this::upstream);
        json.writeEndArray();
        calls("slowest", proxies.slowest());
        calls("mostRetried", proxies.mostRetried());
        json.writeEndObject();
    }

    private void upstream(ProxyFacts.Upstream server) {
        json.writeStartObject();
        json.writeStringProperty("server", server.server());
        json.writeNumberProperty("attempts", server.attempts());
        counts("failures", server.failures());
        json.writeNumberProperty("retries", server.retries());
        json.writeNumberProperty("reused", server.reused());
        millis("p50", server.p50());
        millis("p90", server.p90());
        millis("p99", server.p99());
        json.writeEndObject();
    }

    private void calls(String name, List<ProxyFacts.Call> calls) {
        json.writeArrayPropertyStart(name);
        for (ProxyFacts.Call call : calls) {
            json.writeStartObject();
            json.writeStringProperty("id", call.id());
            json.writeStringProperty("request", call.request());
            json.writeNumberProperty("status", call.status());
            json.writeNumberProperty("attempts", call.attempts());
            millis("time", call.nanos());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** @param nanos -1: not known */
    private void millis(String name, long nanos) {
        if (nanos >= 0) json.writeNumberProperty(name, nanos / 1e6);
    }

    private void links(String name, Map<Integer, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach((link, count) -> json.writeNumberProperty(LinkType.name(link), count));
        json.writeEndObject();
    }

    private void counts(String name, Map<?, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach((key, count) -> json.writeNumberProperty(key.toString(), count));
        json.writeEndObject();
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    private void string(String name, String value) {
        if (value != null) json.writeStringProperty(name, value);
    }
}
